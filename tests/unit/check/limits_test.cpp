// Each limit of the judging on both sides: at it all is found, past it one error names it.
#include "support/judged.h"

using namespace zhudun;
using support::judge_rule;
using support::Judged;

namespace {

// So many things, each a subject.
Judged judged(int things, const check::Limits& limits, unsigned jobs = 1) {
  std::string more = "things:\n";
  for (int at = 0; at < things; ++at) more += fmt::format("- {{id: t{}, due_on: 2030-01-01}}\n", at);
  return judge_rule(
      "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n", "{name: a}", "2030-06-30",
      [&](check::Options& options) {
        options.limits = limits;
        options.jobs = jobs;
      },
      more);
}

std::string told(const Judged& of) {
  std::string all;
  for (const diag::Diagnostic& one : of.diagnostics) all += one.code + ": " + one.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("subjects of a rule") {
  check::Limits limits;
  limits.subjects = 5;
  CHECK(told(judged(5, limits)).empty());
  CHECK(told(judged(6, limits)) == "limit-subjects: the rule `R1` has more subjects than the limit `subjects` of 5\n");
}

TEST_CASE("findings of a declaration") {
  check::Limits limits;
  limits.findings = 5;
  CHECK(judged(5, limits).findings.size() == 5);
  CHECK(told(judged(5, limits)).empty());
  CHECK(told(judged(6, limits)) ==
        "limit-findings: the declaration has more findings than the limit `findings` of 5\n");
}

TEST_CASE("facts that findings lack, each counted for every finding") {
  // One finding for each thing, which lacks two facts.
  const auto lacking = [](int things, std::uint64_t most, const std::string& body, unsigned jobs = 1) {
    std::string more = "things:\n";
    for (int at = 0; at < things; ++at) more += fmt::format("- {{id: t{}}}\n", at);
    return judge_rule(
        body, "{name: a}", "2030-06-30",
        [&](check::Options& options) {
          options.limits.missing = most;
          options.jobs = jobs;
        },
        more);
  };
  const std::string each = "each: {t: things}\nneeds: [t.due_on, t.grade]\ndone: t.done_on\n";
  const Judged well = lacking(5, 10, each);
  CHECK(told(well).empty());
  CHECK(well.findings.size() == 5);
  CHECK(well.findings[0].missing == std::vector<std::string>{"things/t0.due_on", "things/t0.grade"});
  const std::string past =
      "limit-missing: the findings lack more facts of the declaration than the limit `missing` of 9\n";
  CHECK(told(lacking(5, 9, each)) == past);
  CHECK(told(lacking(20'000, 9, each, 4)) == past);

  const std::string together = "subject: things\nneeds: ['things.map(t, t.due_on)']\ndone: as_of\n";
  CHECK(told(lacking(5, 5, together)).empty());
  CHECK(told(lacking(6, 5, together)) ==
        "limit-missing: the rule `R1` cannot be judged here: the evaluation reached the bound `missing` = 5\n");
}

TEST_CASE("steps of all expressions, whatever the number of threads") {
  check::Limits limits;
  limits.total_cost = 0;  // 200 for each fact are left, enough for few subjects and for many
  CHECK(told(judged(5, limits)).empty());
  CHECK(told(judged(500, limits, 4)).empty());
}
