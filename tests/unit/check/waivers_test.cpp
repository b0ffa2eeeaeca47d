// Waivers: in force from the first day to the last, for one subject or all, and what is said of the others.
#include "support/judged.h"

using namespace zhudun;
using support::judge_rule;

namespace {

const char* const kEach = "each: {t: things}\ndue: t.due_on\ndone: t.done_on\n";
const char* const kThings =
    "things: [{id: x, due_on: 2030-06-01}, {id: y, due_on: 2030-06-01}, {id: z, due_on: 2030-06-01, done_on: "
    "2030-05-01}]\n";

std::string waiver(const std::string& more) {
  return fmt::format("{{{}, reason: r, approved_by: b, approved_on: 2030-06-10, expires_on: 2030-06-20}}", more);
}

support::Judged judged(const std::string& waivers, std::string_view as_of) {
  return judge_rule(kEach, "{name: a}", as_of, {}, fmt::format("{}waivers: [{}]\n", kThings, waivers));
}

std::string state(const support::Judged& all, const char* subject) {
  const check::Finding& one = all.find("R1", subject);
  const char* covers[] = {"none", "in_force", "expired", "not_yet"};
  return fmt::format("{} {} {}", check::to_string(one.status), check::to_string(one.unwaived),
                     covers[static_cast<std::size_t>(one.cover)]);
}

}  // namespace

TEST_CASE("the day before, the first, the last, and the day after") {
  const std::string all = waiver("rule: R1");
  CHECK(state(judged(all, "2030-06-09"), "things/x") == "overdue overdue not_yet");
  CHECK(state(judged(all, "2030-06-10"), "things/x") == "waived overdue in_force");
  CHECK(state(judged(all, "2030-06-20"), "things/x") == "waived overdue in_force");
  CHECK(state(judged(all, "2030-06-21"), "things/x") == "overdue overdue expired");
}

TEST_CASE("every subject, or that one exactly") {
  const auto all = judged(waiver("rule: R1"), "2030-06-15");
  CHECK(state(all, "things/x") == "waived overdue in_force");
  CHECK(state(all, "things/y") == "waived overdue in_force");
  CHECK(state(all, "things/z") == "met met none");
  const auto one = judged(waiver("rule: R1, subject: things/y"), "2030-06-15");
  CHECK(state(one, "things/x") == "overdue overdue none");
  CHECK(state(one, "things/y") == "waived overdue in_force");
  CHECK(state(judged(waiver("rule: R1, subject: ''"), "2030-06-15"), "things/x") == "waived overdue in_force");
}

TEST_CASE("one that matches nothing is known; one for what is met is matched all the same") {
  const auto matched = [](const std::string& text) {
    return judged(text, "2030-06-15").findings.waivers.at(0).matched;
  };
  CHECK(matched(waiver("rule: R1, subject: things/z")));
  CHECK(matched(waiver("rule: R1")));
  CHECK_FALSE(matched(waiver("rule: R2")));
  CHECK_FALSE(matched(waiver("rule: r1")));
  CHECK_FALSE(matched(waiver("rule: R1, subject: things")));
  CHECK_FALSE(matched(waiver("rule: R1, subject: things/")));
  CHECK_FALSE(matched(waiver("rule: R1, subject: X")));
}

TEST_CASE("of several the one in force counts, wherever it stands") {
  const std::string old = "{rule: R1, reason: old, approved_by: b, approved_on: 2029-01-01, expires_on: 2029-12-31}";
  const std::string next = "{rule: R1, reason: next, approved_by: b, approved_on: 2031-01-01, expires_on: 2031-12-31}";
  const std::string now = waiver("rule: R1");
  for (const std::string& order :
       {old + "," + now + "," + next, now + "," + old + "," + next, next + "," + old + "," + now}) {
    const auto all = judged(order, "2030-06-15");
    CHECK(state(all, "things/x") == "waived overdue in_force");
    CHECK(all.findings.waivers.at(all.find("R1", "things/x").waiver).reason == "r");
    for (const check::Waiver& one : all.findings.waivers) CHECK(one.matched);
  }
}

TEST_CASE("which statuses can be waived") {
  const auto status = [](const std::string& rule, const std::string& base) {
    const auto one = judge_rule(rule, base, "2030-06-15", {}, fmt::format("waivers: [{}]", waiver("rule: R1")));
    return fmt::format("{} {}", check::to_string(one.only().status), check::to_string(one.only().unwaived));
  };
  const std::string dated = "subject: base\ndue: base.due_on\ndone: base.done_on\n";
  const std::string undated = "subject: base\ndone: base.done_on\n";
  CHECK(status(dated, "{name: a, due_on: 2030-06-14}") == "waived overdue");
  CHECK(status(undated, "{name: a}") == "waived gap");
  CHECK(status(dated, "{name: a}") == "waived undeclared");
  CHECK(status(dated, "{name: a, due_on: 2030-06-15}") == "waived due_soon");
  CHECK(status(dated, "{name: a, due_on: 2031-06-15}") == "pending pending");
  CHECK(status(dated, "{name: a, due_on: 2030-06-01, done_on: 2030-06-02}") == "late late");
  CHECK(status(dated, "{name: a, due_on: 2030-06-01, done_on: 2030-06-01}") == "met met");
  CHECK(status("binding: encouraged\n" + undated, "{name: a}") == "advised advised");
  CHECK(status("scope: [open]\n" + undated, "{name: a, open: false}") == "not_applicable not_applicable");
}

TEST_CASE("sensitivity is of the status before waivers") {
  const std::string rule = "subject: base\ndue: moved(base.due_on)\ndone: base.done_on\n";
  const auto one = judge_rule(rule, "{name: a, due_on: 2030-06-14}", "2030-06-15", {},
                              fmt::format("waivers: [{}]", waiver("rule: R1")));
  CHECK(one.only().status == check::Status::waived);
  CHECK(support::sensitive(one, one.only()) == std::vector<std::string>{"mood"});
}
