// The items of a long list are judged by several threads in shares; what is found does not show it.
#include "support/judged.h"

using namespace zhudun;
using support::judge_rule;
using support::Judged;

namespace {

constexpr int kThings = 12'000;  // of more facts than are judged by one thread, and more than one share

Judged judged(const std::string& rule, unsigned jobs, const check::Limits& limits = {}) {
  std::string more = "things:\n";
  for (int at = 0; at < kThings; ++at)
    more += fmt::format("- {{id: t{}, due_on: 2030-{:02}-01, grade: {}}}\n", at, at % 12 + 1, at % 4'000);
  return judge_rule(
      rule, "{name: a, open: false}", "2030-06-30",
      [&](check::Options& options) {
        options.limits = limits;
        options.jobs = jobs;
      },
      more);
}

std::string found(const Judged& of) {
  std::string all;
  for (const check::Finding& one : of.findings.all())
    all += fmt::format("{} {} {}\n", one.subject, check::to_string(one.status), one.days_overdue);
  for (const diag::Diagnostic& one : of.diagnostics)
    all += fmt::format("{} {} {}\n", one.code, one.span.begin, one.message);
  return all;
}

}  // namespace

TEST_CASE("shares of a list") {
  const std::string rule = GENERATE(as<std::string>{},  //
                                    "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n",
                                    // every 4,000th thing ends in an error
                                    "each: {t: things}\ndue: 'date(2030, 1 + 12 / t.grade * 0, 1)'\ndone: t.done_on\n",
                                    "each: {t: things}\nscope: [open]\ndue: t.due_on\ndone: t.done_on\n");
  CAPTURE(rule);
  const std::string alone = found(judged(rule, 1));
  CHECK(alone.size() > 20);
  for (const unsigned jobs : {2U, 3U, 8U}) CHECK(found(judged(rule, jobs)) == alone);
}

TEST_CASE("a limit that is reached in the middle of a list") {
  // From the 100th thing of each 4,000 on, what is gone through is more than a rule may cost.
  const std::string rule =
      "each: {t: things}\ndue: t.due_on\ndone: \"t.grade < 100 ? t.done_on : (things.all(a, things.all(b, a.grade + "
      "b.grade >= 0)) ? t.done_on : t.done_on)\"\n";
  const std::string alone = found(judged(rule, 1));
  CHECK(alone.find("limit-cost") != std::string::npos);
  CHECK(alone.find("limit-cost") == alone.rfind("limit-cost"));
  for (const unsigned jobs : {2U, 8U}) CHECK(found(judged(rule, jobs)) == alone);
}

TEST_CASE("more subjects than may be") {
  check::Limits limits;
  limits.subjects = kThings - 1;
  const std::string rule = "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n";
  const std::string alone = found(judged(rule, 1, limits));
  CHECK(alone.find("limit-subjects") != std::string::npos);
  for (const unsigned jobs : {2U, 8U}) CHECK(found(judged(rule, jobs, limits)) == alone);
}
