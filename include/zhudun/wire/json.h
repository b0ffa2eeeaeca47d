// A JSON text read: any value, asked for what it holds. In: bytes. Out: a value, or nothing if they are no JSON.
// Questions never fail: what is not there, or is of another kind, is null, empty or absent. Whatever lies deeper than
// kDeepest is null.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zhudun::wire {

class JsonValue {
 public:
  static constexpr int kDeepest = 200;

  static std::optional<JsonValue> parse(std::string_view text);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_true() const;
  const std::string* string() const { return std::get_if<std::string>(&value_); }
  std::optional<std::int64_t> integer() const;  // also a number such as 3.0

  const JsonValue& operator[](std::string_view key) const;
  bool has(std::string_view key) const;
  const std::vector<JsonValue>& items() const;  // of an array

  friend bool operator==(const JsonValue&, const JsonValue&) = default;

 private:
  friend class JsonReader;
  using Array = std::vector<JsonValue>;
  using Object = std::map<std::string, JsonValue, std::less<>>;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace zhudun::wire
