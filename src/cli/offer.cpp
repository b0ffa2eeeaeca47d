#include "cli/offer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace zhudun::cli {
namespace {

std::vector<const Option*> rows_of(const OptionTable& table, bool positional) {
  std::vector<const Option*> rows;
  for (const Option& row : table.rows()) {
    if (row.positional() == positional) rows.push_back(&row);
  }
  return rows;
}

}  // namespace

std::vector<const Option*> Offer::positions() const { return rows_of(table, true); }

std::vector<const Option*> Offer::options() const {
  std::vector<const Option*> rows = rows_of(table, false);
  rows.push_back(&help_option());
  return rows;
}

std::deque<Offer> offers() {
  std::deque<Offer> all;
  for (auto& command : commands()) {
    Offer& offer = all.emplace_back();
    offer.command = std::move(command);
    offer.command->options(offer.table);
  }
  return all;
}

const Option& help_option() {
  static const Option row{"-h,--help", "", "print what the program or the command can be told", {}};
  return row;
}

const Option& version_option() {
  static const Option row{"--version", "", "print the program's version", {}};
  return row;
}

const std::vector<Meaning>& exit_statuses() {
  static const std::vector<Meaning> rows = {
      {"0", "done, and there is nothing to fail on"},
      {"1", "done, and there is something to fail on; what that is stands with each command"},
      {"2", "the input, the rules or the call is wrong; every error is told on standard error"},
      {"3", "an output could not be written in full"},
  };
  return rows;
}

const std::vector<Meaning>& variables() {
  static const std::vector<Meaning> rows = {
      {"NO_COLOR", "if set and not empty, a report on a terminal has no colour unless --color always asks for it"},
      {"TERM", "if it is dumb, the same, and no progress is shown"},
      {"XDG_CACHE_HOME", "where the cache lies, in a folder zhudun"},
      {"HOME", "without XDG_CACHE_HOME the cache lies in its folder .cache/zhudun"},
      {"LC_ALL", "the locale, which doctor looks at"},
      {"LC_CTYPE", "the same, without LC_ALL"},
      {"GITHUB_STEP_SUMMARY", "with the format github on standard output, the file that a summary is appended to"},
      {"LANG", "the same, without both; the language of reports is chosen by --lang alone"},
  };
  return rows;
}

std::vector<std::string> names_of(const Option& row) {
  std::vector<std::string> names;
  for (std::size_t from = 0; from <= row.name.size();) {
    const std::size_t comma = std::min(row.name.find(',', from), row.name.size());
    names.push_back(row.name.substr(from, comma - from));
    from = comma + 1;
  }
  return names;
}

std::string position_word(const Option& row) {
  const std::string word = row.value + (row.repeats ? "..." : "");
  return row.required ? word : "[" + word + "]";
}

std::string described(const Option& row) {
  const auto told = [&](const std::string& word) { return row.help.find(word) != std::string::npos; };
  if (row.wording == Option::Wording::prefix || std::all_of(row.words.begin(), row.words.end(), told)) return row.help;
  return fmt::format("{} ({})", row.help, fmt::join(row.words, ", "));
}

}  // namespace zhudun::cli
