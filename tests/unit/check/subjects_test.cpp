// Which subjects a rule has, and the order in which scope, lists and sections decide.
#include "support/judged.h"

using namespace zhudun;
using support::judge_rule;

namespace {

std::vector<std::string> lines(const support::Judged& judged) {
  std::vector<std::string> result;
  for (const check::Finding& one : judged.findings.all()) {
    result.push_back(fmt::format("{} {} [{}]", one.subject, check::to_string(one.status), fmt::join(one.missing, " ")));
  }
  return result;
}

using Lines = std::vector<std::string>;

Lines each_thing(const std::string& more, const std::string& base = "{name: a, open: true}") {
  return lines(
      judge_rule("scope: [open]\neach: {t: things}\ndue: t.due_on\ndone: t.done_on\n", base, "2030-06-30", {}, more));
}

Lines each_part(const std::string& more) {
  return lines(judge_rule("each: {t: things, p: t.parts}\ndue: p.due_on\ndone: p.done_on\n", "{name: a}", "2030-06-30",
                          {}, more));
}

Lines with_section(const std::string& more, const std::string& base = "{name: a, open: true}") {
  return lines(
      judge_rule("scope: [open]\nsubject: here\nsection: things\ndone: base.done_on\n", base, "2030-06-30", {}, more));
}

}  // namespace

TEST_CASE("scope goes before the list, and then the list is the subject") {
  CHECK(each_thing("things: [{id: x, due_on: 2030-07-01}]", "{name: a, open: false}") ==
        Lines{"things not_applicable []"});
  CHECK(each_thing("", "{name: a, open: false}") == Lines{"things not_applicable []"});
  CHECK(each_thing("things: [{id: x}]", "{name: a}") == Lines{"things undeclared [base.open]"});
  CHECK(each_thing("things: []", "{name: a}") == Lines{"things undeclared [base.open]"});
}

TEST_CASE("a list: absent, null, empty, of items") {
  CHECK(each_thing("") == Lines{"things undeclared [things]"});
  CHECK(each_thing("things: ~") == Lines{"things undeclared [things]"});
  CHECK(each_thing("things: []") == Lines{"things not_applicable []"});
  CHECK(each_thing("things: [{id: x, due_on: 2030-07-01}, {id: 乙}]") ==
        Lines{"things/x due_soon []", "things/乙 undeclared [things/乙.due_on]"});
}

TEST_CASE("a nested list: absent and empty within one parent") {
  CHECK(each_part("") == Lines{"things undeclared [things]"});
  CHECK(each_part("things: []") == Lines{"things not_applicable []"});
  CHECK(each_part("things: [{id: x}, {id: y, parts: []}, {id: z, parts: [{id: p, due_on: 2030-06-29}, {id: q}]}]") ==
        Lines{"things/x/parts undeclared [things/x/parts]", "things/y/parts not_applicable []",
              "things/z/parts/p overdue []", "things/z/parts/q undeclared [things/z/parts/q.due_on]"});
}

TEST_CASE("a section: the rule keeps its own subject") {
  CHECK(with_section("") == Lines{"here undeclared [things]"});
  CHECK(with_section("things: []") == Lines{"here not_applicable []"});
  CHECK(with_section("things: [{id: x}]") == Lines{"here gap [base.done_on]"});
  CHECK(with_section("", "{name: a, open: false}") == Lines{"here not_applicable []"});
  CHECK(with_section("things: []", "{name: a}") == Lines{"here undeclared [base.open]"});
}

TEST_CASE("for a rule without a list a missing section only makes its facts absent") {
  auto rules = std::make_shared<support::Rules>(
      support::load(support::small(support::rule("subject: company\ndone: \"size(things) > 0\"\n"))));
  const auto judged = support::judge(rules, "base: {name: a}", "2030-06-30");
  CHECK(lines(judged) == Lines{"company gap [things]"});
}

TEST_CASE("places: the item, the section's key, or the innermost part that is there") {
  const auto line = [](const support::Judged& judged, std::size_t which) {
    const source::Span at = judged.findings[which].place;
    return at.file->position(at.begin);
  };
  const std::string rule = "each: {t: things, p: t.parts}\ndone: p.done_on\n";
  const auto items =
      judge_rule(rule, "{name: a}", "2030-06-30", {}, "things:\n  - id: x\n    parts:\n      - id: p\n  - id: y\n");
  CHECK(line(items, 0) == source::Position{5, 9});
  CHECK(line(items, 1) == source::Position{6, 5});
  const auto empty = judge_rule(rule, "{name: a}", "2030-06-30", {}, "\n\nthings: []");
  CHECK(line(empty, 0) == source::Position{4, 1});
  const auto absent = judge_rule(rule, "{name: a}", "2030-06-30");
  CHECK(line(absent, 0) == source::Position{1, 1});
  const auto subject = judge_rule("subject: base\ndone: base.done_on\n", "\n  name: a", "2030-06-30");
  CHECK(line(subject, 0) == source::Position{1, 1});
}

TEST_CASE("a list within a mapping of an item is named by its whole path") {
  support::Texts texts =
      support::small(support::rule("each: {t: things, p: t.box.parts}\ndue: p.due_on\ndone: p.done_on\n"));
  const std::string parts = "        parts: {type: array";
  texts["schema.yaml"].replace(
      texts["schema.yaml"].find(parts), 0,
      "        box: {type: object, properties: {parts: {type: array, items: {$ref: '#/$defs/part'}}}}\n");
  const auto judged = [&](const std::string& things) {
    return lines(support::judge(std::make_shared<support::Rules>(support::load(texts)),
                                "base: {name: a}\nthings: " + things + "\n", "2030-06-30"));
  };
  CHECK(judged("[{id: x}]") == Lines{"things/x.box/parts undeclared [things/x.box/parts]"});
  CHECK(judged("[{id: x, box: {parts: []}}]") == Lines{"things/x.box/parts not_applicable []"});
  CHECK(judged("[{id: x, box: {parts: [{id: y, due_on: 2030-07-01}]}}]") == Lines{"things/x.box/parts/y due_soon []"});
}

TEST_CASE("the readings as a value of their own") {
  CHECK(lines(judge_rule("subject: base\ndone: \"dyn(reading).moood == '' || dyn(reading).mood == 'mild'\"\n",
                         "{name: a}", "2030-06-30")) == Lines{"base met []"});
  CHECK(lines(judge_rule("subject: base\ndone: \"has(dyn(reading).mood) && dyn(reading).mood == 'mild'\"\n",
                         "{name: a}", "2030-06-30")) == Lines{"base met []"});
}
