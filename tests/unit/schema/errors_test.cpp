// Everything that can be wrong with a declaration: message, advice, and the words it points at.
#include "declared.h"

using namespace declared;

namespace {

struct Case {
  std::string text;  // after `v: 1`
  Told told;
};

constexpr const char* kType = "declaration-type";

}  // namespace

TEST_CASE("a value of the wrong type") {
  const std::vector<Case> cases = {
      {"text: [a]", {kType, "`text` is a list, not a text", "", "[a]"}},
      {"text: {a: 1}", {kType, "`text` is a mapping, not a text", "", "{a: 1}"}},
      {"text: 5", {kType, "`text` is `5`, not a text", "write \"5\" in quotes if it is a text", "5"}},
      {"text: 5.10", {kType, "`text` is `5.10`, not a text", "write \"5.10\" in quotes if it is a text", "5.10"}},
      {"text: true", {kType, "`text` is `true`, not a text", "write \"true\" in quotes if it is a text", "true"}},
      {"text: 0x1F", {kType, "`text` is `0x1F`, not a text", "write \"0x1F\" in quotes if it is a text", "0x1F"}},
      {"number: a", {kType, "`number` is `a`, not a number, 0 or more", "", "a"}},
      {"number: '3.5'", {kType, "`number` is `3.5`, not a number, 0 or more", "write 3.5 without quotes", "'3.5'"}},
      {"number: -0.1", {kType, "`number` is `-0.1`, not a number, 0 or more", "", "-0.1"}},
      {"number: .inf", {kType, "`number` is `.inf`, not a number, 0 or more", "", ".inf"}},
      {"number: .nan", {kType, "`number` is `.nan`, not a number, 0 or more", "", ".nan"}},
      {"whole: 0", {kType, "`whole` is `0`, not a whole number from 1 to 5", "", "0"}},
      {"whole: 6", {kType, "`whole` is `6`, not a whole number from 1 to 5", "", "6"}},
      {"whole: 2.5", {kType, "`whole` is `2.5`, not a whole number from 1 to 5", "", "2.5"}},
      {"whole: .inf", {kType, "`whole` is `.inf`, not a whole number from 1 to 5", "", ".inf"}},
      {"whole: .nan", {kType, "`whole` is `.nan`, not a whole number from 1 to 5", "", ".nan"}},
      {"whole: 三", {kType, "`whole` is `三`, not a whole number from 1 to 5", "write 3", "三"}},
      {"many: -1", {kType, "`many` is `-1`, not a whole number, 0 or more", "", "-1"}},
      {"many: 99999999999999999999",
       {kType, "`many` is `99999999999999999999`, not a whole number, 0 or more", "", "99999999999999999999"}},
      {"flag: yes", {kType, "`flag` is `yes`, not true or false", "write true", "yes"}},
      {"flag: 'true'", {kType, "`flag` is `true`, not true or false", "write true or false, without quotes", "'true'"}},
      {"flag: 1", {kType, "`flag` is `1`, not true or false", "write true or false, without quotes", "1"}},
      {"part: a", {kType, "`part` is `a`, not a mapping", "", "a"}},
      {"part: []", {kType, "`part` is a list, not a mapping", "", "[]"}},
      {"keyed: {id: a}", {kType, "`keyed` is a mapping, not a list", "", "{id: a}"}},
      {"keyed: a.csv", {kType, "`keyed` is `a.csv`, not a list", "", "a.csv"}},
      {"keyed: [a]", {kType, "this item is `a`, not a mapping", "", "a"}},
      {"days: [2025-01-01, [2025-01-02]]", {kType, "this item is a list, not a date, YYYY-MM-DD", "", "[2025-01-02]"}},
  };
  for (const Case& one : cases) CHECK(read("v: 1\n" + one.text).told() == std::vector{one.told});
}

TEST_CASE("numbers that are right, at their limits") {
  for (const char* text : {"whole: 1", "whole: 5", "whole: 3.0", "whole: 2e0", "number: 0", "number: 0.0",
                           "number: 1e-3", "many: 0", "many: 9007199254740993", "number: 007"}) {
    CHECK(read(std::string("v: 1\n") + text).told().empty());
  }
  const Read three = read("{v: 1, whole: 3.0, number: 3, many: 9007199254740993}");
  CHECK(three.document->integer(fact(*three.document, {"whole"})) == 3);
  CHECK(three.document->number(fact(*three.document, {"number"})) == 3.0);
  CHECK(three.document->integer(fact(*three.document, {"many"})) == 9007199254740993);
  CHECK(read("v: 2").told() ==
        std::vector{Told{kType, "`v` is `2`, not 1",
                         "1 is the only version that this program reads; a newer program may read 2", "2"}});
  CHECK(read("v: '1'").told() == std::vector{Told{kType, "`v` is `1`, not 1", "write 1 without quotes", "'1'"}});
}

TEST_CASE("a word outside its list, with the nearest or the one its title means") {
  const std::vector<Case> cases = {
      {"word: hihg", {kType, "`word` is `hihg`, not one of low, high", "did you mean `high`?", "hihg"}},
      {"word: 高", {kType, "`word` is `高`, not one of low, high", "write high", "高"}},
      {"word: \"not much\"", {kType, "`word` is `not much`, not one of low, high", "write low", "\"not much\""}},
      {"word: medium", {kType, "`word` is `medium`, not one of low, high", "", "medium"}},
      {"words: [low, 中]", {kType, "this item is `中`, not one of low, high", "low is 低, high is 高", "中"}},
  };
  for (const Case& one : cases) CHECK(read("v: 1\n" + one.text).told().front() == one.told);
}

TEST_CASE("keys that are unknown, and keys of one's own") {
  CHECK(read("v: 1\npatt: {}").told() ==
        std::vector{Told{"declaration-unknown-key", "unknown key `patt`", "did you mean `path`?", "patt"}});
  CHECK(read("v: 1\n部分: {}").told() == std::vector{Told{"declaration-unknown-key", "unknown key `部分`",
                                                          "a key of your own begins with `x-`", "部分"}});
  CHECK(read("v: 1\nkeyed:\n- id: a\n  dya: 2025-01-01").told() ==
        std::vector{Told{"declaration-unknown-key", "unknown key `dya`", "did you mean `day`?", "dya"}});
  CHECK(read("v: 1\nx: 1").told().front().message == "unknown key `x`");
  CHECK(read("v: 1\nx-: [1, {id: [2]}]\nx-note: 2025/1/1\npart: {name: a, x-own: {b: c}}\nkeyed: [{id: a, x-y: 1}]")
            .told()
            .empty());
  const std::string giant(300, 'k');
  CHECK(read("v: 1\n" + giant + ": 1").told().front().message == "unknown key `" + std::string(60, 'k') + "…`");
}

TEST_CASE("what is required") {
  const std::string help = "it is a text";
  CHECK(read("text: a").told() ==
        std::vector{Told{"declaration-required", "`v` is required here", "a declaration begins with `v: 1`", "text"}});
  CHECK(read("v: 1\npart: {}").told() ==
        std::vector{Told{"declaration-required", "`name` is required here", help, "part"}});
  CHECK(read("v: 1\npart: {name: }").told() ==
        std::vector{Told{"declaration-required", "`name` is required here", help, "part"}});
  CHECK(read("v: 1\npart: {name: ''}").told() ==
        std::vector{Told{"declaration-required", "`name` is required here", help, "part"}});
  CHECK(read("v: 1\npart: {name: ~}").told().size() == 1);
  CHECK(read("v: 1\nkeyed: [{day: 2025-01-01}]").told() ==
        std::vector{Told{"declaration-required", "`id` is required here", help, "day"}});
  CHECK(read("v: 1\nkeyed: [{}]").told() ==
        std::vector{Told{"declaration-required", "`id` is required here", help, "{}"}});
  CHECK(read("{}").told() ==
        std::vector{Told{"declaration-required", "`v` is required here", "a declaration begins with `v: 1`", "{}"}});
  // what is there but wrong is not also told to be missing
  CHECK(read("v: 1\nkeyed: [{id: 5}]").told() ==
        std::vector{Told{kType, "`id` is `5`, not a text", "write \"5\" in quotes if it is a text", "5"}});
  CHECK(read("v: 3").told().size() == 1);
  // an absent part requires nothing of its own
  CHECK(read("v: 1\npart:").told().empty());
}

TEST_CASE("patterns and sizes") {
  CHECK(read("v: 1\nshort: Abc").told() ==
        std::vector{Told{"declaration-pattern", "`short` is `Abc`, which does not match `^[a-z]+$`", "", "Abc"}});
  CHECK(read("v: 1\nkeyed: [{id: a/b}]").told() ==
        std::vector{Told{"declaration-pattern", "`id` is `a/b`, which does not match `^[^/[:cntrl:]]+$`", "", "a/b"}});
  CHECK(read("v: 1\nkeyed: [{id: \"a\\tb\"}]").told().front().code == "declaration-pattern");
  CHECK(read("v: 1\nkeyed: [{id: \"a\\n\"}]").told().front().code == "declaration-pattern");
  CHECK(read("v: 1\nwords: [low]").told() ==
        std::vector{Told{"declaration-too-few", "`words` has 1 items, at least 2 needed", "", "[low]"}});
  CHECK(read("v: 1\nwords: [low, null]").told().size() == 1);  // null is no item
  CHECK(read("v: 1\nwords: [low, low]").told().empty());
}

TEST_CASE("a text that is too short, counted in characters") {
  const Loaded loaded = load("properties: {name: {type: string, minLength: 2}}");
  REQUIRE(loaded.schema);
  CHECK(read("name: 甲", *loaded.schema).told() ==
        std::vector{Told{"declaration-too-short", "`name` has 1 characters, at least 2 needed", "", "甲"}});
  CHECK(read("name: 甲乙", *loaded.schema).told().empty());
  CHECK(read("name: ''", *loaded.schema).told().empty());  // absent
}

TEST_CASE("the limits of a number are all told") {
  const Loaded loaded =
      load("properties: {a: {type: number, maximum: 9.5}, b: {type: number, minimum: 1, maximum: 2}}");
  REQUIRE(loaded.schema);
  CHECK(read("a: 9.6", *loaded.schema).told().front().message == "`a` is `9.6`, not a number, 9.5 or less");
  CHECK(read("b: 3", *loaded.schema).told().front().message == "`b` is `3`, not a number from 1 to 2");
  CHECK(read("{a: 9.5, b: 2}", *loaded.schema).told().empty());
}

TEST_CASE("one id twice, with both places") {
  const Read twice = read("v: 1\nkeyed:\n- {id: a}\n- {id: 乙}\n- {id: \"a\"}\n- {id: a}");
  REQUIRE(twice.diagnostics.size() == 2);
  CHECK(twice.told()[0] == Told{"declaration-duplicate-id", "the id `a` stands twice in this list", "", "\"a\""});
  CHECK(twice.told()[1] == Told{"declaration-duplicate-id", "the id `a` stands twice in this list", "", "a"});
  for (const diag::Diagnostic& one : twice.diagnostics) {
    REQUIRE(one.labels.size() == 1);
    CHECK(one.labels[0].message == "first here");
    CHECK(one.labels[0].span.file->position(one.labels[0].span.begin).line == 3);
  }
  CHECK(read("v: 1\nkeyed: [{id: a, below: [{id: a}]}, {id: b, below: [{id: a}]}]").told().empty());
}

TEST_CASE("several errors at once, in the order of the file") {
  const Read many = read(
      "v: 1\n"
      "keyed:\n"
      "  - id: a\n"
      "    day: 2025-13-01\n"
      "  - day: 2025-01-01\n"
      "  -\n"
      "wrod: low\n"
      "flag: no\n");
  CHECK(
      many.told() ==
      std::vector<Told>{{kType, "`day` is `2025-13-01`, not a date, YYYY-MM-DD", "there is no such day", "2025-13-01"},
                        {"declaration-required", "`id` is required here", "it is a text", "day"},
                        {"declaration-empty-item", "an item of a list is empty", "", ""},
                        {"declaration-unknown-key", "unknown key `wrod`", "did you mean `word`?", "wrod"},
                        {kType, "`flag` is `no`, not true or false", "write false", "no"}});
  CHECK_FALSE(many.document);
}

TEST_CASE("a declaration that is none") {
  CHECK(read("[a]").told() == std::vector{Told{kType, "the declaration is a list, not a mapping of sections",
                                               "a declaration begins with `v: 1`", "[a]"}});
  CHECK(read("word").told() == std::vector{Told{kType, "the declaration is `word`, not a mapping of sections",
                                                "a declaration begins with `v: 1`", "word"}});
  CHECK(read("~").told() == std::vector{Told{"declaration-empty", "the declaration is empty", "", "~"}});
  CHECK(read("''").told() == std::vector{Told{"declaration-empty", "the declaration is empty", "", "''"}});
}

TEST_CASE("a hundred errors are told, and that there are more") {
  for (const std::size_t wrong : {100, 101, 150}) {
    std::string text = "v: 1\ndays: [";
    for (std::size_t at = 0; at < wrong; ++at) text += at == 0 ? "x" : ", x";
    const auto told = read(text + "]").told();
    REQUIRE(told.size() == std::min<std::size_t>(wrong, 101));
    CHECK(told[99].code == kType);
    if (wrong > 100)
      CHECK(told[100] == Told{"declaration-too-many", "more than 100 errors; from here on none is told", "", "x"});
  }
}
