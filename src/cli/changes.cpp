#include "cli/changes.h"

#include <fmt/format.h>

#include "zhudun/source/text.h"
#include "zhudun/workshop/diff.h"

namespace zhudun::cli {
namespace {

std::string line_of(const std::optional<report::Finding>& finding, source::Language language) {
  if (!finding) return language == source::Language::zh ? "（无）" : "(none)";
  std::string text(report::status_word(finding->status, language));
  if (!finding->due.empty()) text += " " + finding->due;
  if (finding->days_overdue > 0) text += fmt::format(" +{}", finding->days_overdue);
  return text;
}

}  // namespace

std::string finding_changes(const report::Declaration& a, const report::Declaration& b, source::Language language) {
  std::string text;
  const std::vector<workshop::Change> changes = workshop::compare(a, b);
  for (const workshop::Change& change : changes) {
    text += fmt::format("{}  {}: {} -> {}\n", change.rule, change.subject, line_of(change.before, language),
                        line_of(change.after, language));
    for (const std::string& step : change.only_before) text += fmt::format("  - {}\n", source::printable(step));
    for (const std::string& step : change.only_after) text += fmt::format("  + {}\n", source::printable(step));
  }
  return text + fmt::format(fmt::runtime(language == source::Language::zh ? "{} 项结论不同\n" : "{} findings differ\n"),
                            changes.size());
}

}  // namespace zhudun::cli
