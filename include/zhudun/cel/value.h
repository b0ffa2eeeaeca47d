// A value of the Common Expression Language: 24 bytes, copied in O(1), never changed once made.
// Strings and bytes are owned or borrowed (the host keeps them alive); lists and objects may be views of host data.
// Errors and unknowns are values. An accessor must only be called on its own kind.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zhudun/cel/type.h"
#include "zhudun/source/file.h"

namespace zhudun::cel {

class Host;
class OpaqueType;
struct Payload;

enum class ErrorCode : std::uint8_t {
  no_such_overload,
  no_such_key,
  no_such_field,
  no_such_function,
  undeclared,
  divide_by_zero,
  overflow,
  range,
  invalid_argument,
  duplicate_key,
  limit,  // a bound of limits.h was reached; never absorbed by && or ||
  host,
};
// The code as users see it: `no_such_key`.
std::string_view to_string(ErrorCode code);

class UnknownPaths;

class Value {
 public:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,
    uinteger,
    floating,
    string,
    bytes,
    list,
    map,
    timestamp,
    duration,
    type,
    opaque,
    object,
    optional,
    error,
    unknown,
  };
  struct Entry;

  Value() noexcept = default;  // null
  Value(const Value& other) noexcept
      : kind_(other.kind_), flags_(other.flags_), small_(other.small_), word_(other.word_), second_(other.second_) {
    if (owned()) keep(second_.payload);
  }
  Value(Value&& other) noexcept
      : kind_(other.kind_), flags_(other.flags_), small_(other.small_), word_(other.word_), second_(other.second_) {
    other.kind_ = Kind::null;
    other.flags_ = 0;
  }
  Value& operator=(const Value& other) noexcept {
    if (this != &other) *this = Value(other);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(flags_, other.flags_);
    std::swap(small_, other.small_);
    std::swap(word_, other.word_);
    std::swap(second_, other.second_);
    return *this;
  }
  ~Value() {
    if (owned()) release(second_.payload);
  }

  static Value null() { return {}; }
  static Value boolean(bool value) {
    Value result;
    result.kind_ = Kind::boolean;
    result.word_.integer = value ? 1 : 0;
    return result;
  }
  static Value integer(std::int64_t value) {
    Value result;
    result.kind_ = Kind::integer;
    result.word_.integer = value;
    return result;
  }
  static Value uinteger(std::uint64_t value) {
    Value result;
    result.kind_ = Kind::uinteger;
    result.word_.uinteger = value;
    return result;
  }
  static Value floating(double value) {
    Value result;
    result.kind_ = Kind::floating;
    result.word_.floating = value;
    return result;
  }
  static Value string(std::string text);
  static Value bytes(std::string data);
  static Value joined(Kind kind, std::string_view left, std::string_view right);  // string or bytes
  // The caller keeps the bytes alive and unchanged.
  static Value borrowed_string(std::string_view text) {
    if (text.size() > longest) return too_long();
    Value result;
    result.kind_ = Kind::string;
    result.small_ = static_cast<std::uint32_t>(text.size());
    result.word_.text = text.data();
    return result;
  }
  static Value borrowed_bytes(std::string_view data);
  static Value timestamp(std::int64_t seconds, std::int32_t nanos = 0, bool whole_day = false) {
    Value result;
    result.kind_ = Kind::timestamp;
    result.flags_ = whole_day ? whole_day_flag : 0;
    result.small_ = static_cast<std::uint32_t>(nanos);
    result.word_.integer = seconds;
    return result;
  }
  // Nanoseconds of the same sign as seconds.
  static Value duration(std::int64_t seconds, std::int32_t nanos = 0) {
    Value result = timestamp(seconds, nanos);
    result.kind_ = Kind::duration;
    return result;
  }
  static Value list(std::vector<Value> items);
  static Value host_list(const Host& host, std::uint32_t id) {
    Value result = object(host, id);
    result.kind_ = Kind::list;
    return result;
  }
  static Value host_objects(const Host& host, std::vector<std::uint32_t> ids);  // a list of them
  static Value map(std::vector<Entry> entries);  // keys: bool, int, uint, string, each once (the first wins)
  static Value type(Type type);
  static Value opaque(const OpaqueType& type, std::int64_t payload) {
    Value result;
    result.kind_ = Kind::opaque;
    result.word_.integer = payload;
    result.second_.opaque = &type;
    return result;
  }
  static Value object(const Host& host, std::uint32_t id) {
    Value result;
    result.kind_ = Kind::object;
    result.small_ = id;
    result.second_.host = &host;
    return result;
  }
  static Value optional_none();
  static Value optional_of(Value value);
  static Value error(ErrorCode code, std::string message);
  static Value unknown(std::string path, bool extendable = true);
  // The extendable unknown of a field that an object lacks; its path is asked of the host when somebody wants it.
  static Value absent(const Host& host, std::uint32_t id, std::uint32_t slot) {
    Value result = object(host, id);
    result.kind_ = Kind::unknown;
    result.flags_ = extendable_flag;
    result.word_.uinteger = slot;
    return result;
  }
  static Value unknown(std::vector<std::string> paths);  // not extendable

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_true() const { return kind_ == Kind::boolean && word_.integer != 0; }
  bool is_false() const { return kind_ == Kind::boolean && word_.integer == 0; }
  bool as_boolean() const { return word_.integer != 0; }
  std::int64_t as_integer() const { return word_.integer; }
  std::uint64_t as_uinteger() const { return word_.uinteger; }
  double as_floating() const { return word_.floating; }
  std::string_view as_string() const { return {word_.text, small_}; }  // of string and bytes
  std::int64_t seconds() const { return word_.integer; }               // of timestamp and duration
  std::int32_t nanos() const { return static_cast<std::int32_t>(small_); }
  bool whole_day() const { return (flags_ & whole_day_flag) != 0; }
  Type as_type() const;
  const OpaqueType& opaque_type() const { return *second_.opaque; }
  std::int64_t opaque_payload() const { return word_.integer; }
  const Host& host() const { return *second_.host; }  // of object and of a list that is_host_list
  std::uint32_t host_id() const { return small_; }
  bool is_host_list() const { return kind_ == Kind::list && !owned(); }

  std::size_t size() const;                   // of list and map
  Value at(std::size_t index) const;          // of list
  std::span<const Entry> entries() const;     // of map, in the order built
  const Value* find(const Value& key) const;  // of map; numbers of different types that are equal are one key
  bool has_value() const;                     // of optional
  Value optional_value() const;

  ErrorCode error_code() const;
  const std::string& error_message() const;
  source::Span error_span() const;  // the sub-expression that failed, if it was evaluated from a text
  Value with_error_span(source::Span span) const;

  UnknownPaths unknown_paths() const;  // in the order read, each once
  bool extendable() const { return (flags_ & extendable_flag) != 0; }
  Value extended(std::string_view field) const;  // an unknown one field further; as it is if not extendable
  // The same unknown, no longer extendable.
  Value settled() const {
    Value result = *this;
    result.flags_ &= static_cast<std::uint8_t>(~extendable_flag);
    return result;
  }

 private:
  static constexpr std::uint8_t owned_flag = 1;
  static constexpr std::uint8_t whole_day_flag = 2;
  static constexpr std::uint8_t extendable_flag = 4;
  static constexpr std::uint8_t objects_flag = 8;  // of a list: of host_objects
  Value(Kind kind, Payload* payload) noexcept;
  static void keep(Payload* payload) noexcept;
  static void release(Payload* payload) noexcept;
  static Value text(Kind kind, std::string text);
  static Value too_long();
  static constexpr std::size_t longest = 0xffffffff;  // a length is kept in 32 bits; limits.h keeps real ones far below
  bool owned() const { return (flags_ & owned_flag) != 0; }
  template <typename P>
  const P& payload() const;

  Kind kind_ = Kind::null;
  std::uint8_t flags_ = 0;
  std::uint32_t small_ = 0;  // length, nanoseconds or host id
  union Word {
    std::int64_t integer = 0;
    std::uint64_t uinteger;
    double floating;
    const char* text;
    const Type::Data* type;
  } word_;
  union Second {
    Payload* payload = nullptr;
    const Host* host;
    const OpaqueType* opaque;
  } second_;
};

struct Value::Entry {
  Value key;
  Value value;
};

// A view of what an unknown names, to be used no longer than the unknown.
class UnknownPaths {
 public:
  explicit UnknownPaths(std::span<const std::string> many) : many_(many) {}
  explicit UnknownPaths(std::string one) : one_(std::move(one)) {}
  const std::string* begin() const { return many_.empty() ? &one_ : many_.data(); }
  const std::string* end() const { return begin() + size(); }
  std::size_t size() const { return std::max<std::size_t>(many_.size(), 1); }
  const std::string& front() const { return *begin(); }

 private:
  std::string one_;
  std::span<const std::string> many_;  // empty: it is the one
};

// CEL's ==: numbers by value across types, lists and maps by content, NaN equal to nothing.
bool equal(const Value& a, const Value& b);
// CEL's order of two values of one kind (or two numbers); nothing if they have none (or one is NaN).
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);
// The union of what both do not know, the left first; not extendable. Either may be any other value and adds nothing.
Value merge_unknowns(const Value& a, const Value& b);
// The type a value has when it runs: list(dyn), map(dyn, dyn).
Type type_of(const Value& value);
// For reading: `[1, "a", {"k": true}]`, timestamps and durations as CEL writes them.
std::string to_string(const Value& value);

}  // namespace zhudun::cel
