// What declarations judged one after the other share: each finds what it would find alone.
#include "support/judged.h"

using namespace zhudun;
using support::judge;
using support::Judged;

namespace {

std::string found(const Judged& of) {
  std::string all;
  for (const check::Finding& one : of.findings.all()) {
    all += fmt::format("{} {} {} {} {}\n", one.rule->id, support::brief(one), one.sensitive_to, one.uncovered,
                       one.trace.size());
  }
  for (const diag::Diagnostic& one : of.diagnostics) all += one.code + ": " + one.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("fixed expressions are the same for every declaration") {
  const std::string due =
      GENERATE(as<std::string>{},  //
               "date(year, 7, 31)", "moved(date(year, 7, 31))", "moved_twice(as_of)",
               "reading.mood == 'easy' ? null : date(year, 5, 1).addWorkdays(3)",
               "date(2031, 1, 1).addWorkdays(3)",                        // of a year without a notice
               "date(year, 6, 30 + (reading.mood == 'stern' ? 0 : 1))",  // an error under two readings
               "date(year, 6, 31)");
  const std::string applies =
      GENERATE(as<std::string>{}, "true", "reading.mood != 'stern'", "as_of > date(2030, 1, 1)");
  const auto rules = std::make_shared<support::Rules>(support::load(
      support::small(support::rule(fmt::format("subject: base\napplies: [{{if: \"{}\", else: {{zh: 否, en: "
                                               "no}}}}]\ndue: \"{}\"\ndone: base.done_on\n",
                                               applies, due)) +
                     support::rule(fmt::format("each: {{t: things}}\ndue: \"{}\"\ndone: t.done_on\n", due), "R2"))));
  const std::string first = "base: {name: a}\nthings: [{id: a, done_on: 2030-05-05}, {id: b}]\n";
  const std::string second = "base: {name: b, done_on: 2030-05-08}\nthings: [{id: c}]\n";
  CAPTURE(due, applies);
  const bool traced = GENERATE(true, false);
  const auto options = [&](const std::shared_ptr<check::Shared>& shared) {
    return [&, shared](check::Options& options) {
      options.shared = shared;
      if (!traced) options.traced.reset();
    };
  };
  const auto shared = check::to_share(*rules->pack);
  for (const std::string& declaration : {first, second, first}) {
    const std::string alone = found(judge(rules, declaration, "2030-06-30", options(nullptr)));
    CHECK(alone.size() > 20);
    CHECK(found(judge(rules, declaration, "2030-06-30", options(shared))) == alone);
  }
}

TEST_CASE("what is shared is not more than the limits of a declaration allow") {
  const std::string due =
      "[1, 2, 3, 4, 5, 6, 7, 8, 9].all(a, [1, 2, 3, 4, 5, 6, 7, 8, 9].all(b, a * b > 0)) ? as_of : null";
  const auto rules = std::make_shared<support::Rules>(
      support::load(support::small(support::rule("subject: base\ndue: \"" + due + "\"\ndone: base.done_on\n"))));
  const auto shared = check::to_share(*rules->pack);
  const auto judged = [&](const std::string& declaration, bool alone) {
    return found(judge(rules, declaration, "2030-06-30", [&](check::Options& options) {
      options.limits.cost = 0;  // but 200 steps for each fact
      options.traced.reset();
      options.shared = alone ? nullptr : shared;
    }));
  };
  const std::string few = "base: {name: a}\n", many = "base: {name: a, open: true, count: 1, file: b}\n";
  CHECK(judged(few, true).starts_with("limit-cost"));
  CHECK(judged(many, true).starts_with("R1 "));
  for (const std::string& declaration : {few, many, few, many})
    CHECK(judged(declaration, false) == judged(declaration, true));
}
