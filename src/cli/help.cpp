#include "cli/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

constexpr std::size_t kMargin = 30, kWidth = 100;  // columns

// A term and beside it, or below it where it is long, what it means.
std::string entry(const std::string& term, std::string_view meaning) {
  std::string text = "  " + term;
  bool beside = source::display_width(text) + 2 <= kMargin;
  for (const std::string& line : source::wrap(meaning, kWidth - kMargin)) {
    if (beside)
      text = source::pad(text, kMargin);
    else
      text += "\n" + std::string(kMargin, ' ');
    text += line;
    beside = false;
  }
  return text + "\n";
}

std::string entry(const Option& row) {
  if (row.positional()) return entry(position_word(row), described(row));
  // A long name that has no short one stands below the long names of the others.
  const std::string names = fmt::format("{}", fmt::join(names_of(row), ", "));
  const std::string term = (names.starts_with("--") ? "    " : "") + names;
  return entry(row.value.empty() ? term : term + " " + row.value, described(row));
}

}  // namespace

std::string help(const std::deque<Offer>& offers) {
  std::string text = fmt::format("zhudun {}.\n\nusage: zhudun COMMAND [OPTION]...\n\ncommands:\n", kPurpose);
  for (const Offer& offer : offers) text += entry(std::string(offer.name()), offer.command->summary());
  text += "\noptions:\n" + entry(help_option()) + entry(version_option()) + "\nexit status:\n";
  for (const Meaning& status : exit_statuses()) text += entry(std::string(status.of), status.text);
  return text + "\nzhudun COMMAND --help tells the options of a command.\n";
}

std::string help(const Offer& offer) {
  const std::vector<const Option*> positions = offer.positions();
  std::string text = fmt::format("zhudun {}: {}\n\nusage: zhudun {} [OPTION]...", offer.name(),
                                 offer.command->summary(), offer.name());
  for (const Option* row : positions) text += " " + position_word(*row);
  text += "\n";
  if (!positions.empty()) text += "\n";
  for (const Option* row : positions) text += entry(*row);
  text += "\noptions:\n";
  for (const Option* row : offer.options()) text += entry(*row);
  if (const std::string_view failing = offer.command->failing(); !failing.empty())
    text += fmt::format("\nexit status 1: {}\n", failing);
  return text;
}

}  // namespace zhudun::cli
