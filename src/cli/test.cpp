// `zhudun test`: the tests of a rule pack, and what of the pack they reach.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/packs.h"
#include "zhudun/workshop/rule_tests.h"

namespace zhudun::cli {
namespace {

std::string place(const source::Span& span) {
  const source::Position at = span.file->position(span.begin);
  return fmt::format("{}:{}:{}", span.file->name(), at.line, at.column);
}

std::string coverage_text(const workshop::Coverage& coverage) {
  std::string text;
  for (const workshop::Branch& branch : coverage.branches) {
    if (branch.seen_true && branch.seen_false) continue;
    const char* lacking = branch.seen_true ? "false" : branch.seen_false ? "true" : "evaluated";
    text += fmt::format("{}: `{}` of {} was never {}\n", place(branch.place), branch.text, branch.rule, lacking);
  }
  for (const auto& [rule, statuses] : coverage.statuses) {
    std::vector<std::string_view> names;
    for (const check::Status status : statuses) names.push_back(check::to_string(status));
    text += fmt::format("{}: {}\n", rule, fmt::join(names, ", "));
  }
  for (const auto& [reading, values] : coverage.readings)
    text += fmt::format("reading {}: {}\n", reading, fmt::join(values, ", "));
  return text;
}

}  // namespace

int test_pack(const TestArguments& call, World& world) {
  diag::Diagnostics diagnostics;
  const LoadedPack rules = load_pack(call.pack, diagnostics);
  if (rules.pack && rules.tests.empty()) {
    diagnostics.push_back(diag::error("rule-test", {}, fmt::format("the pack `{}` has no tests", rules.pack->id),
                                      "tests stand in NAME.test.yaml beside the rules"));
  }
  if (tell(world, diagnostics)) return kWrong;
  workshop::TestRun run = workshop::run_tests(*rules.pack, rules.tests);
  tell(world, run.failures);
  const workshop::Coverage& coverage = run.coverage;
  const std::size_t seen = coverage.outcomes_seen(), all = coverage.outcomes();
  std::string text = call.coverage ? coverage_text(coverage) : std::string();
  text +=
      fmt::format("{} of {} outcomes of conditions seen, {} days around due dates judged\n", seen, all, run.boundaries);
  text += fmt::format("{} passed, {} failed\n", run.passed, run.failed);
  const bool enough = seen * 100 >= static_cast<std::size_t>(call.threshold) * all;
  if (!enough) world.write_error(fmt::format("zhudun: fewer than {} % of the outcomes were seen\n", call.threshold));
  if (!world.write_out(text)) return kNotWritten;
  return run.failed == 0 && enough ? kFulfilled : kFailing;
}

}  // namespace zhudun::cli
