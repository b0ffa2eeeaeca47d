// What people write at first: each mistake with its message, its advice and the words under the caret.
#include "declared.h"

using namespace declared;

namespace {

constexpr const char* kNewcomers = R"(
type: object
required: [v]
properties:
  v: {type: integer, const: 1}
  owner:
    type: object
    description: 业主
    required: [name]
    properties:
      name: {type: string, description: 业主名称}
      open: {type: boolean, description: 是否开放}
      grade: {type: integer, minimum: 1, maximum: 5, description: 等级，一至五}
      size: {type: number, description: 面积（平方米）}
  sites: {type: array, x-column: [场地], description: 全部场所（任务 1）, items: {$ref: '#/$defs/site'}}
  drills: {type: array, description: 消防演练, items: {$ref: '#/$defs/site'}}
  alarms: {type: array, description: 消防报警, items: {$ref: '#/$defs/site'}}
$defs:
  site:
    type: object
    required: [id]
    properties:
      id: {type: string}
      kind:
        type: string
        enum: [school, warehouse, office]
        x-enum-titles: {school: {zh: 学校和培训机构}, warehouse: {zh: 仓储企业}, office: {zh: 办公企业}}
)";

std::vector<Told> told(const std::string& text) {
  static const Loaded loaded = load(kNewcomers);
  REQUIRE(loaded.schema);
  return read(text, *loaded.schema).told();
}

// The advice of the only error.
std::string help(const std::string& text) {
  const std::vector<Told> all = told("v: 1\n" + text);
  INFO(text);
  REQUIRE(all.size() == 1);
  return all.front().help;
}

constexpr const char* kType = "declaration-type";
constexpr const char* kUnknown = "declaration-unknown-key";

}  // namespace

TEST_CASE("a key in Chinese, by its names, its description or what is in it; unless it may be two") {
  const std::string own = "a key of your own begins with `x-`";
  CHECK(told("v: 1\n业主: {}") == std::vector{Told{kUnknown, "unknown key `业主`", "write `owner` (业主)", "业主"}});
  CHECK(help("场地: []") == "write `sites` (全部场所（任务 1）)");
  CHECK(help("场所: []") == "write `sites` (全部场所（任务 1）)");
  CHECK(help("演练: []") == "write `drills` (消防演练)");
  CHECK(help("消防: []") == own);  // drills or alarms
  CHECK(help("天气: []") == own);
  CHECK(help("owner: {name: a, 等级: 3}") == "write `grade` (等级，一至五)");
  // what was meant is not also told to be missing
  CHECK(told("v: 1\nowner: {名称: a}").size() == 1);
}

TEST_CASE("a key with signs of an input method about it") {
  CHECK(help("“owner”: {}") == "write `owner` (业主)");
  CHECK(told("v: 1\nowner:\n　　name: a\n").front().help == "indent with ordinary spaces, not full-width ones");
}

TEST_CASE("another file altogether is told once") {
  CHECK(told("{\"name\": 1, version: 2}") ==
        std::vector{Told{"declaration-foreign", "the file is no declaration: none of its keys is known",
                         "a declaration begins with `v: 1`", "\"name\""}});
  const Loaded unversioned = load("type: object\nproperties: {owner: {type: object, properties: {}}}");
  REQUIRE(unversioned.schema);
  CHECK(read("name: 1", *unversioned.schema).told() ==
        std::vector{Told{"declaration-foreign", "the file is no declaration: none of its keys is known", "", "name"}});
  CHECK(told("onwer: {name: a}").size() == 2);  // a slip of the hand: the key, and `v`
  CHECK(told("x-a: 1").size() == 1);
}

TEST_CASE("the version of the format") {
  CHECK(told("v: 0") == std::vector{Told{kType, "`v` is `0`, not 1",
                                         "write 1, the only version there is, and mend what is told then", "0"}});
  CHECK(told("v: 1.1").front().help == "1 is the only version that this program reads; a newer program may read 1.1");
  CHECK(told("v: '1'").front().help == "write 1 without quotes");
  CHECK(told("owner: {name: a}").front().help == "a declaration begins with `v: 1`");
}

TEST_CASE("truth values and numbers in words") {
  for (const char* yes : {"是", "有", "yes", "On"})
    CHECK(help(std::string("owner: {name: a, open: ") + yes + "}") == "write true");
  for (const char* no : {"否", "无", "没有", "no"})
    CHECK(help(std::string("owner: {name: a, open: ") + no + "}") == "write false");
  CHECK(help("owner: {name: a, open: 也许}") == "write true or false, without quotes");
  CHECK(help("owner: {name: a, grade: 三级}") == "write 3");
  CHECK(help("owner: {name: a, grade: 第二级}") == "write 2");
  CHECK(help("owner: {name: a, grade: 3级}") == "write the number alone, without a unit");
  CHECK(help("owner: {name: a, size: １２．５}") == "write 12.5 in half-width characters");
  CHECK(help("owner: {name: a, size: \"1,200\"}") == "write 1200, without commas");
  CHECK(help("owner: {name: a, size: 未定}") == "leave it empty if it is not known");
}

TEST_CASE("a word of a list in Chinese, whole or in part; unless it may be two") {
  CHECK(told("v: 1\nsites: [{id: a, kind: 仓储}]") ==
        std::vector{Told{kType, "`kind` is `仓储`, not one of school, warehouse, office", "write warehouse (仓储企业)",
                         "仓储"}});
  CHECK(help("sites: [{id: a, kind: 培训机构}]") == "write school (学校和培训机构)");
  CHECK(help("sites: [{id: a, kind: 办公企业}]") == "write office");
  CHECK(help("sites: [{id: a, kind: 企业}]") == "school is 学校和培训机构, warehouse is 仓储企业, office is 办公企业");
  CHECK(help("sites: [{id: a, kind: “office”}]") == "write office without `“`");
}

TEST_CASE("a text where a list or a mapping belongs") {
  CHECK(told("v: 1\nsites: 无") ==
        std::vector{Told{kType, "`sites` is `无`, not a list", "write [] if there is none", "无"}});
  CHECK(help("owner: 无") == "leave `owner` out if there is nothing to say of it");
  CHECK(help("sites: 【a】") == "write `[` and `]`");
  CHECK(help("owner:\n  name：a") == "write `: ` after a key, not the full-width `：`");
  CHECK(help("owner:\n  name:　a") == "write an ordinary space behind `:`, not a full-width one");
  CHECK(help("sites:\n  －a") == "write `- ` before each item of a list");
  CHECK(help("sites:\n  -a") == "write a space behind the `-` of each item");
}

TEST_CASE("full-width quotes around a text are warned of") {
  const Loaded loaded = load(kNewcomers);
  const Read quoted = read("v: 1\nowner: {name: “甲”}", *loaded.schema);
  REQUIRE(quoted.diagnostics.size() == 1);
  CHECK(quoted.diagnostics[0].severity == diag::Severity::warning);
  CHECK(quoted.diagnostics[0].span.text() == "“甲”");
  CHECK(read("v: 1\nowner: {name: \"“甲”\"}", *loaded.schema).diagnostics.empty());
}
