#include "zhudun/wire/json.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace zhudun::wire {

class JsonReader {
 public:
  static JsonValue read(const nlohmann::json& json, int depth) {
    JsonValue value;
    if (depth > JsonValue::kDeepest) return value;
    if (json.is_boolean()) value.value_ = json.get<bool>();
    if (json.is_number_float() || json.is_number_unsigned()) value.value_ = json.get<double>();
    const bool fits = json.is_number_integer() &&
                      (!json.is_number_unsigned() ||
                       json.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    if (fits) value.value_ = json.get<std::int64_t>();
    if (json.is_string()) value.value_ = json.get<std::string>();
    if (json.is_array()) {
      JsonValue::Array items;
      for (const nlohmann::json& item : json) items.push_back(read(item, depth + 1));
      value.value_ = std::move(items);
    }
    if (json.is_object()) {
      JsonValue::Object members;
      for (const auto& [key, member] : json.items()) members.emplace(key, read(member, depth + 1));
      value.value_ = std::move(members);
    }
    return value;
  }
};

std::optional<JsonValue> JsonValue::parse(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : std::optional(JsonReader::read(json, 0));
}

bool JsonValue::is_true() const {
  const bool* truth = std::get_if<bool>(&value_);
  return truth && *truth;
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (const auto* whole = std::get_if<std::int64_t>(&value_)) return *whole;
  constexpr double largest = 9007199254740992;  // beyond 2^53 a double no longer tells whole numbers apart
  const double* number = std::get_if<double>(&value_);
  if (!number || std::trunc(*number) != *number || std::abs(*number) > largest) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

const JsonValue& JsonValue::operator[](std::string_view key) const {
  static const JsonValue null;
  const auto* members = std::get_if<Object>(&value_);
  if (!members) return null;
  const auto found = members->find(key);
  return found == members->end() ? null : found->second;
}

bool JsonValue::has(std::string_view key) const {
  const auto* members = std::get_if<Object>(&value_);
  return members && members->contains(key);
}

const std::vector<JsonValue>& JsonValue::items() const {
  static const Array none;
  const auto* items = std::get_if<Array>(&value_);
  return items ? *items : none;
}

}  // namespace zhudun::wire
