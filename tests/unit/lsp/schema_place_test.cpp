// What the schema expects at a cursor, written | in texts that are often not yet YAML.
#include "lsp/schema_place.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/catch.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;

namespace {

const schema::Schema& schema_of_test() {
  static const source::File file("schema", R"yaml(type: object
properties:
  company: {type: object, properties: {name: {type: string}, roles: {type: array, items: {type: string, enum: [maker, seller]}}}}
  plants:
    type: array
    items:
      type: object
      required: [id]
      properties:
        id: {type: string}
        grade: {type: integer}
        kind: {type: string, enum: [big, small]}
        checks: {type: array, items: {type: object, properties: {held_on: {type: string, format: date}, by: {type: string, enum: [self, other]}}}}
)yaml");
  static diag::Diagnostics diagnostics;
  static const auto tree = yaml::parse(file, diagnostics);
  static const auto schema = schema::Schema::from_yaml(*tree, diagnostics);
  std::string errors;
  for (const diag::Diagnostic& one : diagnostics) errors += diag::to_text(one);
  INFO(errors);
  REQUIRE(schema);
  return *schema;
}

// `keys: a b` for the keys that may stand there, `value of PATH: words` for a value, `nothing`.
std::string expected(std::string text, lsp::Cursor cursor = lsp::Cursor::writes) {
  const std::size_t at = text.find('|');
  REQUIRE(at != std::string::npos);
  text.erase(at, 1);
  const lsp::SchemaPlace place = lsp::schema_place(text, static_cast<std::uint32_t>(at), schema_of_test(), cursor);
  std::vector<std::string> words;
  if (place.object) {
    for (const auto& property : place.object->properties) {
      if (std::find(place.beside.begin(), place.beside.end(), property.name) == place.beside.end())
        words.push_back(property.name);
    }
    return fmt::format("keys: {}", fmt::join(words, " "));
  }
  if (!place.type) return "nothing";
  for (const auto& value : place.type->values) words.push_back(value.value);
  return fmt::format("{} {}: {}", place.value ? "value of" : "key", fmt::join(place.path, "."), fmt::join(words, " "));
}

}  // namespace

TEST_CASE("keys of the object that the indentation leads to") {
  CHECK(expected("|") == "keys: company plants");
  CHECK(expected("company:\n  name: x\npl|") == "keys: plants");
  CHECK(expected("company:\n  |") == "keys: name roles");
  CHECK(expected("company:\n  name: x\n\n  # a remark\n  ro|") == "keys: roles");
  CHECK(expected("plants:\n  - |") == "keys: id grade kind checks");
  CHECK(expected("plants:\n  - id: a\n    |") == "keys: grade kind checks");
  CHECK(expected("plants:\n  - id: a\n    grade: 3\n  - id: b\n    gr|\ncompany: {}") == "keys: grade kind checks");
  CHECK(expected("plants:\n- id: a\n  |") == "keys: grade kind checks");
  CHECK(expected("plants:\n  - id: a\n    checks:\n      - held_on: 2025-01-01\n        |") == "keys: by");
  CHECK(expected("plants:\n  - id: a\n    checks:\n    - |") == "keys: held_on by");
  CHECK(expected("plants:\n  - id: a\n    checks:\n      - by: self\n    |") == "keys: grade kind");
}

TEST_CASE("keys and values within brackets, over several lines too") {
  CHECK(expected("company: {|") == "keys: name roles");
  CHECK(expected("company: {name: 'a, {b', |") == "keys: roles");
  CHECK(expected("company: {name: x, roles: [|") == "value of company.roles.[]: maker seller");
  CHECK(expected("company: {roles: [maker, |") == "value of company.roles.[]: maker seller");
  CHECK(expected("company: {roles: [maker], |") == "keys: name");
  CHECK(expected("plants: [{id: a, kind: |") == "value of plants.[].kind: big small");
  CHECK(expected("plants: [{id: a}, {|") == "keys: id grade kind checks");
  CHECK(expected("plants:\n  - {id: a, checks: [{by: self,\n    |") == "keys: held_on");
  CHECK(expected("plants:\n  - id: a\n    checks: [{held_on: 2025-01-01, by: |") ==
        "value of plants.[].checks.[].by: self other");
}

TEST_CASE("values behind a key") {
  CHECK(expected("plants:\n  - id: a\n    kind: |") == "value of plants.[].kind: big small");
  CHECK(expected("plants:\n  - kind: b|") == "value of plants.[].kind: big small");
  CHECK(expected("company:\n  roles:\n    - |") == "value of company.roles.[]: maker seller");
  CHECK(expected("company:\n  roles:\n  - maker\n  - |") == "value of company.roles.[]: maker seller");
}

TEST_CASE("nothing in a remark, or where the schema knows nothing") {
  CHECK(expected("company: {} # |") == "nothing");
  CHECK(expected("x-own:\n  |") == "nothing");
  CHECK(expected("plants:\n  - id: a\n    nonsense: |") == "nothing");
}

TEST_CASE("a reader's cursor means the whole word") {
  using lsp::Cursor;
  CHECK(expected("plants:\n  - id: a\n    gr|ade: 3", Cursor::reads) == "key plants.[].grade: ");
  CHECK(expected("plants:\n  - {id: a, k|ind: big}", Cursor::reads) == "key plants.[].kind: big small");
  CHECK(expected("plants:\n  - kind: b|ig", Cursor::reads) == "value of plants.[].kind: big small");
  CHECK(expected("com|pany: {}", Cursor::reads) == "key company: ");
}

TEST_CASE("any text has an answer") {
  for (const char* text :
       {"|", "- - - |", "}]|", "{[{[|", ": |", "\"|", "'a|", "- {|\n", "a:\n\t|", "plants: {|", "\xff\xff|", "? |"}) {
    INFO(text);
    CHECK_FALSE(expected(text).empty());
  }
  std::string large = "plants: [";
  for (int at = 0; at < 20'000; ++at) large += fmt::format("\n  {{id: a{}, grade: 3}},", at);
  CHECK_FALSE(expected(large + "{|").empty());
}
