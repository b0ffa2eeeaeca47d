// Duties that come again: the first report, its own due, the next, and where nothing comes after.
#include "support/judged.h"

using namespace zhudun;
using support::brief;

namespace {

// First due on 30 June; then `days` after the last report.
std::string judged(const std::string& reports, std::string_view as_of, const std::string& cycle = "last.addDays(100)") {
  const std::string rule = fmt::format(
      "subject: base\ndue: base.due_on\ndone: \"base.reports.map(r, has(r.made_on), r.made_on)\"\ncycle: \"{}\"\n",
      cycle);
  return brief(
      support::judge_rule(rule, fmt::format("{{name: a, due_on: 2030-06-30, reports: {}}}", reports), as_of).only());
}

}  // namespace

TEST_CASE("before any report the first due date is judged") {
  CHECK(judged("[]", "2030-05-30") == "pending 2030-06-30 - -");
  CHECK(judged("[]", "2030-05-31") == "due_soon 2030-06-30 - -");
  CHECK(judged("[]", "2030-06-30") == "due_soon 2030-06-30 - -");
  CHECK(judged("[]", "2030-07-01") == "overdue 2030-06-30 - -");
  CHECK(judged("[{made_on: 2030-07-02}]", "2030-07-01") == "overdue 2030-06-30 - -");  // a plan
}

TEST_CASE("after one report its own due is the first, and the next is judged from the horizon on") {
  const std::string one = "[{made_on: 2030-06-30}]";  // 100 days later: 8 October
  CHECK(judged(one, "2030-06-30") == "met 2030-06-30 2030-06-30 2030-10-08");
  CHECK(judged(one, "2030-09-07") == "met 2030-06-30 2030-06-30 2030-10-08");
  CHECK(judged(one, "2030-09-08") == "due_soon 2030-10-08 - -");
  CHECK(judged(one, "2030-10-08") == "due_soon 2030-10-08 - -");
  CHECK(judged(one, "2030-10-09") == "overdue 2030-10-08 - -");
  CHECK(judged("[{made_on: 2030-07-01}]", "2030-07-01") == "late 2030-06-30 2030-07-01 2030-10-09");
}

TEST_CASE("a later report's own due is the cycle after the one before it, in whatever order they are listed") {
  CHECK(judged("[{made_on: 2030-10-08}, {made_on: 2030-06-30}]", "2030-10-08") ==
        "met 2030-10-08 2030-10-08 2031-01-16");
  CHECK(judged("[{made_on: 2030-06-30}, {made_on: 2030-10-09}]", "2030-10-09") ==
        "late 2030-10-08 2030-10-09 2031-01-17");
  // a first report that was late does not make a later one late, and is forgotten after it
  CHECK(judged("[{made_on: 2030-07-30}, {made_on: 2030-08-01}]", "2030-08-01") ==
        "met 2030-11-07 2030-08-01 2030-11-09");
  // two on one day: the second's own due is a cycle after the first
  CHECK(judged("[{made_on: 2030-06-30}, {made_on: 2030-06-30}]", "2030-06-30") ==
        "met 2030-10-08 2030-06-30 2030-10-08");
}

TEST_CASE("where the cycle is null the first report is judged by the first due, a later one by none") {
  CHECK(judged("[{made_on: 2030-06-30}]", "2040-01-01", "null") == "met 2030-06-30 2030-06-30 -");
  CHECK(judged("[{made_on: 2030-07-01}]", "2040-01-01", "null") == "late 2030-06-30 2030-07-01 -");
  CHECK(judged("[{made_on: 2030-07-01}, {made_on: 2031-07-01}]", "2040-01-01", "null") == "met - 2031-07-01 -");
  CHECK(judged("[]", "2040-01-01", "null").substr(0, 7) == "overdue");
}

TEST_CASE("an undated duty with a cycle is undated") {
  const auto none = support::judge_rule(
      "subject: base\ndue: \"reading.days == null ? null : base.due_on\"\ndone: base.done_on\ncycle: last.addDays(9)\n",
      "{name: a, due_on: 2030-06-30, done_on: 2030-06-01}", "2030-07-30", support::reading(1, pack::ReadingValue()));
  CHECK(brief(none.only()) == "met - 2030-06-01 -");
}

TEST_CASE("a time without an hour counts on as its day") {
  const std::string rule = "subject: base\ndue: base.due_at\ndone: base.done_at\ncycle: \"last + duration('48h')\"\n";
  const auto next = [&](const char* done) {
    return brief(support::judge_rule(rule,
                                     fmt::format("{{name: a, due_at: 2030-06-30T12:00+08:00, done_at: {}}}", done),
                                     "2030-06-30", [](check::Options& options) { options.horizon = 0; })
                     .only());
  };
  CHECK(next("2030-06-29") == "met 2030-06-30T12:00:00+08:00 2030-06-29 2030-07-01T00:00:00+08:00");
  CHECK(next("2030-06-29T10:00+08:00") ==
        "met 2030-06-30T12:00:00+08:00 2030-06-29T10:00:00+08:00 2030-07-01T10:00:00+08:00");
}
