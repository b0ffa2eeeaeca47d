// `zhudun test`: the tests of a rule pack, and what of the pack they reach.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command.h"
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

class TestCommand : public Command {
 public:
  TestCommand() : Command("test", "run the tests that stand beside a pack's rules") {}

  void options(OptionTable& table) override {
    pack_position(table, pack_).required = true;
    table.flag("--coverage", coverage_, "list each condition of which one outcome was never seen");
    table.add(
        {"--threshold", "N", "fail when fewer percent of the outcomes were seen",
         [this](OptionReader& reader, const std::string& text) { threshold_ = reader.percent("--threshold", text); }});
  }

  std::string_view failing() const override {
    return "a test of the pack fails, or too few outcomes were seen for --threshold";
  }

  int run(World& world) override;

 private:
  std::string pack_;
  bool coverage_ = false;
  std::int32_t threshold_ = 0;  // percent of outcomes that must be seen
};

int TestCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  const LoadedPack rules = load_pack(pack_, diagnostics);
  if (rules.pack && rules.tests.empty()) {
    diagnostics.push_back(diag::error("rule-test", {}, fmt::format("the pack `{}` has no tests", rules.pack->id),
                                      "tests stand in NAME.test.yaml beside the rules"));
  }
  if (tell(world, diagnostics)) return kWrong;
  workshop::TestRun tests = workshop::run_tests(*rules.pack, rules.tests);
  tell(world, tests.failures);
  const workshop::Coverage& coverage = tests.coverage;
  const std::size_t seen = coverage.outcomes_seen(), all = coverage.outcomes();
  std::string text = coverage_ ? coverage_text(coverage) : std::string();
  text += fmt::format("{} of {} outcomes of conditions seen, {} days around due dates judged\n", seen, all,
                      tests.boundaries);
  text += fmt::format("{} passed, {} failed\n", tests.passed, tests.failed);
  const bool enough = seen * 100 >= static_cast<std::size_t>(threshold_) * all;
  if (!enough) world.write_error(fmt::format("zhudun: fewer than {} % of the outcomes were seen\n", threshold_));
  if (print(world, text) != kFulfilled) return kNotWritten;
  return tests.failed == 0 && enough ? kFulfilled : kFailing;
}

}  // namespace

std::unique_ptr<Command> test_command() { return std::make_unique<TestCommand>(); }

}  // namespace zhudun::cli
