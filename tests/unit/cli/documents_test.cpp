// Help, the manual and the completions tell what the option table holds. That a shell understands the completions and a
// formatter the manual is shown by tests/completion, that README tells it all by tests/readme.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "cli/completion.h"
#include "cli/help.h"
#include "cli/offer.h"
#include "support/catch.h"
#include "zhudun/cli/manual.h"

using namespace zhudun;
using namespace zhudun::cli;

namespace {

// As it stands in the manual.
std::string in_manual(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '-' ? "\\-" : c == '\'' ? "\\(aq" : std::string(1, c);
  return out;
}

// From `begin`, which must be there, to the next `end` after it.
std::string part(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  INFO(begin);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find(end, from + begin.size()) - from);
}

// Line breaks are where they fit.
std::string unfolded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\n')
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return out;
}

void check_contains(const std::string& text, const std::string& wanted) {
  INFO(wanted);
  CHECK(text.find(wanted) != std::string::npos);
}

}  // namespace

TEST_CASE("every row is complete") {
  for (const Offer& offer : offers()) {
    INFO(offer.name());
    CHECK_FALSE(offer.command->summary().empty());
    bool optional = false;
    for (const Option& row : offer.table.rows()) {
      INFO(row.name);
      CHECK_FALSE(row.help.empty());
      CHECK_FALSE(row.help.ends_with('.'));
      CHECK((!row.positional() || !row.value.empty()));
      if (row.value.empty()) CHECK(row.words.empty());
      if (row.positional()) {
        CHECK((!optional || !row.required));  // no required place behind an optional one
        optional = !row.required;
      }
      if (!row.excludes.empty()) {
        const auto options = offer.options();
        CHECK(std::any_of(options.begin(), options.end(),
                          [&](const Option* other) { return names_of(*other).back() == row.excludes; }));
      }
    }
  }
}

TEST_CASE("help tells every command and every row") {
  const std::deque<Offer> all = offers();
  for (const Offer& offer : all) {
    check_contains(help(all), fmt::format("\n  {} ", offer.name()));
    check_contains(unfolded(help(all)), std::string(offer.command->summary()));
    const std::string text = help(offer), flat = unfolded(text);
    check_contains(flat, std::string(offer.command->summary()));
    check_contains(flat, std::string(offer.command->failing()));
    for (const Option* row : offer.options()) {
      const std::string names =
          names_of(*row).size() == 2 ? names_of(*row)[0] + ", " + names_of(*row)[1] : "    " + names_of(*row)[0];
      check_contains(text, fmt::format("\n  {}{}{}", names, row->value.empty() ? "" : " ", row->value));
      check_contains(flat, described(*row));
    }
    for (const Option* row : offer.positions()) {
      check_contains(text, "\n  " + position_word(*row));
      check_contains(flat, described(*row));
    }
  }
  for (const Meaning& status : exit_statuses()) check_contains(unfolded(help(all)), std::string(status.text));
}

TEST_CASE("words that a row takes are told with it") {
  Option row{"--fruit", "F", "what to eat; default pear", {}};
  CHECK(described(row) == "what to eat; default pear");
  row.words = {"apple", "pear"};
  CHECK(described(row) == "what to eat; default pear (apple, pear)");
  row.help = "an apple or a pear";
  CHECK(described(row) == "an apple or a pear");
  CHECK(names_of(row) == std::vector<std::string>{"--fruit"});
  row.name = "-f,--fruit";
  CHECK(names_of(row) == std::vector<std::string>{"-f", "--fruit"});
  Option place{"files", "FILE", "some", {}};
  CHECK(position_word(place) == "[FILE]");
  place.repeats = place.required = true;
  CHECK(position_word(place) == "FILE...");
}

TEST_CASE("the manual tells every command and every row") {
  const std::string text = manual();
  for (const Offer& offer : offers()) {
    const std::string section = part(text, fmt::format("\n.SS {}\n", offer.name()), "\n.S");
    const std::string flat = unfolded(section);
    check_contains(text, fmt::format("\\fBzhudun\\fR \\fB{}\\fR [\\fIOPTION\\fR]...", offer.name()));
    check_contains(flat, in_manual(std::string(offer.command->summary()).substr(1)));
    check_contains(flat, in_manual(offer.command->failing()));
    for (const Option* row : offer.options()) {
      for (const std::string& name : names_of(*row))
        check_contains(section, fmt::format("\\fB{}\\fR", in_manual(name)));
      if (!row->value.empty()) check_contains(section, fmt::format("\\fI{}\\fR", in_manual(row->value)));
      check_contains(flat, in_manual(described(*row).substr(1)));
    }
    for (const Option* row : offer.positions())
      check_contains(section, fmt::format("\n.TP\n{}", row->required ? "\\fI" : "[\\fI") + in_manual(row->value));
  }
  const std::string statuses = part(text, ".SH EXIT STATUS", "\n.SH");
  for (const int status : {kFulfilled, kFailing, kWrong, kNotWritten})
    check_contains(statuses, fmt::format(".TP\n\\fB{}\\fR\n", status));
}

TEST_CASE("no line of the manual is taken for a request, none is long") {
  const std::string text = manual();
  std::size_t longest = 0;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    const std::string line = text.substr(from, end - from);
    longest = std::max(longest, line.size());
    INFO(line);
    CHECK_FALSE(line.starts_with('\''));
    if (line.starts_with('.'))
      CHECK(line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 1) > 2);
    from = end + 1;
  }
  CHECK(longest <= 80);
}

TEST_CASE("quotes of a shell") {
  CHECK(quoted("plain") == "'plain'");
  CHECK(quoted("it's $(here)") == R"('it'\''s $(here)')");
  CHECK(quoted_words({"a", "b c"}) == "'a' 'b c'");
}

// With ZHUDUN_COMPLETION_OUT in the environment the scripts are written there, for tests/completion to try in a shell.
TEST_CASE("words and help reach a shell as they are, whatever stands in them", "[hostile]") {
  std::deque<Offer> made = offers();
  Option row{"--hostile", "A:B", "it's `here` [now]: $(no) \\ \"end\"", {}};
  row.words = {"o'ne", "t wo"};
  made.front().table.add(row);
  const std::string bash = bash_completion(made), zsh = zsh_completion(made), fish = fish_completion(made);
  check_contains(bash, R"(--hostile') _zhudun_words 'o'\''ne' 't wo' ;;)");
  check_contains(fish, R"(-l hostile -d 'it\'s `here` [now]: $(no) \\ "end"' -x -a '\'o\\\'ne\' \'t wo\'')");
  check_contains(zsh, R"(--hostile=[it'\''s `here` \[now\]: $(no) \\ "end"]:A\:B:(o\'\''ne t\ wo)')");
  const char* const folder = std::getenv("ZHUDUN_COMPLETION_OUT");
  if (!folder) return;
  std::ofstream(fmt::format("{}/zhudun.bash", folder)) << bash;
  std::ofstream(fmt::format("{}/zhudun.zsh", folder)) << zsh;
  std::ofstream(fmt::format("{}/zhudun.fish", folder)) << fish;
}
