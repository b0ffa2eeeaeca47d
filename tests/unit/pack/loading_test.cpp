// What can be wrong with a pack: each mistake told with the words it stands at.
#include <fmt/format.h>

#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"

using namespace zhudun;
using support::load;
using support::rule;
using support::small;
using support::Told;

namespace {

const char* const kWhole = "subject: base\ndone: base.done_on\n";

// The small pack with one text of pack.yaml (or another file) replaced.
support::Texts with(const std::string& old, const std::string& text, const std::string& file = "pack.yaml") {
  support::Texts texts = small(rule(kWhole));
  const std::size_t at = texts.at(file).find(old);
  INFO(old);
  REQUIRE(at != std::string::npos);
  texts.at(file).replace(at, old.size(), text);
  return texts;
}

struct Case {
  std::string body;
  std::string message, help, under;
};

}  // namespace

TEST_CASE("the small pack loads") {
  const support::Rules rules = load(small(rule(kWhole)));
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  CHECK(rules.pack->rules.size() == 1);
  CHECK(rules.pack->sha256.size() == 64);
}

TEST_CASE("mistakes in a rule") {
  const std::vector<Case> cases = {
      {"subject: base\ndone: base.done_on\ndeu: base.due_on", "unknown key `deu`", "did you mean `due`?", "deu"},
      {"done: base.done_on", "a rule needs `each` or `subject`", "", ""},
      {"subject: base\neach: {t: things}\ndone: t.done_on", "a rule has either `each` or `subject`", "", ""},
      {"each: {t: thing}\ndone: base.done_on", "the declaration has no `thing` there", "did you mean `things`?",
       "thing"},
      {"each: {t: base.name}\ndone: base.done_on", "`base.name` is no list of the declaration", "", "base.name"},
      {"each: {t: things, p: t.part}\ndone: t.done_on", "the declaration has no `part` there", "did you mean `parts`?",
       "t.part"},
      {"each: {t: things}\nsection: things\ndone: t.done_on", "`section` is for a rule without a list", "", "things"},
      {"subject: base\nsection: base.open\ndone: base.done_on", "`base.open` is no list of the declaration", "",
       "base.open"},
      {"subject: base\nscope: [opne]\ndone: base.done_on", "the pack has no condition `opne`", "did you mean `open`?",
       "opne"},
      {"subject: base\nbinding: must\ndone: base.done_on", "`must` is no binding", "mandatory or encouraged", "must"},
      {"subject: base\ndone: [base.done_on]", "an expression belongs here", "", "[base.done_on]"},
      {"subject: base\ndone: base.done_on\neffective: {from: 2030-02-01, to: 2030-01-01}",
       "this period ends before it begins", "", "{from: 2030-02-01, to: 2030-01-01}"},
      {"subject: base\ndone: base.done_on\nevidence: base.file", "`evidence` takes a list", "", "base.file"},
  };
  for (const Case& one : cases) {
    const support::Rules rules = load(small(rule(one.body)));
    CHECK_FALSE(rules.pack);
    auto told = rules.told();
    INFO(one.body);
    REQUIRE(told.size() == 1);
    if (one.under.empty()) told[0].under.clear();  // the whole rule
    CHECK(told[0] == Told{"pack", one.message, one.help, one.under});
  }
}

TEST_CASE("a list of texts has no items to judge") {
  support::Texts texts = small(rule("each: {t: base.tags}\ndone: base.open"));
  texts["schema.yaml"].replace(texts["schema.yaml"].find("      open:"), 0,
                               "      tags: {type: array, items: {type: string}}\n");
  CHECK(load(texts).told().at(0) == Told{"pack", "the items of this list are no objects", "", "base.tags"});
}

TEST_CASE("keys that are not known are told up to a hundred") {
  for (const int count : {100, 101}) {
    std::string body = kWhole;
    for (int at = 0; at < count; ++at) body += fmt::format("k{}: 1\n", at);
    const auto told = load(small(rule(body))).told();
    REQUIRE(told.size() == static_cast<std::size_t>(count));
    CHECK(told[99].message == "unknown key `k99`");
    if (count > 100) CHECK(told[100] == Told{"pack", "more than 100 keys are unknown here", "", "k100"});
  }
}

TEST_CASE("every key a rule must have") {
  for (const char* key : {"id", "task", "title", "deliverable", "recipient", "basis"}) {
    std::string text = rule(kWhole);
    const std::string head = std::string(key) + ":";
    const std::size_t from = text.find(head);
    text.replace(from, head.size(), "x-" + head);
    const auto told = load(small(text)).told();
    INFO(key);
    REQUIRE_FALSE(told.empty());
    CHECK(told[0].message == std::string("`") + key + "` is missing here");
  }
  const auto told = load(small(rule("subject: base"))).told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].message == "`done` is missing here");
}

TEST_CASE("names that the pack does not have") {
  const auto recipient = load(with("recipient: kept", "recipient: kep", "rules.yaml")).told();
  CHECK(recipient == std::vector{Told{"pack", "the pack has no recipient `kep`", "did you mean `kept`?", "kep"}});
  const auto task = load(with("task: 1", "task: 3", "rules.yaml")).told();
  CHECK(task == std::vector{Told{"pack", "the pack has no task 3", "", "3"}});
  const auto half = load(with("title: {zh: 题, en: title}", "title: {zh: 题}", "rules.yaml")).told();
  REQUIRE(half.size() == 1);
  CHECK(half[0].message == "`en` is missing here");
  CHECK(half[0].under == "{zh: 题}");
}

TEST_CASE("two rules of one id, in one file and in two") {
  const auto told = load(small(rule(kWhole) + rule(kWhole))).told();
  REQUIRE(told.size() == 1);
  CHECK(told[0].message == "the rule `R1` stands twice in the pack");
  support::Texts two = small(rule(kWhole));
  two["other.yaml"] = two["rules.yaml"];
  CHECK(load(two).told().size() == 1);
  two["other.test.yaml"] = "no rules: here\n";
  two.erase("other.yaml");
  CHECK(load(two).told().empty());
}

TEST_CASE("mistakes of a pack's head") {
  struct Row {
    const char *old, *text, *message, *help, *under;
  };
  const std::vector<Row> rows = {
      {"zhudun-pack: 1", "zhudun-pack: 2", "this version of the pack format is not known", "it is 1", "2"},
      {"calendar: made-up", "calendar: other", "the pack has no file `calendars/other.yaml`", "", "other"},
      {"declaration: schema.yaml", "declaration: d.yaml", "the pack has no file `d.yaml`", "", "d.yaml"},
      {"calendar: made-up", "calender: made-up", "unknown key `calender`", "did you mean `calendar`?", "calender"},
      {"type: int, value: 2030", "type: date, value: 2030", "a parameter is an `int`", "", "date"},
      {"value: 2030", "value: many", "`value` takes a whole number", "", "many"},
      {"type: number", "type: numbr", "`type` is word or number", "", "numbr"},
      {"loose: none", "loose: a few", "`a few` is no number", "a whole number or none", "a few"},
      {"strict: 1", "strict: -1", "`-1` is no number", "a whole number or none", "-1"},
      {"1: {zh: 一, en: one}", "one: {zh: 一, en: one}", "a task's number belongs here", "", "one"},
      {"id: small", "id: [small]", "`id` takes a text", "", "[small]"},
      {"recipients:\n  kept: {zh: 留存, en: kept}", "recipients: [kept]", "`recipients` takes a mapping", "", "[kept]"},
      {"kept: {zh: 留存, en: kept}", "kept: {zh: 留存, en: kept, submitted: maybe}", "`submitted` takes true or false",
       "", "maybe"},
      {"id: small", "id: small\nrules: [nowhere.yaml]", "the pack has no file `nowhere.yaml`", "", ""},
  };
  for (const Row& row : rows) {
    const support::Rules rules = load(with(row.old, row.text));
    CHECK_FALSE(rules.pack);
    const auto told = rules.told();
    INFO(row.text);
    CHECK(std::count(told.begin(), told.end(), Told{"pack", row.message, row.help, row.under}) == 1);
  }
}

TEST_CASE("a function of a type that there is not") {
  CHECK_FALSE(load(with("result: date", "result: day")).pack);
  CHECK_FALSE(load(with("params: {d: date}", "params: {d: dtae}")).pack);
  CHECK_FALSE(load(with("params: {d: date}", "params: {d: list(}")).pack);
}

TEST_CASE("a pack without what it needs") {
  CHECK(load({}).told() == std::vector{Told{"pack-missing", "the rule pack has no pack.yaml", "", ""}});
  support::Texts texts = small(rule(kWhole));
  texts["rules.yaml"] = "rules: []\n";
  CHECK(load(texts).told().at(0).message == "the pack has no rules");
  for (const char* text : {"[a]", "a", "{}", "zhudun-pack: 1\n"}) {
    texts["pack.yaml"] = text;
    const support::Rules rules = load(texts);
    CHECK_FALSE(rules.pack);
    CHECK_FALSE(rules.told().empty());
  }
  texts["pack.yaml"] = "";
  CHECK_FALSE(load(texts).pack);
}

TEST_CASE("several mistakes at once") {
  const auto told = load(small(rule("subject: base\ndone: base.don_on\ndue: base.name\nbinding: must") +
                               rule("each: {t: thing}\ndone: base.done_on\nscope: [x]", "R2")))
                        .told();
  CHECK(told.size() == 5);
}

namespace {

// A pack that stands on the small pack with the rules R1 and R2.
struct Layered {
  std::vector<std::unique_ptr<source::File>> files;
  diag::Diagnostics diagnostics;
  std::unique_ptr<pack::Pack> pack;

  pack::Files kept(const support::Texts& texts) {
    pack::Files kept;
    for (const auto& [name, text] : texts) {
      files.push_back(std::make_unique<source::File>(name, text));
      kept.files.emplace_back(name, files.back().get());
    }
    return kept;
  }
  Layered(const std::string& head, const std::string& rules) {
    const support::Texts above = {{"pack.yaml",
                                   "zhudun-pack: 1\nid: above\ntitle: {zh: 上, en: above}\n"
                                   "extends: small\n" +
                                       head},
                                  {"rules.yaml", "rules:\n" + rules}};
    pack = pack::Pack::from_files(kept(above), diagnostics, [&](auto, auto, auto&) {
      return std::optional(kept(small(rule(kWhole) + rule(kWhole, "R2"))));
    });
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const pack::Rule& rule : pack->rules) ids.push_back(rule.id);
    return ids;
  }
};

}  // namespace

TEST_CASE("a pack on top of another drops and replaces its rules by name") {
  const Layered layered("drop: [R1]\nreplace: [R2]\n",
                        rule("subject: base\ndone: base.open", "R2") + rule(kWhole, "R3"));
  CHECK(support::told(layered.diagnostics).empty());
  REQUIRE(layered.pack);
  CHECK(layered.ids() == std::vector<std::string>{"R2", "R3"});
  CHECK(layered.pack->rules[0].done->program.source(layered.pack->rules[0].done->program.root()) == "base.open");

  const auto told = [](const std::string& head) {
    return support::told(Layered(head, rule(kWhole, "R3")).diagnostics);
  };
  CHECK(told("drop: [R9]\n") == std::vector{Told{"pack", "there is no rule `R9` to drop", "", "R9"}});
  CHECK(told("replace: [R2]\n") == std::vector{Told{"pack", "no rule `R2` replaces the one below", "", "R2"}});
  CHECK(told("replace: [R9]\n").at(0) == Told{"pack", "there is no rule `R9` to replace", "", "R9"});
}

TEST_CASE("a pack that extends itself is told") {
  support::Texts texts = small(rule(kWhole));
  texts["pack.yaml"] += "extends: small\n";
  std::vector<std::unique_ptr<source::File>> files;
  pack::Files own;
  for (const auto& [name, text] : texts) {
    files.push_back(std::make_unique<source::File>(name, text));
    own.files.emplace_back(name, files.back().get());
  }
  diag::Diagnostics diagnostics;
  CHECK_FALSE(pack::Pack::from_files(own, diagnostics, [&](auto, auto, auto&) { return std::optional(own); }));
  CHECK(support::told(diagnostics) ==
        std::vector{Told{"pack", "packs extend each other more than 8 deep", "does one extend itself?", "small"}});
}

TEST_CASE("flaws of a calendar, each at the day") {
  struct Row {
    const char *old, *text, *message, *under;
  };
  const std::vector<Row> rows = {
      {"make_up: [2030-05-11]", "make_up: [2030-05-13]", "the make-up day is no weekend day", "2030-05-13"},
      {"make_up: [2030-05-11]", "make_up: [2030-05-11, 2030-05-11]", "the make-up day stands twice", "2030-05-11"},
      {"make_up: [2030-05-11]", "make_up: [2030-05-04]", "the make-up day lies in a holiday", "2030-05-04"},
      {"make_up: [2030-05-11]", "make_up: [2032-05-08]", "the make-up day lies far from its year", "2032-05-08"},
      {"make_up: [2030-05-11]", "make_up: [soon]", "a make-up day is a date, YYYY-MM-DD", "soon"},
      {"make_up: [2030-05-11]", "make_up: [[2030-05-11]]", "a make-up day is a date, YYYY-MM-DD", "[2030-05-11]"},
      {"to: 2030-05-05", "to: 2030-04-30", "the holiday ends before it begins",
       "{name: {zh: 节日, en: Feast}, from: 2030-05-01, to: 2030-04-30}"},
      {"to: 2030-05-05", "to: 2031-05-05", "the holiday lies far from its year",
       "{name: {zh: 节日, en: Feast}, from: 2030-05-01, to: 2031-05-05}"},
      {"to: 2030-05-05", "to: 2030-02-30", "`to` takes a date, YYYY-MM-DD", "2030-02-30"},
      {"to: 2030-05-05}", "to: 2030-05-05, till: 1}", "unknown key `till`", "till"},
      {"from: 2030-05-01, ", "", "`from` is missing here", "{name: {zh: 节日, en: Feast}, to: 2030-05-05}"},
      {"offset: \"+08:00\"", "offset: 8", "`offset` is written +08:00", "8"},
      {"year: 2030", "year: twenty", "`year` takes a whole number", "twenty"},
      {"make_up: [2030-05-11]\n", "make_up: [2030-05-11]\n  - {year: 2030, notice: {zh: 甲, en: A}}\n",
       "this year stands twice", "{year: 2030, notice: {zh: 甲, en: A}}"},
      {"make_up: [2030-05-11]\n", "make_up: [2030-05-11]\n  - {year: 10000, notice: {zh: 甲, en: A}}\n",
       "this is no year of the calendar", "{year: 10000, notice: {zh: 甲, en: A}}"},
      {"to: 2030-05-05}", "to: 2030-05-05}, {name: {zh: 乙, en: B}, from: 2030-05-05, to: 2030-05-06}",
       "the holiday overlaps another", "{name: {zh: 乙, en: B}, from: 2030-05-05, to: 2030-05-06}"},
  };
  for (const Row& row : rows) {
    const support::Rules rules = load(with(row.old, row.text, "calendars/made-up.yaml"));
    CHECK_FALSE(rules.pack);
    const auto told = rules.told();
    INFO(row.text);
    REQUIRE_FALSE(told.empty());
    CHECK(told[0].message == row.message);
    CHECK(told[0].under == row.under);
  }
}

TEST_CASE("the built-in pack loads as it lies in its folder") {
  const support::Rules rules = load(support::folder(ZHUDUN_ROOT "/rules/shanghai-iov-2025"));
  CHECK(rules.told().empty());
  REQUIRE(rules.pack);
  CHECK(rules.pack->rules.size() == 42);
  CHECK(rules.pack->readings.size() == 7);
}
