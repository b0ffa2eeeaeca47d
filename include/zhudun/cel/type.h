// A type of the Common Expression Language. Eight bytes, compared by identity: equal types are one object for the life
// of the process. to_string and parse_type speak CEL's notation: `map(string, list(int))`, `wrapper(int)`, `date`.
// An object's fields and an opaque type's values are known to the host alone (host.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::cel {

class Type {
 public:
  enum class Kind : std::uint8_t {
    error,  // stands for a part that did not check; fits everywhere, so that one mistake is told once
    dyn,
    null,
    boolean,
    integer,
    uinteger,
    floating,
    string,
    bytes,
    timestamp,
    duration,
    list,
    map,
    type,
    wrapper,  // of a primitive: that or null
    object,
    opaque,
    parameter,
  };
  struct Data;

  Type() : Type(dyn()) {}
  static Type error();
  static Type dyn();
  static Type null();
  static Type boolean();
  static Type integer();
  static Type uinteger();
  static Type floating();
  static Type string();
  static Type bytes();
  static Type timestamp();
  static Type duration();
  static Type list(Type element);
  static Type map(Type key, Type value);
  static Type type(Type of);  // the type of types; type(dyn) when it is not known which
  static Type wrapper(Type primitive);
  static Type object(std::string_view name);
  static Type opaque(std::string_view name, std::vector<Type> parameters = {});
  static Type optional(Type of) { return opaque("optional_type", {of}); }
  static Type parameter(std::string_view name);

  Kind kind() const;
  const std::string& name() const;           // of object, opaque and parameter; of others as CEL writes it
  std::span<const Type> parameters() const;  // list: element; map: key, value; type, wrapper: of; opaque: its own
  Type element() const { return parameters()[0]; }
  bool is_optional() const;
  bool is_open() const;  // a parameter, or made of one
  bool operator==(const Type& other) const { return data_ == other.data_; }
  const Data* identity() const { return data_; }

 private:
  friend struct TypePool;
  friend class Value;
  explicit Type(const Data* data) : data_(data) {}
  const Data* data_;
};

std::string to_string(Type type);
// What `type(x)` prints, without parameters: `null_type`, `list`, `google.protobuf.Timestamp`.
std::string_view runtime_name(Type type);
// Reads CEL's notation; a capital letter alone is a type parameter, any other unknown name is an opaque type,
// `object(name)` an object. Nothing if it does not parse.
std::optional<Type> parse_type(std::string_view text);

}  // namespace zhudun::cel
