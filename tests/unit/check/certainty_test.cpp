// How sure a finding is: which readings it hangs on, which years have no notice; and rules that end in an error.
#include "support/judged.h"

using namespace zhudun;
using support::brief;
using support::judge_rule;
using support::sensitive;

namespace {

using Names = std::vector<std::string>;

Names names(const std::string& rule, const std::string& base, std::string_view as_of,
            const support::Change& change = {}) {
  const auto judged = judge_rule(rule, base, as_of, change);
  return sensitive(judged, judged.only());
}

const char* const kMoved = "subject: base\ndue: moved(base.due_on)\ndone: base.done_on\n";

}  // namespace

TEST_CASE("a reading is named where another value of it alone would change the status") {
  const std::string base = "{name: a, due_on: 2030-06-30}";
  CHECK(names(kMoved, base, "2030-06-30") == Names{});
  CHECK(names(kMoved, base, "2030-07-01") == Names{"mood"});  // easy moves it a day on
  CHECK(names(kMoved, base, "2030-07-02") == Names{});
  CHECK(names(kMoved, base, "2030-05-31") == Names{"mood"});
  CHECK(names(kMoved, base, "2030-07-01", support::reading(0, "easy")) == Names{"mood"});
  CHECK(names(kMoved, base, "2030-07-01", support::reading(0, "stern")) == Names{"mood"});
  CHECK(names(kMoved, "{name: a, due_on: 2030-06-30, done_on: 2030-07-01}", "2030-07-09") == Names{"mood"});
  CHECK(names("subject: base\ndue: moved_twice(base.due_on)\ndone: base.done_on\n", base, "2030-07-02") ==
        Names{"mood"});
  CHECK(names("let: {m: moved(base.due_on), n: m}\nsubject: base\ndue: n\ndone: base.done_on\n", base, "2030-07-01") ==
        Names{"mood"});
}

TEST_CASE("readings that decide together are not named, nor are those that are not read") {
  const std::string both = "subject: base\ndone: \"reading.mood == 'easy' && reading.days == 1\"\n";
  CHECK(names(both, "{name: a}", "2030-06-30") == Names{});
  CHECK(names(both, "{name: a}", "2030-06-30", support::reading(0, "easy")) == Names{"days"});
  CHECK(names(both, "{name: a}", "2030-06-30", [](check::Options& options) {
          options.readings = {pack::ReadingValue("easy"), pack::ReadingValue(std::int64_t{1})};
        }) == Names{"mood", "days"});
}

TEST_CASE("a number outside its row is compared with the row") {
  const std::string rule =
      "subject: base\ndue: \"reading.days == null ? null : base.due_on.addDays(reading.days)\"\ndone: base.done_on\n";
  const std::string base = "{name: a, due_on: 2030-06-30}";
  CHECK(names(rule, base, "2030-07-03") == Names{"days"});  // 3: due soon; 1: overdue; none: a gap
  CHECK(names(rule, base, "2030-07-03", support::reading(1, std::int64_t{100})) == Names{"days"});
  CHECK(names(rule, base, "2030-07-20", support::reading(1, std::int64_t{2})) == Names{"days"});  // none: a gap
}

TEST_CASE("what a list's subject depends on is found for each subject") {
  const auto judged =
      judge_rule("each: {t: things}\ndue: moved(t.due_on)\ndone: t.done_on\n", "{name: a}", "2030-07-01", {},
                 "things: [{id: x, due_on: 2030-06-30}, {id: y, due_on: 2030-06-29}]");
  CHECK(sensitive(judged, judged.find("R1", "things/x")) == Names{"mood"});
  CHECK(sensitive(judged, judged.find("R1", "things/y")) == Names{});
}

TEST_CASE("provisional only where the date judged took a year without notice") {
  const std::string rule =
      "subject: base\nstarts: base.begun_on\ndue: base.begun_on.addWorkdays(3)\ndone: base.done_on\n";
  const auto years = [&](const std::string& base, std::string_view as_of) {
    return judge_rule(rule, base, as_of).only().uncovered;
  };
  CHECK(years("{name: a, begun_on: 2030-12-26}", "2030-12-30") == calendar::YearSet{});  // 31 December
  CHECK(years("{name: a, begun_on: 2030-12-27}", "2030-12-30") == calendar::YearSet{2031});
  CHECK(years("{name: a, begun_on: 2030-12-27, done_on: 2030-12-28}", "2030-12-30") == calendar::YearSet{2031});
  CHECK(years("{name: a, begun_on: 2031-01-02}", "2030-12-30") == calendar::YearSet{});  // not started: no date
  CHECK(years("{name: a, begun_on: 2029-12-27}", "2030-12-30") == calendar::YearSet{2029});
}

TEST_CASE("a year without notice counts wherever the let that took it is used, not where it is used first") {
  const std::string rule =
      "subject: base\nlet: {d: base.begun_on.addWorkdays(3), e: d}\nneeds: [d]\n"
      "applies: [{if: \"d > base.begun_on\", else: {zh: 否, en: no}}]\ndue: e\ndone: base.done_on\n";
  CHECK(judge_rule(rule, "{name: a, begun_on: 2030-12-27}", "2030-12-30").only().uncovered == calendar::YearSet{2031});
  CHECK(judge_rule(rule, "{name: a, begun_on: 2030-12-26}", "2030-12-30").only().uncovered.empty());
}

TEST_CASE("a reading that moves the day a duty arises puts other parameters in force, for that try alone") {
  const std::string body =
      "each: {t: things}\nlet: {y: year}\narises: moved(t.due_on)\ndue: \"date(y, 12, 31)\"\ndone: t.done_on\n";
  support::Texts texts = support::small(support::rule(body));
  std::string& pack = texts["pack.yaml"];
  const std::string year = "value: 2030,";
  pack.insert(pack.find(year) + year.size(), " effective: [{from: 2030-07-01, value: 2040}],");
  const auto rules = std::make_shared<support::Rules>(support::load(texts));
  const std::string things =
      "base: {name: a}\nthings: [{id: w, due_on: 2030-06-29}, {id: x, due_on: 2030-06-30}, {id: y, due_on: "
      "2030-06-29}, {id: z, due_on: 2030-07-01}]";
  const auto mild = support::judge(rules, things, "2031-01-01");
  for (const char* early : {"things/w", "things/x", "things/y"})
    CHECK(brief(mild.find("R1", early)) == "overdue 2030-12-31 - -");
  CHECK(brief(mild.find("R1", "things/z")) == "pending 2040-12-31 - -");
  CHECK(sensitive(mild, mild.find("R1", "things/x")) == Names{"mood"});
  for (const char* other : {"things/w", "things/y", "things/z"})
    CHECK(sensitive(mild, mild.find("R1", other)) == Names{});
  const auto easy = support::judge(rules, things, "2031-01-01", support::reading(0, "easy"));
  CHECK(brief(easy.find("R1", "things/x")) == "pending 2040-12-31 - -");
  CHECK(sensitive(easy, easy.find("R1", "things/x")) == Names{"mood"});
  CHECK(brief(easy.find("R1", "things/y")) == "overdue 2030-12-31 - -");
  CHECK(sensitive(easy, easy.find("R1", "things/y")) == Names{});
}

TEST_CASE("a reading that nothing asked for is not tried, one that moves a value is") {
  // Only one branch asks; and what it gives decides only past the condition before it.
  const std::string rule =
      "subject: base\napplies: [{if: base.open, else: {zh: 否, en: no}}]\n"
      "due: \"has(base.due_on) ? moved(base.due_on) : base.begun_on\"\ndone: base.done_on\n";
  CHECK(names(rule, "{name: a, open: true, due_on: 2030-06-30}", "2030-07-01") == Names{"mood"});
  CHECK(names(rule, "{name: a, open: false, due_on: 2030-06-30}", "2030-07-01") == Names{});
  CHECK(names(rule, "{name: a, open: true, begun_on: 2030-06-30}", "2030-07-01") == Names{});
  CHECK(names(rule, "{name: a, open: true, due_on: 2030-06-30, done_on: 2030-07-01}", "2030-07-02") == Names{"mood"});
  // What moves is a list, a time of a day or its whole.
  CHECK(names("subject: base\ndue: base.due_on\ndone: \"[moved(base.done_on)]\"\n",
              "{name: a, due_on: 2030-06-30, done_on: 2030-06-30}", "2030-07-09") == Names{"mood"});
  CHECK(names("subject: base\ndue: base.due_on\ndone: \"reading.mood == 'easy' ? [] : [base.done_on]\"\n",
              "{name: a, due_on: 2030-06-30, done_on: 2030-06-30}", "2030-07-09") == Names{"mood"});
}

TEST_CASE("of a cycle the report's own due and the next due count, under the chosen readings alone") {
  const std::string rule =
      "subject: base\ndue: base.due_on\ndone: base.done_on\ncycle: \"reading.mood == 'easy' ? last.addWorkdays(300) : "
      "last.addDays(400)\"\n";
  const std::string base = "{name: a, due_on: 2030-06-30, done_on: 2030-06-01}";
  CHECK(judge_rule(rule, base, "2030-06-30").only().uncovered.empty());
  CHECK(judge_rule(rule, base, "2030-06-30", support::reading(0, "easy")).only().uncovered == calendar::YearSet{2031});
}

TEST_CASE("a rule that ends in an error is told and never passes silently") {
  for (const char* rule :
       {"subject: base\ndone: \"10 / base.count > 1\"\n",
        "subject: base\ndone: \"date(year, 13, base.count + 1) <= as_of\"\n",
        "subject: base\ndue: base.due_on.addDays(9000000)\ndone: base.done_on\n",
        "subject: base\nneeds: [\"1 / base.count\"]\ndone: base.done_on\n",
        "subject: base\nstarts: \"date(1, 1, base.count)\"\ndone: base.done_on\n",
        "subject: base\napplies: [{if: \"1 / base.count == 0\", else: {zh: 无, en: none}}]\ndone: base.done_on\n",
        "subject: base\nlet: {x: \"1 / base.count\"}\ndone: \"x == 1\"\n",
        "subject: base\ndue: base.due_on\ndone: base.done_on\ncycle: last.addYears(base.count + 9000)\n",
        "subject: base\ndone: base.done_on\nevidence: [\"base.count == 1 / base.count ? '' : ''\"]\n",
        "subject: base\ndone: base.done_on\nevidence: [\"[base].map(b, 1 / b.count == 0, b.file)\"]\n",
        "subject: base\nlet: {b: \"[base].filter(b, 1 / b.count == 0)\"}\ndone: base.done_on\n"
        "evidence: [\"b.map(x, x.file)\"]\n"}) {
    const auto judged =
        judge_rule(rule, "{name: a, count: 0, due_on: 2030-01-01, done_on: 2030-01-01}", "2030-06-30",
                   [](check::Options& options) {
                     options.check_file = [](std::string_view) { return std::optional<check::FileFault>(); };
                   });
    INFO(rule);
    CHECK(judged.findings.empty());
    REQUIRE(judged.diagnostics.size() == 1);
    const diag::Diagnostic& told = judged.diagnostics[0];
    CHECK(told.code == "rule-error");
    CHECK(told.severity == diag::Severity::error);
    CHECK(told.message.find("the rule `R1` cannot be judged here: ") == 0);
    CHECK(told.span.file == judged.file.get());
    REQUIRE(told.labels.size() == 1);
    CHECK(told.labels[0].span.file->name() == "rules.yaml");
    CHECK_FALSE(told.labels[0].span.text().empty());
  }
}

TEST_CASE("an error of one subject leaves the others judged, and each is told") {
  const auto judged = judge_rule("each: {t: things}\ndone: \"10 / t.grade > 4\"\n", "{name: a}", "2030-06-30", {},
                                 "things: [{id: x, grade: 0}, {id: y, grade: 2}, {id: z, grade: 0}, {id: w}]");
  CHECK(judged.diagnostics.size() == 2);
  REQUIRE(judged.findings.size() == 2);
  CHECK(brief(judged.find("R1", "things/y")).substr(0, 3) == "met");
  CHECK(brief(judged.find("R1", "things/w")).substr(0, 3) == "gap");
}

TEST_CASE("errors of several rules are all told, those of a condition too") {
  support::Texts texts = support::small(support::rule("subject: base\ndone: \"1 / base.count == 1\"\n") +
                                        support::rule("scope: [open]\nsubject: base\ndone: base.open\n", "R2"));
  std::string& text = texts["pack.yaml"];
  text.replace(text.find("if: base.open"), 13, "if: \"1 / base.count == 1\"");
  const auto judged =
      support::judge(std::make_shared<support::Rules>(support::load(texts)), "base: {name: a, count: 0}", "2030-06-30");
  CHECK(judged.findings.empty());
  CHECK(judged.diagnostics.size() == 2);
}

TEST_CASE("an error that CEL absorbs is none") {
  const auto judged = judge_rule("subject: base\ndone: \"base.open || 1 / base.count == 1\"\n",
                                 "{name: a, open: true, count: 0}", "2030-06-30");
  CHECK(judged.diagnostics.empty());
  CHECK(brief(judged.only()) == "met - - -");
}
