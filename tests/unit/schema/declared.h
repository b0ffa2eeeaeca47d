// A schema with one property of every kind, and declarations read against it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/told.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/parse.h"

namespace declared {

using namespace zhudun;
using support::Told;

inline constexpr const char* kSchema = R"(
type: object
required: [v]
properties:
  v: {type: integer, const: 1}
  text: {type: string}
  number: {type: number, minimum: 0}
  whole: {type: integer, minimum: 1, maximum: 5}
  many: {type: integer, minimum: 0}
  flag: {type: boolean}
  day: {type: string, format: date}
  at: {type: string, format: date-time}
  code: {type: string, format: uscc}
  path: {type: string, format: path}
  word: {$ref: '#/$defs/word'}
  short: {type: string, pattern: '^[a-z]+$'}
  days: {type: array, items: {type: string, format: date}}
  words: {type: array, minItems: 2, items: {$ref: '#/$defs/word'}}
  part:
    type: object
    required: [name]
    properties:
      name: {type: string}
      inner: {type: array, items: {$ref: '#/$defs/node'}}
  keyed: {type: array, items: {$ref: '#/$defs/node'}}
  loose: {type: array, items: {type: object, properties: {day: {type: string, format: date}}}}
  elsewhere:
    type: object
    properties: {list: {type: array, x-path: elsewhere, items: {$ref: '#/$defs/node'}}}
$defs:
  word:
    type: string
    enum: [low, high]
    x-enum-titles: {low: {zh: 低, en: not much}, high: {zh: 高, en: a lot}}
  node:
    type: object
    required: [id]
    properties:
      id: {type: string, pattern: '^[^/[:cntrl:]]+$'}
      day: {type: string, format: date}
      below: {type: array, items: {$ref: '#/$defs/node'}}
      none: {type: array, items: {type: object, properties: {x: {type: integer}}}}
)";

struct Read {
  std::unique_ptr<source::File> file;
  std::optional<yaml::Tree> tree;
  diag::Diagnostics diagnostics;
  std::optional<schema::Document> document;

  std::vector<Told> told() const { return support::told(diagnostics); }
};

struct Loaded {
  std::unique_ptr<source::File> file;
  std::optional<yaml::Tree> tree;
  diag::Diagnostics diagnostics;
  std::optional<schema::Schema> schema;

  std::vector<Told> told() const { return support::told(diagnostics); }
};

inline Loaded load(const std::string& text) {
  Loaded loaded;
  loaded.file = std::make_unique<source::File>("schema.yaml", text);
  loaded.tree = yaml::parse(*loaded.file, loaded.diagnostics);
  REQUIRE(loaded.tree);
  loaded.schema = schema::Schema::from_yaml(*loaded.tree, loaded.diagnostics);
  return loaded;
}

inline const schema::Schema& sample() {
  static const Loaded loaded = load(kSchema);
  REQUIRE(loaded.schema);
  return *loaded.schema;
}

inline Read read(const std::string& text, const schema::Schema& schema = sample()) {
  Read result;
  result.file = std::make_unique<source::File>("a.yaml", text);
  result.tree = yaml::parse(*result.file, result.diagnostics);
  INFO(text);
  REQUIRE(result.tree);
  schema::ReadOptions options;
  options.offset = calendar::Offset{480};
  result.document = schema::Document::from_yaml(*result.tree, schema, options, result.diagnostics);
  CHECK(result.document.has_value() == result.told().empty());
  return result;
}

// The fact that keys and indexes lead to, such as part, inner, 0; kAbsent where one is absent.
inline schema::FactId fact(const schema::Document& document, const std::vector<std::string>& steps) {
  schema::FactId at = schema::kRootFact;
  for (const std::string& step : steps) {
    if (at == schema::kAbsent) return at;
    if (document.type(at).kind == schema::Kind::array) {
      const std::size_t index = std::stoul(step);
      at = index < document.size(at) ? document.item(at, index) : schema::kAbsent;
    } else {
      const auto slot = schema::Schema::slot(document.type(at), step);
      REQUIRE(slot);
      at = document.field(at, *slot);
    }
  }
  return at;
}

}  // namespace declared
