// The tests beside a pack's rules: what is wrong in one is told at its words, and what was reached is counted.
#include "zhudun/workshop/rule_tests.h"

#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"

using namespace zhudun;
using support::Told;

namespace {

// R1 is due on base.due_on and done on base.done_on.
const support::Rules& rules() {
  static const support::Rules loaded = support::load(
      support::small(support::rule("subject: base\nscope: [open]\ndue: \"base.due_on.addDays(reading.mood == 'easy' ? "
                                   "year - 2029 : 0)\"\ndone: base.done_on\nneeds: [base.count]")));
  return loaded;
}

const std::string kBase = "base:\n  base: {name: n, open: true, due_on: 2030-06-10, count: 1}\n";

struct Run {
  std::unique_ptr<source::File> file;
  workshop::TestRun run;
  std::vector<Told> told;
};

Run run(const std::string& text) {
  REQUIRE(rules().pack);
  Run result{std::make_unique<source::File>("r.test.yaml", text), {}, {}};
  result.run = workshop::run_tests(*rules().pack, {result.file.get()});
  result.told = support::told(result.run.failures);
  // Whether a due date is reached has a test of its own.
  std::erase_if(result.told, [](const Told& one) { return one.message.starts_with("no test reaches the due date"); });
  return result;
}

std::string test(const std::string& keys,
                 const std::string& expectation = "{rule: R1, subject: base, status: overdue}") {
  return kBase + "tests:\n  - name: t\n    as_of: 2030-06-11\n" + keys + "    expect: [" + expectation + "]\n";
}

}  // namespace

TEST_CASE("a test that passes is counted with what it reached") {
  const Run passed = run(test(""));
  CHECK(passed.told.empty());
  CHECK((passed.run.passed == 1 && passed.run.failed == 0 && passed.run.boundaries == 5));
  CHECK(passed.run.coverage.statuses.at("R1") == std::set{check::Status::overdue});
  CHECK(passed.run.coverage.outcomes_seen() == 3);
  CHECK(passed.run.coverage.outcomes() == 6);
}

TEST_CASE("what is wrong in a test is told at its words") {
  struct Row {
    std::string text;
    Told told;
  };
  const std::vector<Row> rows = {
      {"- a\n", {"rule-test", "a mapping belongs here", "", "- a"}},
      {test("    raeding: loose\n"), {"rule-test", "unknown key `raeding`", "did you mean `reading`?", "raeding"}},
      {test("    reading: lose\n"), {"rule-test", "`lose` is no reading", "strict, default or loose", "lose"}},
      {test("    set: {mood: sad}\n"),
       {"rule-test", "the pack has no reading or parameter `mood` that can be `sad`", "", "mood"}},
      {test("    set: {year: next}\n"),
       {"rule-test", "the pack has no reading or parameter `year` that can be `next`", "", "year"}},
      {test("    horizon: -1\n"), {"rule-test", "`horizon` is a number of days", "", "-1"}},
      {test("    declaration: [base]\n"), {"rule-test", "a declaration is a mapping of sections", "", "[base]"}},
      {"tests: [{as_of: 2030-06-11}]\n", {"rule-test", "a test has a `name`", "", "{as_of: 2030-06-11}"}},
      {"tests: [{name: t, as_of: soon}]\n",
       {"rule-test", "a test has a day to judge on, `as_of: YYYY-MM-DD`", "", "soon"}},
      {"tests: [t]\n", {"rule-test", "a mapping belongs here", "", "t"}},
      {test("", "R1"), {"rule-test", "a mapping belongs here", "", "R1"}},
      {test("", "{rule: R1}"), {"rule-test", "an expectation names a `rule` and a `subject`", "", "{rule: R1}"}},
      {test("", "{rule: R1, subject: base}"),
       {"rule-test", "this expectation decides nothing", "give it a status", "{rule: R1, subject: base}"}},
      {test("", "{rule: R1, subject: bass, status: gap}"),
       {"rule-test", "there is no finding of `R1` for `bass`", "it has findings for `base`",
        "{rule: R1, subject: bass, status: gap}"}},
      {test("", "{rule: R2, subject: base, status: gap}"),
       {"rule-test", "there is no finding of `R2` for `base`", "the pack has no such rule",
        "{rule: R2, subject: base, status: gap}"}},
      {test("", "{rule: R1, subject: base, due: 2030-06-11}"),
       {"rule-test", "`due` is 2030-06-10, not 2030-06-11", "", "2030-06-11"}},
      {test("    declaration: {base: {name: n, open: true, due_on: 2030-06-10}}\n",
            "{rule: R1, subject: base, missing: [base.name]}"),
       {"rule-test", "`missing` is [base.count], not [base.name]", "", "[base.name]"}},
      {"tests: [", {"yaml-syntax", "", "", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Run failed = run(row.text);
    REQUIRE_FALSE(failed.told.empty());
    if (row.told.code == "rule-test") CHECK(failed.told[0] == row.told);
    CHECK(failed.run.failed >= 1);
  }
}

TEST_CASE("a choice of a test is what it is judged by") {
  CHECK(run(test("    set: {mood: easy}\n", "{rule: R1, subject: base, due: 2030-06-11}")).told.empty());
  CHECK(run(test("    set: {mood: easy, year: 2031}\n", "{rule: R1, subject: base, due: 2030-06-12}")).told.empty());
  CHECK(run(test("    reading: loose\n", "{rule: R1, subject: base, due: 2030-06-11}")).told.empty());
}

TEST_CASE("a rule with a due date that no test reaches fails") {
  const auto reached = [](const std::string& text) {
    const source::File file("r.test.yaml", text);
    const auto told = support::told(workshop::run_tests(*rules().pack, {&file}).failures);
    return std::none_of(told.begin(), told.end(),
                        [](const Told& one) { return one.message == "no test reaches the due date of the rule `R1`"; });
  };
  CHECK(reached(test("")));
  CHECK_FALSE(reached(
      test("    declaration: {base: {name: n, open: true, due_on: 2030-06-10, count: 1, done_on: 2030-06-01}}\n",
           "{rule: R1, subject: base, status: fulfilled}")));
}

TEST_CASE("the days around the due date of a duty that is only encouraged") {
  const support::Rules encouraged = support::load(
      support::small(support::rule("subject: base\nbinding: encouraged\ndue: base.due_on\ndone: base.done_on")));
  REQUIRE(encouraged.pack);
  const source::File file("r.test.yaml", kBase +
                                             "tests:\n  - name: t\n    as_of: 2030-06-01\n"
                                             "    expect: [{rule: R1, subject: base, status: due_soon}]\n");
  const workshop::TestRun run = workshop::run_tests(*encouraged.pack, {&file});
  CHECK(support::told(run.failures) == std::vector<Told>{});
  CHECK(run.boundaries == 5);
}
