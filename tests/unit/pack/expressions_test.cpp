// Expressions in rule files: the caret lies under the word however the YAML spells it, types are checked, readings
// found.
#include "support/catch.h"
#include "support/rules.h"

using namespace zhudun;
using support::load;
using support::rule;
using support::small;

namespace {

std::vector<std::string> readings_of(const pack::Pack& pack, const std::vector<std::uint32_t>& used) {
  std::vector<std::string> names;
  for (const std::uint32_t at : used) names.push_back(pack.readings[at].name);
  return names;
}

std::vector<std::string> readings_of(const std::string& body) {
  const support::Rules rules = load(small(rule("subject: base\n" + body)));
  INFO(body);
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  return readings_of(*rules.pack, rules.pack->rules[0].readings);
}

// The properties without which the rule's evidence names no file.
std::vector<std::string> shown_by(const std::string& body) {
  const support::Rules rules = load(small(rule("subject: base\ndone: base.done_on\n" + body)));
  INFO(body);
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  const schema::Schema& schema = rules.pack->schema;
  std::vector<std::string> names;
  for (const std::uint32_t property : rules.pack->rules[0].evidence.at(0).shown) {
    schema::TypeId type = 0;
    while (schema.first_property(type) + schema.type(type).properties.size() <= property) ++type;
    names.push_back(schema.type(type).name + "." +
                    schema.type(type).properties[property - schema.first_property(type)].name);
  }
  return names;
}

std::string with_returns(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

}  // namespace

TEST_CASE("the caret lies under the wrong word, however it is written") {
  const std::vector<std::string> spellings = {
      "done: wrng.done_on",
      "done: wrng.done_on  # 注释 wrng",
      "done: 'wrng.done_on'",
      "done: \"wrng.done_on\"",
      "done: \"'中文，字' != '' && wrng.open\"",
      "done: '''中文'' != '''' && wrng.open'",
      "done: \"'\\u4e2d\\u6587\\t\\\"' != '' && wrng.open\"",
      "done: >-\n  '中文' != ''\n  && wrng.open",
      "done: >-\n  '中文' != ''\n    && base.open\n\n  && wrng.open",
      "done: |-\n  '中文' != '' &&\n    wrng.open",
      "done: >2-\n    '中' != '' &&\n    wrng.open",
      "done: \"'中文' != ''\n  && base.open\n  && wrng.open\"",
      "done: '''中文'' != ''''\n\n  && wrng.open'",
      "done: base.open &&\n  '中文' != '' &&\n  wrng.open",
      "done: \"'中文' != '' \\\n  && wrng.open\"",
  };
  for (const std::string& spelling : spellings) {
    for (const bool windows : {false, true}) {
      support::Texts texts = small(rule("subject: base\n" + spelling));
      if (windows) texts["rules.yaml"] = "\xEF\xBB\xBF" + with_returns(texts["rules.yaml"]);
      const support::Rules rules = load(texts);
      INFO(spelling << (windows ? " with CRLF and a mark" : ""));
      CHECK_FALSE(rules.pack);
      REQUIRE(rules.diagnostics.size() == 1);
      const diag::Diagnostic& told = rules.diagnostics[0];
      CHECK(told.span.text() == "wrng");
      CHECK(told.span.begin == texts["rules.yaml"].find("wrng"));
      CHECK(told.message.find("`wrng`") != std::string::npos);
    }
  }
}

TEST_CASE("the caret in the flow mappings of a condition, a let and a function") {
  struct Row {
    const char *body, *under;
  };
  const std::vector<Row> rows = {
      {"applies: [{if: \"base.name == '名' && base.opne\", else: {zh: 无, en: none}}]\ndone: base.open", "opne"},
      {"applies:\n  - {if: base.count > 1 && base.opne,\n     else: {zh: 无, en: none}}\ndone: base.open", "opne"},
      {"let: {held: \"base.reports.filter(r, r.mdae_on != null)\"}\ndone: base.open", "mdae_on"},
      {"let:\n  held: >-\n    base.reports\n    .filter(r, has(r.mdae_on))\ndone: base.open", "mdae_on"},
      {"needs: ['base.cuont']\ndone: base.open", "cuont"},
      {"evidence: [base.file, base.fiel]\ndone: base.open", "fiel"},
      {"due: \"mvoed(base.due_on)\"\ndone: base.open", "mvoed"},
      {"done: base.open\ncycle: last.adYears(1)", "adYears"},
  };
  for (const Row& row : rows) {
    const support::Rules rules = load(small(rule(std::string("subject: base\n") + row.body)));
    INFO(row.body);
    REQUIRE_FALSE(rules.told().empty());
    CHECK(rules.told()[0].under == row.under);
    CHECK(rules.told()[0].help.find("did you mean `") == 0);
    CHECK_FALSE(rules.pack);
  }
}

TEST_CASE("an unknown reading is told with the nearest") {
  const support::Rules rules = load(small(rule("subject: base\ndone: reading.mod == 'stern'")));
  REQUIRE(rules.told().size() == 1);
  CHECK(rules.told()[0].under == "mod");
  CHECK(rules.told()[0].help == "did you mean `mood`?");
}

TEST_CASE("what does not type-check stops the pack") {
  for (const char* body : {"done: base.done_on == 5",
                           "done: base.name",
                           "done: base.count",
                           "done: base.reports",
                           "done: base",
                           "due: base.name\ndone: base.open",
                           "due: base.open\ndone: base.open",
                           "starts: base.due_at\ndone: base.open",
                           "applies: [{if: base.name, else: {zh: 无, en: none}}]\ndone: base.open",
                           "applies: [{if: base.due_on, else: {zh: 无, en: none}}]\ndone: base.open",
                           "done: base.done_on\ncycle: last.year()",
                           "done: base.done_on\nevidence: [base.count]",
                           "done: \"base.done_on > base.done_at\"",
                           "done: \"base.reports.made_on\"",
                           "done: \"base.name + base.count == ''\"",
                           "done: \"reading.mood == 1\"",
                           "done: \"moved(base.name)\"",
                           "done: \"moved(base.done_on, base.done_on)\"",
                           "done: \"moved_again(base.done_on)\"",
                           "done: \"(base.open\"",
                           "done: \"\"",
                           "done: \"base.open &&\"",
                           "done: 5",
                           "done: last",
                           "due: done\ndone: base.open",
                           "done: things",
                           "done: t.done_on"}) {
    const support::Rules rules = load(small(rule(std::string("subject: base\n") + body)));
    INFO(body);
    CHECK_FALSE(rules.pack);
    CHECK_FALSE(rules.told().empty());
  }
}

TEST_CASE("what does type-check") {
  for (const char* body :
       {"done: base.done_on", "done: base.done_at", "done: base.open", "done: \"[base.done_on]\"", "done: \"null\"",
        "done: \"base.open ? base.done_on : null\"", "done: \"base.reports.map(r, r.made_on)\"",
        "due: \"null\"\ndone: base.open", "due: base.due_at\ndone: base.done_at",
        "due: base.due_at\ndone: base.done_on", "due: base.due_on\ndone: base.done_on\ncycle: \"null\"",
        "due: base.due_on\ndone: base.done_on\ncycle: last.addDays(1)",
        "due: base.due_at\ndone: base.done_at\ncycle: last.addHours(1)",
        "due: \"reading.days == null ? null : base.due_on.addDays(reading.days)\"\ndone: base.open",
        "done: base.done_on\nevidence: [base.file, \"base.reports.map(r, r.made_on == done, r.file)\"]"}) {
    const support::Rules rules = load(small(rule(std::string("subject: base\n") + body)));
    INFO(body);
    CHECK(rules.told().empty());
  }
}

TEST_CASE("a function that is wrong, in its body") {
  support::Texts texts = small(rule("subject: base\ndone: base.open"));
  std::string& text = texts["pack.yaml"];
  text.replace(text.find("moved(moved(d))"), 15, "moved(mvoed(d))");
  const support::Rules rules = load(texts);
  REQUIRE(rules.told().size() == 1);
  CHECK(rules.told()[0].under == "mvoed");
  CHECK(rules.told()[0].help == "did you mean `moved`?");
}

TEST_CASE("a function may use what stands above it, not itself, not what is below") {
  for (const char* body : {"moved_twice(d)", "moved(d)", "last", "done"}) {
    support::Texts texts = small(rule("subject: base\ndone: base.open"));
    std::string& text = texts["pack.yaml"];
    const std::string old = "reading.mood == 'easy' ? d.addDays(1) : d";
    text.replace(text.find(old), old.size(), body);
    INFO(body);
    CHECK_FALSE(load(texts).pack);
  }
}

TEST_CASE("the readings a rule uses are found through functions, lets and conditions") {
  using Names = std::vector<std::string>;
  CHECK(readings_of("done: base.open") == Names{});
  CHECK(readings_of("done: \"reading.mood == 'mild'\"") == Names{"mood"});
  CHECK(readings_of("due: moved(base.due_on)\ndone: base.open") == Names{"mood"});
  CHECK(readings_of("due: moved_twice(base.due_on)\ndone: base.open") == Names{"mood"});
  CHECK(readings_of("let: {a: reading.days, b: \"a == null\"}\ndone: \"b\"") == Names{"days"});
  CHECK(readings_of("let: {a: moved_twice(base.due_on), b: a}\ndue: b\ndone: \"reading.days == 3\"") ==
        Names{"mood", "days"});
  CHECK(readings_of("done: base.done_on\nevidence: [\"reading.mood == 'mild' ? base.file : ''\"]") == Names{"mood"});
  CHECK(readings_of("done: base.open\nstarts: moved(base.begun_on)") == Names{"mood"});
  CHECK(readings_of("done: base.open\nneeds: [reading.days]") == Names{"days"});
  CHECK(readings_of("done: \"[1].exists(x, x == reading.days)\"") == Names{"days"});
}

TEST_CASE("what evidence can name a file from is found where it surely ends well") {
  using Names = std::vector<std::string>;
  CHECK(shown_by("evidence: [base.file]") == Names{"#/base.file"});
  CHECK(shown_by("evidence: [\"base.reports.map(r, r.file)\"]") == Names{"#/$defs/report.file"});
  CHECK(shown_by("evidence: [\"base.reports.map(r, r.made_on == done && has(r.file), r.file)\"]") ==
        Names{"#/$defs/report.file"});
  CHECK(shown_by("evidence: [\"base.reports.filter(r, !has(r.made_on)).map(r, r.file)\"]") ==
        Names{"#/$defs/report.file"});
  CHECK(shown_by("let: {made: \"base.reports.filter(r, has(r.made_on))\"}\nevidence: [\"made.map(r, r.file)\"]") ==
        Names{"#/$defs/report.file"});
  CHECK(shown_by("let: {made: \"base.reports.filter(r, 1 / base.count == 0)\"}\nevidence: [\"made.map(r, r.file)\"]") ==
        Names{"#/$defs/report.file"});  // whether it fails is known when it is run
  CHECK(shown_by("evidence: [\"base.reports.map(r, base.name)\"]") == Names{"#/base.name"});
  for (const char* unsure :
       {"evidence: [\"''\"]", "evidence: [\"base.open ? base.file : ''\"]", "evidence: [\"[base.file]\"]",
        "evidence: [\"base.file + ''\"]", "evidence: [\"base.reports.map(r, 1 / base.count == 0, r.file)\"]"}) {
    INFO(unsure);
    CHECK(shown_by(unsure) == Names{});
  }
}

TEST_CASE("an expression is fixed where it asks nothing of the declaration") {
  const auto [due, fixed] = GENERATE(table<std::string, bool>({
      {"date(2030, 7, 31)", true},
      {"date(year, 7, 31)", true},
      {"as_of.addDays(1)", true},
      {"date(2030, 5, 1).addWorkdays(3)", true},
      {"reading.mood == 'mild' ? as_of : null", true},
      {"moved_twice(date(year, 7, 31))", true},
      {"[date(year, 1, 1), as_of].map(d, d.addDays(1)).latest()", true},
      {"moved_twice(base.due_on)", false},
      {"base.open ? as_of : null", false},
      {"size(things) > 0 ? as_of : null", false},
      {"date(changing, 7, 31)", false},
      {"of_base(as_of)", false},
      {"of_of_base(as_of)", false},
      {"of_changing()", false},
      {"own", false},
      {"moved(own)", false},
  }));
  support::Texts texts = small(rule("subject: base\nlet: {own: as_of}\ndue: \"" + due + "\"\ndone: base.done_on\n"));
  const auto insert = [&](std::string_view after, std::string_view text) {
    std::string& pack = texts["pack.yaml"];
    pack.insert(pack.find(after) + after.size(), text);
  };
  insert(
      "parameters:\n",
      "  changing: {type: int, value: 2030, title: {zh: 变, en: c}, effective: [{from: 2030-06-01, value: 2031}]}\n");
  insert("functions:\n",
         "  of_base: {params: {d: date}, result: date, is: 'base.open ? d : null'}\n"
         "  of_of_base: {params: {d: date}, result: date, is: of_base(d)}\n"
         "  of_changing: {result: date, is: 'date(changing, 7, 31)'}\n");
  const support::Rules rules = load(texts);
  CAPTURE(due);
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  CHECK(rules.pack->rules[0].due->fixed == fixed);
  CHECK_FALSE(rules.pack->rules[0].done->fixed);
}

TEST_CASE("a variable of a rule hides a parameter of its name, and is not fixed") {
  const support::Rules rules = load(small(rule("each: {year: things}\ndue: year.due_on\ndone: year.done_on\n")));
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  CHECK_FALSE(rules.pack->rules[0].due->fixed);
}
