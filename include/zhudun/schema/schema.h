// What a declaration may hold: the structural part of JSON Schema 2020-12, read from YAML.
// In: a located tree. Out: a flat table of types, ids are indexes, the root is type 0.
// zhudun's conventions, on top of JSON Schema: objects are closed, keys that begin with `x-` are the user's own, and
// null and the empty string are absent. Lists whose items require `id` are keyed by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/pattern/pattern.h"
#include "zhudun/source/language.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::schema {

using TypeId = std::uint32_t;

enum class Kind : std::uint8_t { object, array, string, integer, number, boolean, date, date_time };

struct Property {
  std::string name;
  TypeId type = 0;
  bool required = false;
  source::Text description;
  std::vector<std::string> columns;  // x-column: other names of this property as a column of a table
};

struct EnumValue {
  std::string value;
  source::Text title;
};

struct Type {
  Kind kind = Kind::object;
  std::string name;                         // an object's name in expressions: its place in the schema
  std::vector<Property> properties;         // object
  TypeId items = 0;                         // array
  bool keyed = false;                       // array: items are objects that require `id`
  bool table = false;                       // array: may instead be the path of a CSV file
  std::string path;                         // array: x-path, the section's path when it is not the place of the list
  std::vector<EnumValue> values;            // string: the only values allowed, if any
  std::optional<pattern::Pattern> pattern;  // string
  std::string pattern_text;
  std::string format;                      // string: uscc, path or nothing
  std::optional<double> minimum, maximum;  // integer, number
  std::optional<std::int64_t> constant;    // integer: the only value
  std::size_t minimum_size = 0;            // minItems or minLength
  source::Text description;
};

class Schema {
 public:
  static constexpr TypeId kRoot = 0;
  // A fact says in four bytes which type it is of, and which property.
  static constexpr std::size_t kMostTypes = 1U << 16U, kMostProperties = 1U << 14U;
  // Problems of the schema are reported where they stand in it; nullopt if there is an error.
  static std::optional<Schema> from_yaml(const yaml::Tree& tree, diag::Diagnostics& diagnostics);

  // The same from the types of another.
  static Schema of_types(std::vector<Type> types) {
    Schema schema;
    schema.types_ = std::move(types);
    schema.number_properties();
    return schema;
  }

  const Type& type(TypeId id) const { return types_[id]; }
  const std::vector<Type>& types() const { return types_; }
  std::size_t size() const { return types_.size(); }
  // The slot of a property in its object's type, if it has one of that name.
  // `from`: the one to look at first.
  static std::optional<std::uint32_t> slot(const Type& object, std::string_view property, std::uint32_t from = 0);
  // The object type of that name.
  std::optional<TypeId> find(std::string_view name) const;
  // The slot of its `id`, if an object has one.
  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;
  std::uint32_t id_slot(TypeId object) const { return id_slots_[object]; }
  // The properties of all types, numbered one behind the other: how many there are, and the number of a type's first.
  std::size_t properties() const { return first_properties_.back(); }
  std::uint32_t first_property(TypeId object) const { return first_properties_[object]; }

 private:
  friend class SchemaReader;
  void number_properties();

  std::vector<Type> types_;
  std::vector<std::uint32_t> id_slots_;
  std::vector<std::uint32_t> first_properties_{0};  // and their number, last
};

// What a type is called in a message: `a date (YYYY-MM-DD)`, `one of low, high`.
std::string expectation(const Type& type);

}  // namespace zhudun::schema
