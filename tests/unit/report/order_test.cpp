// The order of findings with every tie-break, and the counts.
#include "support/reported.h"

using namespace zhudun;

namespace {

using Lines = std::vector<std::string>;

Lines order(const std::vector<std::string>& rules, const std::string& declaration, std::string_view as_of) {
  std::string text;
  for (std::size_t at = 0; at < rules.size(); ++at)
    text += support::rule(rules[at], fmt::format("R{}", rules.size() - at));
  const auto judged =
      support::judge(std::make_shared<support::Rules>(support::load(support::small(text))), declaration, as_of);
  Lines lines;
  const report::Report report = support::reported(judged, source::Language::en);
  for (const report::Finding& one : report.declarations[0].findings) {
    lines.push_back(fmt::format("{} {} {} {}", check::to_string(one.status), one.days_overdue, one.rule, one.subject));
  }
  return lines;
}

const char* const kEach = "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n";

}  // namespace

TEST_CASE("by status, in the order of the table") {
  const std::string declaration = R"(
base: {name: a, open: false, done_on: 2030-01-01}
things:
  - {id: pending, due_on: 2031-01-01}
  - {id: met, due_on: 2030-06-01, done_on: 2030-05-01}
  - {id: late, due_on: 2030-05-01, done_on: 2030-06-01}
  - {id: undeclared}
  - {id: soon, due_on: 2030-06-30}
  - {id: overdue, due_on: 2030-06-29}
  - {id: waived, due_on: 2030-06-29}
waivers: [{rule: R4, subject: things/waived, reason: r, approved_by: b, approved_on: 2030-01-01, expires_on: 2030-12-31}]
)";
  CHECK(order({kEach, "subject: a\ndone: base.open\n", "subject: b\nbinding: encouraged\ndone: base.open\n",
               "subject: c\nscope: [open]\ndone: base.open\n"},
              declaration, "2030-06-30") ==
        Lines{"overdue 1 R4 things/overdue", "gap 0 R3 a", "undeclared 0 R4 things/undeclared",
              "due_soon 0 R4 things/soon", "pending 0 R4 things/pending", "late 0 R4 things/late",
              "met 0 R4 things/met", "advised 0 R2 b", "waived 0 R4 things/waived", "not_applicable 0 R1 c"});
}

TEST_CASE("by days overdue, most first") {
  CHECK(order({kEach},
              "base: {name: a}\nthings: [{id: a, due_on: 2030-06-20}, {id: b, due_on: 2030-06-01}, {id: c, due_on: "
              "2030-06-10}]",
              "2030-06-30") == Lines{"overdue 29 R1 things/b", "overdue 20 R1 things/c", "overdue 10 R1 things/a"});
}

TEST_CASE("by due date, none last, a date before the times of its day") {
  const char* soon = "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n";
  const char* at = "subject: timed\ndue: base.due_at\ndone: base.done_on\n";
  CHECK(order({at, soon},
              "base: {name: a, due_at: 2030-07-02T00:00:01}\nthings: [{id: c, due_on: 2030-07-03}, {id: b, due_on: "
              "2030-07-02}]",
              "2030-06-30") == Lines{"due_soon 0 R1 things/b", "due_soon 0 R2 timed", "due_soon 0 R1 things/c"});
  CHECK(order({at, soon}, "base: {name: a, due_at: 2030-07-01T15:59:59Z}\nthings: [{id: b, due_on: 2030-07-02}]",
              "2030-06-30") == Lines{"due_soon 0 R2 timed", "due_soon 0 R1 things/b"});
  // midnight is as the date: then the rule decides
  CHECK(order({at, soon}, "base: {name: a, due_at: 2030-07-02T00:00}\nthings: [{id: b, due_on: 2030-07-02}]",
              "2030-06-30") == Lines{"due_soon 0 R1 things/b", "due_soon 0 R2 timed"});
  const char* start = "subject: unstarted\nstarts: base.begun_on\ndone: base.done_on\n";
  CHECK(order({start, soon}, "base: {name: a}\nthings: [{id: b, due_on: 2040-07-02}]", "2030-06-30") ==
        Lines{"pending 0 R1 things/b", "pending 0 R2 unstarted"});
}

TEST_CASE("by rule, then by subject, in bytes") {
  const std::string things = "base: {name: a}\nthings: [{id: b}, {id: 乙}, {id: B}, {id: a}]";
  CHECK(order({kEach, kEach}, things, "2030-06-30") == Lines{"undeclared 0 R1 things/B", "undeclared 0 R1 things/a",
                                                             "undeclared 0 R1 things/b", "undeclared 0 R1 things/乙",
                                                             "undeclared 0 R2 things/B", "undeclared 0 R2 things/a",
                                                             "undeclared 0 R2 things/b", "undeclared 0 R2 things/乙"});
}

TEST_CASE("counts are of all, shown or not, and add up") {
  for (const support::Judged& judged : support::grid("Acme")) {
    const report::Declaration one = support::reported(judged, source::Language::zh, false).declarations[0];
    std::size_t sum = 0;
    for (const std::size_t count : one.counts) sum += count;
    CHECK(sum == one.findings.size());
    CHECK(one.findings.size() == judged.findings.size());
    for (std::size_t status = 0; status < check::kStatuses; ++status) {
      const auto count = std::count_if(one.findings.begin(), one.findings.end(), [&](const report::Finding& finding) {
        return static_cast<std::size_t>(finding.status) == status;
      });
      CHECK(static_cast<std::size_t>(count) == one.counts[status]);
    }
  }
}

TEST_CASE("what a mandatory finding fails on, and what an encouraged one does not") {
  using check::Status;
  const auto judged =
      support::judge_rule("binding: encouraged\nsubject: a\ndone: base.done_on\n", "{name: a}", "2030-06-30");
  const auto encouraged = support::reported(judged, source::Language::zh);
  CHECK_FALSE(report::fails(encouraged, {Status::advised, Status::gap, Status::overdue}));
  const auto gap = support::reported(support::judge_rule("subject: a\ndone: base.done_on\n", "{name: a}", "2030-06-30"),
                                     source::Language::zh);
  CHECK(report::fails(gap, {Status::overdue, Status::gap}));
  CHECK_FALSE(report::fails(gap, {Status::overdue, Status::undeclared}));
  CHECK_FALSE(report::fails(gap, {}));
}

TEST_CASE("only an overdue finding has days overdue") {
  for (const support::Judged& judged : support::grid("Acme")) {
    const report::Report report = support::reported(judged, source::Language::en);
    for (const report::Finding& one : report.declarations[0].findings) {
      CHECK((one.days_overdue > 0) == (one.status == check::Status::overdue));
    }
  }
}
