// Annotations on a GitHub Actions run: one workflow command a line, gravest first, since GitHub shows only the first
// ten of a kind for a step. Lines that are no commands say where there are more, and what the report was made with.
#include <fmt/format.h>

#include <array>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/source/text.h"
#include "zhudun/write/workflow.h"

namespace zhudun::render {
namespace {

constexpr std::array<std::string_view, 3> kCommands = {"error", "warning", "notice"};
constexpr std::size_t kShown = 10;        // of a kind, for one step
constexpr std::size_t kTitle = 255;       // characters
constexpr std::size_t kMessage = 16'000;  // characters: 64 KB, whatever they are

// What the baseline tolerates is no error, and so leaves the few places that there are for errors to others.
std::size_t command_of(const report::Report& report, const report::Finding& finding) {
  if (report::tolerated(report, finding.change)) return kCommands.size() - 1;
  return std::min<std::size_t>(static_cast<std::size_t>(level_of(finding.status)), kCommands.size() - 1);
}

std::string annotation(const Entry& entry, const report::Finding& finding, std::string_view command,
                       source::Language language) {
  const Place place = place_of(entry, finding);
  const auto property = [](const std::string& text) { return write::workflow_property(visible(text)); };
  return fmt::format("::{} file={},line={},col={},title={}::{}\n", command, property(place.file), place.line,
                     place.column, property(cut(name_of(finding), kTitle)),
                     write::workflow_data(visible(cut(joined(message(finding, language), "\n"), kMessage))));
}

void say(std::string& out, const std::vector<Particular>& particulars, bool zh) {
  for (const Particular& one : particulars) {
    const std::string line = one.label + (zh ? "：" : ": ") + source::printable(one.value);
    out += write::workflow_line(line) + "\n";
  }
}

}  // namespace

std::string github(const report::Report& report, const Style&) {
  std::string out;
  std::array<std::size_t, kCommands.size()> counts{};
  for (const Entry& entry : gravest_first(report)) {
    const report::Finding finding = entry.finding();
    const std::size_t command = command_of(report, finding);
    ++counts[command];
    out += annotation(entry, finding, kCommands[command], report.language);
  }
  const bool zh = report.language == source::Language::zh;
  if (std::any_of(counts.begin(), counts.end(), [](std::size_t count) { return count > kShown; })) {
    out += fmt::format(fmt::runtime(zh ? "error {}，warning {}，notice {}；GitHub 每种只显示前 {} 条\n"
                                       : "error {}, warning {}, notice {}; GitHub shows the first {} of each\n"),
                       counts[0], counts[1], counts[2], kShown);
  }
  say(out, of_run(report), zh);
  for (const report::Declaration& declaration : report.declarations) say(out, of_declaration(report, declaration), zh);
  return out;
}

}  // namespace zhudun::render
