// Every status of one duty, on the days before, on and after its limits.
#include "support/judged.h"

using namespace zhudun;
using support::brief;
using support::judge_rule;

namespace {

using Paths = std::vector<std::string>;

const char* const kDated = "subject: base\ndue: base.due_on\ndone: base.done_on\n";
const char* const kUndated = "subject: base\ndone: base.done_on\n";

std::string status(const std::string& rule, const std::string& base, std::string_view as_of) {
  return brief(judge_rule(rule, base, as_of).only());
}

}  // namespace

TEST_CASE("a dated duty that is not done: 31, 30 days before, the day, the day after") {
  const std::string base = "{name: a, due_on: 2030-06-30}";
  CHECK(status(kDated, base, "2030-05-30") == "pending 2030-06-30 - -");
  CHECK(status(kDated, base, "2030-05-31") == "due_soon 2030-06-30 - -");
  CHECK(status(kDated, base, "2030-06-29") == "due_soon 2030-06-30 - -");
  CHECK(status(kDated, base, "2030-06-30") == "due_soon 2030-06-30 - -");
  CHECK(status(kDated, base, "2030-07-01") == "overdue 2030-06-30 - -");
  CHECK(judge_rule(kDated, base, "2030-06-30").only().days_overdue == 0);
  CHECK(judge_rule(kDated, base, "2030-07-01").only().days_overdue == 1);
  CHECK(judge_rule(kDated, base, "2031-07-01").only().days_overdue == 366);
}

TEST_CASE("the horizon is asked for in days") {
  const auto with = [](std::int32_t days) {
    return brief(judge_rule(kDated, "{name: a, due_on: 2030-06-30}", "2030-06-29", [days](check::Options& options) {
                   options.horizon = days;
                 }).only());
  };
  CHECK(with(0) == "pending 2030-06-30 - -");
  CHECK(with(1) == "due_soon 2030-06-30 - -");
  CHECK(with(36600) == "due_soon 2030-06-30 - -");
}

TEST_CASE("a dated duty that is done, planned, or done late") {
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-06-29}", "2030-07-02") ==
        "met 2030-06-30 2030-06-29 -");
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-06-30}", "2030-07-02") ==
        "met 2030-06-30 2030-06-30 -");
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-07-01}", "2030-07-02") ==
        "late 2030-06-30 2030-07-01 -");
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-07-01}", "2030-07-01") ==
        "late 2030-06-30 2030-07-01 -");
  // a fact after the as-of date is a plan
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-07-01}", "2030-06-30") ==
        "due_soon 2030-06-30 - -");
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-07-03}", "2030-07-02") == "overdue 2030-06-30 - -");
  CHECK(status(kDated, "{name: a, due_on: 2030-06-30, done_on: 2030-06-29}", "2030-06-28") ==
        "due_soon 2030-06-30 - -");
}

TEST_CASE("an undated duty holds or it does not") {
  CHECK(status(kUndated, "{name: a, done_on: 2030-06-30}", "2030-06-30") == "met - 2030-06-30 -");
  CHECK(status(kUndated, "{name: a, done_on: 2030-06-30}", "2030-06-29") == "gap - - -");
  const auto gap = judge_rule(kUndated, "{name: a}", "2030-06-29");
  CHECK(brief(gap.only()) == "gap - - -");
  CHECK(gap.only().missing == Paths{"base.done_on"});
  CHECK(status("subject: base\ndone: base.open\n", "{name: a, open: true}", "2030-01-01") == "met - - -");
  CHECK(status("subject: base\ndone: base.open\n", "{name: a, open: false}", "2030-01-01") == "gap - - -");
  CHECK(status("subject: base\ndue: 'null'\ndone: base.done_on\n", "{name: a, done_on: 2030-01-01}", "2030-01-01") ==
        "met - 2030-01-01 -");
}

TEST_CASE("encouraged duties are advised, never a gap, and dated ones keep their status") {
  const std::string keen = "binding: encouraged\n";
  CHECK(status(keen + kUndated, "{name: a}", "2030-01-01") == "advised - - -");
  CHECK(status(keen + kUndated, "{name: a, done_on: 2030-01-01}", "2030-01-01") == "met - 2030-01-01 -");
}

TEST_CASE("of a list the earliest by the as-of date counts") {
  const std::string rule =
      "subject: base\ndue: base.due_on\ndone: \"base.reports.map(r, has(r.made_on), r.made_on)\"\n";
  const auto with = [&](const std::string& reports, std::string_view as_of) {
    return status(rule, fmt::format("{{name: a, due_on: 2030-06-30, reports: {}}}", reports), as_of);
  };
  CHECK(with("[{made_on: 2030-07-02}, {made_on: 2030-06-01}, {}]", "2030-07-05") == "met 2030-06-30 2030-06-01 -");
  CHECK(with("[{made_on: 2030-07-02}, {made_on: 2030-07-01}]", "2030-07-01") == "late 2030-06-30 2030-07-01 -");
  CHECK(with("[{made_on: 2030-07-02}]", "2030-07-01") == "overdue 2030-06-30 - -");
  CHECK(with("[]", "2030-07-01") == "overdue 2030-06-30 - -");
}

TEST_CASE("times: against A by the day, against done to the second") {
  const std::string rule = "subject: base\ndue: base.due_at\ndone: base.done_at\n";
  const auto with = [&](const std::string& done, std::string_view as_of) {
    return status(rule, fmt::format("{{name: a, due_at: 2030-06-30T12:00, done_at: {}}}", done), as_of);
  };
  CHECK(with("''", "2030-06-30") == "due_soon 2030-06-30T12:00:00+08:00 - -");
  CHECK(with("''", "2030-07-01") == "overdue 2030-06-30T12:00:00+08:00 - -");
  CHECK(with("2030-06-30T12:00:00", "2030-07-01") == "met 2030-06-30T12:00:00+08:00 2030-06-30T12:00:00+08:00 -");
  CHECK(with("2030-06-30T12:00:01", "2030-07-01") == "late 2030-06-30T12:00:00+08:00 2030-06-30T12:00:01+08:00 -");
  CHECK(with("2030-06-30T04:00:01Z", "2030-06-30") == "late 2030-06-30T12:00:00+08:00 2030-06-30T12:00:01+08:00 -");
  // a bare date has no time: by the day
  CHECK(with("2030-06-30", "2030-07-01") == "met 2030-06-30T12:00:00+08:00 2030-06-30 -");
  CHECK(with("2030-07-01", "2030-07-01") == "late 2030-06-30T12:00:00+08:00 2030-07-01 -");
  // late on the last day by the calendar's clock is that day, whatever the zone it is written in
  CHECK(with("2030-06-30T15:59:59Z", "2030-06-30").substr(0, 4) == "late");
  CHECK(with("2030-06-30T16:00:00Z", "2030-06-30").substr(0, 8) == "due_soon");
  const std::string mixed = "subject: base\ndue: base.due_on\ndone: base.done_at\n";
  CHECK(status(mixed, "{name: a, due_on: 2030-06-30, done_at: 2030-06-30T23:59:59}", "2030-07-01").substr(0, 3) ==
        "met");
  CHECK(status(mixed, "{name: a, due_on: 2030-06-30, done_at: 2030-07-01T00:00:00}", "2030-07-01").substr(0, 4) ==
        "late");
}

TEST_CASE("the clock: absent, tomorrow, today") {
  const std::string rule = "subject: base\nstarts: base.begun_on\ndue: base.begun_on.addDays(1)\ndone: base.done_on\n";
  const auto absent = judge_rule(rule, "{name: a}", "2030-06-30");
  CHECK(brief(absent.only()) == "pending - - -");
  CHECK(absent.only().missing.empty());
  CHECK(absent.only().reason.kind == check::Reason::Kind::clock_stopped);
  CHECK(status(rule, "{name: a, begun_on: 2030-07-01, done_on: 2030-06-01}", "2030-06-30") == "pending - - -");
  CHECK(status(rule, "{name: a, begun_on: 2030-06-30}", "2030-06-30") == "due_soon 2030-07-01 - -");
  CHECK(status(rule, "{name: a, begun_on: 2030-06-28}", "2030-06-30") == "overdue 2030-06-29 - -");
}

TEST_CASE("an absent due date is undeclared, and what applies is read with it") {
  const auto due = judge_rule(kDated, "{name: a, done_on: 2030-01-01}", "2030-06-30");
  CHECK(brief(due.only()) == "undeclared - - -");
  CHECK(due.only().missing == Paths{"base.due_on"});
  const std::string both = "applies: [{if: base.open, else: {zh: 无, en: none}}]\n";
  CHECK(judge_rule(both + kDated, "{name: a}", "2030-06-30").only().missing == Paths{"base.open", "base.due_on"});
  CHECK(status(both + kDated, "{name: a, open: false}", "2030-06-30") == "not_applicable - - -");
}

TEST_CASE("conditions are three-valued") {
  const auto with = [](const std::string& test, const std::string& base) {
    const auto judged = judge_rule(
        fmt::format("applies:\n  - {{if: \"{}\", else: {{zh: 无, en: none}}}}\nsubject: base\ndone: base.done_on\n",
                    test),
        base, "2030-06-30");
    return fmt::format("{} {}", check::to_string(judged.only().status), fmt::join(judged.only().missing, " "));
  };
  const char* both = "base.open && base.count > 3";
  CHECK(with(both, "{name: a, open: true, count: 4, done_on: 2030-01-01}") == "met ");
  CHECK(with(both, "{name: a, open: false}") == "not_applicable ");
  CHECK(with(both, "{name: a, count: 3}") == "not_applicable ");
  CHECK(with(both, "{name: a, count: 4}") == "undeclared base.open");
  CHECK(with(both, "{name: a, open: true}") == "undeclared base.count");
  CHECK(with(both, "{name: a}") == "undeclared base.open base.count");
  const char* either = "base.open || base.count > 3";
  CHECK(with(either, "{name: a, count: 4, done_on: 2030-01-01}") == "met ");
  CHECK(with(either, "{name: a, open: false}") == "undeclared base.count");
  CHECK(with(either, "{name: a, open: false, count: 3}") == "not_applicable ");
}

TEST_CASE("a later test that is surely false decides, although an earlier is unknown; a need does not") {
  const std::string two =
      "applies:\n  - {if: base.open, else: {zh: 一, en: first}}\n  - {if: base.count > 3, else: {zh: 二, en: "
      "second}}\n";
  const auto no = judge_rule(two + kDated, "{name: a, count: 3}", "2030-06-30");
  CHECK(brief(no.only()) == "not_applicable - - -");
  CHECK(no.only().missing.empty());
  CHECK(no.only().reason.text->en == "second");
  const std::string needs = "needs: [base.count, base.file]\napplies: [{if: base.open, else: {zh: 一, en: first}}]\n";
  CHECK(status(needs + kDated, "{name: a, open: false}", "2030-06-30") == "not_applicable - - -");
  const auto need = judge_rule(needs + kDated, "{name: a, open: true, due_on: 2030-01-01}", "2030-06-30");
  CHECK(need.only().missing == Paths{"base.count", "base.file"});
  // a need goes before the clock
  const auto first =
      judge_rule("needs: [base.count]\nstarts: base.begun_on\n" + std::string(kDated), "{name: a}", "2030-06-30");
  CHECK(brief(first.only()) == "undeclared - - -");
}
