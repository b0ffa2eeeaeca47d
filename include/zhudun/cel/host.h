// What a host implements so that its data is read in place: objects and lists it owns (Host), what fields their types
// have (TypeProvider), and types of its own whose values fit in 64 bits (OpaqueType).
// A Host must outlive every Value that views it; all methods are const and may be called from several threads.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/type.h"
#include "zhudun/cel/value.h"

namespace zhudun::cel {

class Host {
 public:
  virtual ~Host() = default;
  // The value of a field by the slot its TypeProvider gave; Value::absent(*this, id, slot) where the object lacks it.
  virtual Value field(std::uint32_t id, std::uint32_t slot) const = 0;
  virtual bool has_field(std::uint32_t id, std::uint32_t slot) const = 0;
  // The same by name, for an operand whose type was not known when checked; nothing: the type has no such field.
  virtual std::optional<std::uint32_t> find_slot(std::uint32_t id, std::string_view field) const = 0;
  virtual std::string_view type_name(std::uint32_t id) const = 0;
  virtual bool is_of(std::uint32_t id, std::string_view type) const { return type_name(id) == type; }
  // The field of an object, and whether that is of the type of that name: if not, null.
  virtual Value field_of(std::uint32_t id, std::string_view type, std::uint32_t slot, bool& is) const {
    is = is_of(id, type);
    return is ? field(id, slot) : Value();
  }
  virtual std::string path(std::uint32_t id, std::uint32_t slot) const = 0;  // of a field, for who declares it
  virtual bool equal(std::uint32_t id, const Host& other, std::uint32_t other_id) const {
    return this == &other && id == other_id;
  }
  // Lists.
  virtual std::size_t size(std::uint32_t id) const = 0;
  virtual Value at(std::uint32_t id, std::size_t index) const = 0;
};

struct Field {
  Type type;
  std::uint32_t slot = 0;
};

class TypeProvider {
 public:
  virtual ~TypeProvider() = default;
  virtual std::optional<Field> find_field(std::string_view object, std::string_view field) const = 0;
  virtual std::vector<std::string> field_names(std::string_view object) const = 0;  // for "did you mean"
  virtual bool has_object(std::string_view object) const = 0;
};

class OpaqueType {
 public:
  virtual ~OpaqueType() = default;
  virtual Type type() const = 0;  // Type::opaque("date")
  virtual bool equal(std::int64_t a, std::int64_t b) const { return a == b; }
  virtual bool ordered() const { return false; }  // then <, <=, >, >= are declared for it
  virtual std::strong_ordering compare(std::int64_t a, std::int64_t b) const { return a <=> b; }
  virtual std::string to_string(std::int64_t value) const = 0;
};

}  // namespace zhudun::cel
