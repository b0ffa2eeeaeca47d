// What a finding can show for itself: the facts, steps, readings and holidays of its date; and its evidence.
#include "support/judged.h"

using namespace zhudun;
using support::judge_rule;

namespace {

std::vector<std::string> steps(const check::Finding& finding) {
  const char* kinds[] = {"fact", "absent", "reading", "call", "function", "done"};
  std::vector<std::string> lines;
  for (const check::Step& step : finding.trace) {
    std::string line = fmt::format("{} {}", kinds[static_cast<std::size_t>(step.kind)], step.name);
    if (!step.arguments.empty()) line += fmt::format("({})", fmt::join(step.arguments, ", "));
    if (!step.value.empty()) line += " = " + step.value;
    for (const calendar::Holiday& holiday : step.walk.skipped) line += " skips " + calendar::to_string(holiday.first);
    for (const calendar::Date day : step.walk.make_up) line += " counts " + calendar::to_string(day);
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

// Evidence as a table: paths and what is wrong with them.
support::Change files(const std::map<std::string, check::FileFault>& faults) {
  return [faults](check::Options& options) {
    options.check_file = [faults](std::string_view path) {
      const auto found = faults.find(std::string(path));
      return found == faults.end() ? std::optional<check::FileFault>() : found->second;
    };
  };
}

}  // namespace

TEST_CASE("a due date: the fact, the step, the days skipped and counted, the fact that fulfilled it") {
  const auto judged =
      judge_rule("subject: base\nstarts: base.begun_on\ndue: moved(base.begun_on.addWorkdays(7))\ndone: base.done_on\n",
                 "{name: a, begun_on: 2030-04-29, done_on: 2030-05-02}", "2030-06-30");
  CHECK(steps(judged.only()) == Lines{"fact base.begun_on = 2030-04-29",
                                      "call addWorkdays(2030-04-29, 7) = 2030-05-11 skips 2030-05-01 counts 2030-05-11",
                                      "reading mood = \"mild\"", "function moved(2030-05-11) = 2030-05-11",
                                      "done base.done_on = 2030-05-02"});
  const source::Span at = judged.only().trace[0].at;
  CHECK(at.text() == "2030-04-29");
  CHECK(at.file == judged.file.get());
}

TEST_CASE("a fact is shown by its text, however it is written") {
  const std::string rule = "subject: base\ndue: base.due_on\ndone: base.done_on\n";
  for (const char* base :
       {"{name: a, due_on: 2030-06-30, done_on: 2030-06-30}",
        "{name: a, due_on: \"2030-06-30\", done_on: '2030-06-30'}", "{name: a, due_on: &day 2030-06-30, done_on: *day}",
        "{name: a, due_on: &day !!str \"2030-0\\x36-30\", done_on: *day}"}) {
    const auto judged = judge_rule(rule, base, "2030-07-30");
    CHECK(steps(judged.only()) == Lines{"fact base.due_on = 2030-06-30", "done base.done_on = 2030-06-30"});
  }
}

TEST_CASE("every finding with a due date can be followed") {
  for (const char* as_of : {"2030-01-01", "2030-06-15", "2030-07-30"}) {
    for (const char* base : {"{name: a, due_on: 2030-06-30}", "{name: a, due_on: 2030-06-30, done_on: 2030-06-01}",
                             "{name: a, due_on: 2030-06-30, done_on: 2030-07-15}"}) {
      const auto judged = judge_rule("subject: base\ndue: base.due_on\ndone: base.done_on\n", base, as_of);
      CHECK(judged.only().due);
      CHECK_FALSE(judged.only().trace.empty());
    }
  }
}

TEST_CASE("the trace is of the chosen readings, not of those that were tried") {
  const auto judged = judge_rule("subject: base\ndue: moved(base.due_on)\ndone: base.done_on\n",
                                 "{name: a, due_on: 2030-06-30}", "2030-07-01", support::reading(0, "easy"));
  CHECK(steps(judged.only()) == Lines{"fact base.due_on = 2030-06-30", "reading mood = \"easy\"",
                                      "call addDays(2030-06-30, 1) = 2030-07-01",
                                      "function moved(2030-06-30) = 2030-07-01"});
}

TEST_CASE("an absent fact is a step too") {
  const auto judged =
      judge_rule("subject: base\ndue: base.due_on.addMonths(1)\ndone: base.done_on\n", "{name: a}", "2030-07-01");
  CHECK(steps(judged.only()) == Lines{"absent base.due_on"});
}

TEST_CASE("the fact that counted is the one whose day it is") {
  const auto judged = judge_rule(
      "subject: base\ndue: base.due_on\ndone: \"base.reports.map(r, has(r.made_on), r.made_on)\"\n",
      "{name: a, due_on: 2030-06-30, reports: [{made_on: 2030-06-02}, {made_on: 2030-06-01}]}", "2030-07-01");
  CHECK(steps(judged.only()).back() == "done base/reports/1.made_on = 2030-06-01");
}

TEST_CASE("evidence makes met and late a gap, and nothing else") {
  using check::FileFault;
  const std::string rule = "subject: base\ndue: base.due_on\ndone: base.done_on\nevidence: [base.file]\n";
  const auto status = [&](const std::string& base, const support::Change& change) {
    return std::string(check::to_string(judge_rule(rule, base, "2030-07-05", change).only().status));
  };
  for (const FileFault fault : {FileFault::missing, FileFault::empty, FileFault::outside, FileFault::no_file}) {
    const auto judged = judge_rule(rule, "{name: a, due_on: 2030-06-30, done_on: 2030-06-01, file: f}", "2030-07-05",
                                   files({{"f", fault}}));
    CHECK(judged.only().status == check::Status::gap);
    REQUIRE(judged.only().bad_files.size() == 1);
    CHECK(judged.only().bad_files[0].path == "f");
    CHECK(judged.only().bad_files[0].fault == fault);
  }
  const auto bad = files({{"f", FileFault::missing}});
  CHECK(status("{name: a, due_on: 2030-06-30, done_on: 2030-07-01, file: f}", bad) == "gap");
  CHECK(status("{name: a, due_on: 2030-06-30, done_on: 2030-07-01, file: g}", bad) == "late");
  CHECK(status("{name: a, due_on: 2030-06-30, done_on: 2030-07-01}", bad) == "late");
  CHECK(status("{name: a, due_on: 2030-06-30, done_on: 2030-07-01, file: ''}", files({{"", FileFault::missing}})) ==
        "late");
  CHECK(status("{name: a, due_on: 2030-06-30, file: f}", bad) == "overdue");
  CHECK(status("{name: a, due_on: 2030-07-30, file: f}", bad) == "due_soon");
  CHECK(status("{name: a, due_on: 2030-06-30, done_on: 2030-06-01, file: f}", {}) == "met");  // not looked at
}

TEST_CASE("evidence of an encouraged duty is advised") {
  const auto judged =
      judge_rule("binding: encouraged\nsubject: base\ndone: base.done_on\nevidence: [base.file]\n",
                 "{name: a, done_on: 2030-06-01, file: f}", "2030-07-05", files({{"f", check::FileFault::missing}}));
  CHECK(judged.only().status == check::Status::advised);
}

TEST_CASE("only the files of the fact that counted are looked at") {
  const std::string rule =
      "subject: base\ndue: base.due_on\nlet: {made: \"base.reports.filter(r, has(r.made_on))\"}\n"
      "done: \"made.map(r, r.made_on)\"\nevidence: [\"made.map(r, r.made_on == done && has(r.file), r.file)\"]\n";
  const auto bad = files({{"bad", check::FileFault::missing}});
  const auto status = [&](const std::string& reports) {
    const std::string base = fmt::format("{{name: a, due_on: 2030-06-30, reports: {}}}", reports);
    return std::string(check::to_string(judge_rule(rule, base, "2030-07-05", bad).only().status));
  };
  CHECK(status("[{made_on: 2030-06-01, file: good}, {made_on: 2030-06-02, file: bad}]") == "met");
  CHECK(status("[{made_on: 2030-06-02, file: good}, {made_on: 2030-06-01, file: bad}]") == "gap");
  CHECK(status("[{made_on: 2030-06-01, file: good}, {made_on: 2030-06-01, file: bad}]") == "gap");
  CHECK(status("[{made_on: 2030-06-01}, {file: bad}]") == "met");
}

TEST_CASE("evidence takes part in sensitivity") {
  const auto judged = judge_rule("subject: base\ndue: moved(base.due_on)\ndone: base.done_on\nevidence: [base.file]\n",
                                 "{name: a, due_on: 2030-06-30, done_on: 2030-07-01, file: f}", "2030-07-05",
                                 files({{"f", check::FileFault::missing}}));
  CHECK(judged.only().sensitive_to.empty());  // a gap either way
}
