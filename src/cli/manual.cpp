#include "zhudun/cli/manual.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/offer.h"
#include "cli/version.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {
namespace {

// A text of man(7) in which every character stands for itself.
std::string plain(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out = "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Lines of at most 80 bytes where spaces allow it, which is what the linters of manuals want to see.
std::string folded(std::string_view text) {
  constexpr std::size_t kLongest = 79;
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    while (line.size() > kLongest && !line.starts_with('.')) {
      const std::size_t space = line.rfind(' ', kLongest);
      if (space == std::string_view::npos || space == 0) break;
      out += fmt::format("{}\n", line.substr(0, space));
      line.remove_prefix(space + 1);
      if (line.starts_with('.') || line.starts_with('\'')) out += "\\&";
    }
    out += fmt::format("{}\n", line);
  }
  return out;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", plain(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", plain(text)); }

// A sentence of what the tables hold: small initial and no full stop there.
std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return plain(out) + ".";
}

std::string item(const std::string& term, const std::string& meaning) {
  return fmt::format(".TP\n{}\n{}\n", term, meaning);
}

std::string place(const Option& row) {
  const std::string word = italic(row.value) + (row.repeats ? "..." : "");
  return row.required ? word : "[" + word + "]";
}

std::string item(const Option& row) {
  if (row.positional()) return item(place(row), sentence(described(row)));
  std::vector<std::string> names;
  for (const std::string& name : names_of(row)) names.push_back(bold(name));
  const std::string value = row.value.empty() ? "" : " " + italic(row.value);
  return item(fmt::format("{}{}", fmt::join(names, ", "), value), sentence(described(row)));
}

std::string usage(const Offer& offer) {
  std::string text = bold("zhudun") + " " + bold(offer.name()) + " [" + italic("OPTION") + "]...";
  for (const Option* row : offer.positions()) text += " " + place(*row);
  return text + "\n";
}

std::string command(const Offer& offer) {
  std::string text =
      fmt::format(".SS {}\n{}.PP\n{}\n", plain(offer.name()), usage(offer), sentence(offer.command->summary()));
  for (const Option* row : offer.positions()) text += item(*row);
  for (const Option* row : offer.options()) text += item(*row);
  if (const std::string_view failing = offer.command->failing(); !failing.empty())
    text += fmt::format(".PP\nExit status 1: {}.\n", plain(failing));
  return text;
}

std::string files() {
  return ".SH FILES\n" +
         item(italic("company.yaml"), "A declaration: one YAML document with the key " + bold("zhudun") +
                                          ". Evidence and tables that it names lie beside it.") +
         item(italic("PACK/pack.yaml"),
              "A rule pack is a folder with this file, rules, a schema of declarations and tests. Built in are those "
              "that " +
                  bold("zhudun rules") + " lists; without " + bold("--rules") + " it is " +
                  plain(pack::default_pack()) + ".");
}

struct Example {
  std::string_view call, purpose;
};
constexpr Example kExamples[] = {
    {"zhudun check company.yaml", "Judge a declaration as of today and print what is to be done:"},
    {"zhudun check . --as-of 2025-12-15 --fail-on overdue --quiet",
     "Fail in a script only when something is overdue in one of the declarations of a folder:"},
    {"zhudun check company.yaml -o report.html -o gitlab=quality.json",
     "Write two reports, one in the format of the file's ending, one in a format that is named:"},
    {"zhudun rules", "List the rules that are built in:"},
    {"zhudun eval \"date('2025-03-14').addWorkdays(30)\"", "Count working days as a rule does:"},
};

std::string examples() {
  std::string text = ".SH EXAMPLES\n";
  for (const Example& example : kExamples) {
    const bool first = &example == &kExamples[0];
    text += fmt::format("{}{}\n.PP\n.RS 4\n.nf\n{}\n.fi\n.RE\n", first ? "" : ".PP\n", plain(example.purpose),
                        plain(example.call));
  }
  return text;
}

std::string table(std::string_view heading, const std::vector<Meaning>& rows) {
  std::string text = fmt::format(".SH {}\n", heading);
  for (const Meaning& row : rows) text += item(bold(row.of), sentence(row.text));
  return text;
}

}  // namespace

std::string manual() {
  const std::deque<Offer> all = offers();
  std::string text = fmt::format(
      ".TH ZHUDUN 1 {} \"zhudun {}\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\nzhudun \\- {}\n.SH SYNOPSIS\n", kReleased,
      kVersion, plain(kPurpose));
  for (const Offer& offer : all) text += usage(offer) + ".br\n";
  text += fmt::format("{} {}\n", bold("zhudun"), bold("--version"));
  text += fmt::format(R"(.SH DESCRIPTION
{} reads what a company declares about itself in YAML and judges it by a pack of rules, duty by duty, as of a day.
It prints what is overdue, missing or due soon, from which facts and by which steps that follows, and where in the
declaration it belongs.
Rules are data; the same declaration, rules and day give the same report byte by byte.
.PP
A report goes to standard output, everything else that is told to standard error.
{} ends the options: words after it are files.
.SH OPTIONS
)",
                      bold("zhudun"), bold("--"));
  text += item(help_option()) + item(version_option()) + ".SH COMMANDS\n";
  for (const Offer& offer : all) text += command(offer);
  text += table("EXIT STATUS", exit_statuses());
  text += ".PP\nOf several declarations the larger number wins, and those without errors are still reported.\n";
  text += table("ENVIRONMENT", variables()) + files() + examples();
  text += ".SH SEE ALSO\nThe format of rules and further examples are described in " + italic("/usr/share/doc/zhudun") +
          " where zhudun was installed from a package.\n";
  return folded(text);
}

}  // namespace zhudun::cli
