// What can be wrong with a schema itself, and what a right one gives.
#include "declared.h"

using namespace declared;

namespace {

std::string with_property(const std::string& text) { return "type: object\nproperties:\n  p: " + text + "\n"; }

}  // namespace

TEST_CASE("a schema's mistakes, each at its place") {
  struct Case {
    std::string text;
    Told told;
  };
  const std::vector<Case> cases = {
      {with_property("{$ref: '#/$defs/nothing'}"),
       {"schema-reference", "`#/$defs/nothing` refers to nothing", "references are written #/$defs/NAME",
        "'#/$defs/nothing'"}},
      {with_property("{$ref: '#/$defs/grdae'}") + "$defs: {grade: {type: string}}",
       {"schema-reference", "`#/$defs/grdae` refers to nothing", "did you mean `#/$defs/grade`?", "'#/$defs/grdae'"}},
      {with_property("{$ref: 'grade'}") + "$defs: {grade: {type: string}}",
       {"schema-reference", "`grade` refers to nothing", "references are written #/$defs/NAME", "'grade'"}},
      {with_property("{type: integer, minimun: 1}"),
       {"schema-keyword", "the schema keyword `minimun` is not supported", "did you mean `minimum`?", "minimun"}},
      {with_property("{type: string, oneOf: []}"),
       {"schema-keyword", "the schema keyword `oneOf` is not supported", "", "oneOf"}},
      {with_property("{type: strng}"),
       {"schema-type", "`strng` is no type", "object, array, string, integer, number or boolean", "strng"}},
      {with_property("{description: a}"),
       {"schema-type", "a schema says its `type`", "object, array, string, integer, number or boolean",
        "{description: a}"}},
      {with_property("{type: string, format: email}"),
       {"schema-format", "the format `email` is not known", "date, date-time, path or uscc", "email"}},
      {with_property("{type: array}"), {"schema-items", "an array says what its `items` are", "", "{type: array}"}},
      {with_property("{type: object}"), {"schema-properties", "an object says its `properties`", "", "{type: object}"}},
      {with_property("{type: object, properties: [a]}"),
       {"schema-properties", "an object says its `properties`", "", "{type: object, properties: [a]}"}},
      {with_property("{type: object, required: [b], properties: {a: {type: string}}}"),
       {"schema-required", "`b` is required but is no property", "", "b"}},
      {with_property("{type: integer, minimum: low}"), {"schema-number", "`minimum` takes a number", "", "low"}},
      {with_property("{type: array, minItems: 1.5, items: {type: string}}"),
       {"schema-number", "`minItems` takes an integer", "", "1.5"}},
      {with_property("{type: integer, enum: [1, 2]}"), {"schema-enum", "`enum` is for texts", "", "[1, 2]"}},
      {with_property("{$ref: '#/$defs/g', minimum: 3, description: a, x-note: b}") + "$defs: {g: {type: integer}}",
       {"schema-reference", "`minimum` has no effect beside `$ref`", "write it where the reference leads", "minimum"}},
      {with_property("a"), {"schema-not-a-mapping", "a schema is a mapping", "", "a"}},
      {"[a]", {"schema-not-a-mapping", "a schema is a mapping", "", "[a]"}},
      {"type: string", {"schema-root", "the root of a declaration's schema is an object", "", "type: string"}},
  };
  for (const Case& one : cases) {
    const Loaded loaded = load(one.text);
    CHECK_FALSE(loaded.schema);
    CHECK(loaded.told() == std::vector{one.told});
  }
}

TEST_CASE("a pattern that is no regular expression") {
  const Loaded loaded = load(with_property("{type: string, pattern: '[a'}"));
  CHECK_FALSE(loaded.schema);
  REQUIRE(loaded.told().size() == 1);
  CHECK(loaded.told()[0].message.find("`[a` is no regular expression: ") == 0);
  CHECK(loaded.told()[0].under == "'[a'");
}

TEST_CASE("every mistake at once") {
  const Loaded loaded = load("type: object\nproperties: {a: {type: x}, b: {type: array}, c: {$ref: y}}\nrequired: [d]");
  CHECK(loaded.told().size() == 4);
}

TEST_CASE("definitions may refer to themselves and each other") {
  const Loaded loaded = load(R"(
type: object
properties: {tree: {$ref: '#/$defs/node'}}
$defs:
  node: {type: object, properties: {left: {$ref: '#/$defs/node'}, other: {$ref: '#/$defs/pair'}, all: {type: array, items: {$ref: '#/$defs/node'}}}}
  pair: {type: object, properties: {node: {$ref: '#/$defs/node'}, day: {type: string, format: date}}}
)");
  REQUIRE(loaded.schema);
  const Read deep =
      read("tree: {left: {left: {other: {node: {all: [{}, {other: {day: 2025-01-01}}]}}}}}", *loaded.schema);
  REQUIRE(deep.document);
  const schema::FactId day =
      fact(*deep.document, {"tree", "left", "left", "other", "node", "all", "1", "other", "day"});
  REQUIRE(day != schema::kAbsent);
  CHECK(read("tree: {left: {other: {day: 1}}}", *loaded.schema).told().size() == 1);
}

TEST_CASE("a type may be written with null, or left to be seen") {
  const Loaded loaded = load(
      "properties: {a: {type: [string, 'null'], format: date}, v: {const: 1}, o: {properties: {b: {type: boolean}}}}");
  REQUIRE(loaded.schema);
  const schema::Type& root = loaded.schema->type(schema::Schema::kRoot);
  CHECK(loaded.schema->type(root.properties[0].type).kind == schema::Kind::date);
  CHECK(loaded.schema->type(root.properties[1].type).kind == schema::Kind::integer);
  CHECK(loaded.schema->type(root.properties[2].type).kind == schema::Kind::object);
}

TEST_CASE("descriptions in both languages, those of a definition where the property has none") {
  const Loaded loaded = load(R"(
properties:
  a: {$ref: '#/$defs/d', description: 甲, x-description-en: a}
  b: {$ref: '#/$defs/d'}
$defs: {d: {type: string, description: 定义, x-description-en: definition}}
)");
  REQUIRE(loaded.schema);
  const auto& properties = loaded.schema->type(schema::Schema::kRoot).properties;
  CHECK(properties[0].description.zh == "甲");
  CHECK(properties[0].description.en == "a");
  CHECK(properties[1].description.zh == "定义");
  CHECK(properties[1].description.en == "definition");
}

TEST_CASE("a schema may have as many properties and types as a fact can name") {
  const auto with = [](std::size_t properties, std::size_t types) {
    std::string text = "type: object\nproperties:\n";
    for (std::size_t at = 0; at < properties; ++at) text += "  p" + std::to_string(at) + ": {$ref: '#/$defs/d0'}\n";
    for (std::size_t part = 0; part * 1'000 < types; ++part) {
      text += "  q" + std::to_string(part) + ":\n    type: object\n    properties:\n";
      for (std::size_t at = 0; at < std::min<std::size_t>(1'000, types - part * 1'000); ++at)
        text += "      t" + std::to_string(at) + ": {type: integer}\n";
    }
    return load(text + "$defs: {d0: {type: string}}\n");
  };
  CHECK(with(16'384, 0).schema);
  CHECK(with(16'385, 0).told().back().code == "schema-too-large");
  CHECK(with(1, 65'000).schema);
  CHECK(with(1, 65'600).told().back().code == "schema-too-large");
}
