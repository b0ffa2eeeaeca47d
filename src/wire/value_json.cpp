#include "wire/value_json.h"

#include <cmath>

#include "zhudun/cel/host.h"
#include "zhudun/cel/text.h"

namespace zhudun::wire {

using cel::Value;
using Kind = Value::Kind;

namespace {

Json floating_json(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return number;
}

Json any_json(const char* type, std::string text) {
  return {{"objectValue",
           {{"@type", std::string("type.googleapis.com/google.protobuf.") + type}, {"value", std::move(text)}}}};
}

Json list_json(const Value& list) {
  Json values = Json::array();
  for (std::size_t i = 0; i < list.size(); ++i) values.push_back(to_json(list.at(i)));
  return {{"listValue", {{"values", std::move(values)}}}};
}

Json map_json(const Value& map) {
  Json entries = Json::array();
  for (const Value::Entry& entry : map.entries())
    entries.push_back({{"key", to_json(entry.key)}, {"value", to_json(entry.value)}});
  return {{"mapValue", {{"entries", std::move(entries)}}}};
}

Json unknown_json(const Value& unknown) {
  Json paths = Json::array();
  for (const std::string& path : unknown.unknown_paths()) paths.push_back(path);
  return {{"unknown", std::move(paths)}};
}

}  // namespace

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return {{"nullValue", nullptr}};
    case Kind::boolean:
      return {{"boolValue", value.as_boolean()}};
    case Kind::integer:
      return {{"int64Value", std::to_string(value.as_integer())}};
    case Kind::uinteger:
      return {{"uint64Value", std::to_string(value.as_uinteger())}};
    case Kind::floating:
      return {{"doubleValue", floating_json(value.as_floating())}};
    case Kind::string:
      return {{"stringValue", std::string(value.as_string())}};
    case Kind::bytes:
      return {{"bytesValue", cel::base64_encode(value.as_string())}};
    case Kind::list:
      return list_json(value);
    case Kind::map:
      return map_json(value);
    case Kind::timestamp:
      return any_json("Timestamp", to_string(value));
    case Kind::duration:
      return any_json("Duration", to_string(value));
    case Kind::type:
      return {{"typeValue", std::string(cel::runtime_name(value.as_type()))}};
    case Kind::opaque:
      return {{value.opaque_type().type().name(), value.opaque_type().to_string(value.opaque_payload())}};
    case Kind::object:
      return {{"objectValue", {{"@type", std::string(value.host().type_name(value.host_id()))}}}};
    case Kind::optional:
      return {{"optionalValue", value.has_value() ? to_json(value.optional_value()) : Json()}};
    case Kind::error:
      return {{"error", value.error_message()}};
    case Kind::unknown:
      return unknown_json(value);
  }
  return nullptr;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string value_json(const Value& value) { return dump(to_json(value)); }

namespace {

constexpr int deepest = 64;

Json plain(const Value& value, const cel::TypeProvider* types, int depth);

Json plain_object(const Value& object, const cel::TypeProvider* types, int depth) {
  Json json = Json::object();
  const cel::Host& host = object.host();
  if (!types) return json;
  for (const std::string& name : types->field_names(host.type_name(object.host_id()))) {
    const auto slot = host.find_slot(object.host_id(), name);
    if (slot && host.has_field(object.host_id(), *slot))
      json[name] = plain(host.field(object.host_id(), *slot), types, depth + 1);
  }
  return json;
}

Json plain_map(const Value& map, const cel::TypeProvider* types, int depth) {
  Json json = Json::object();
  for (const Value::Entry& entry : map.entries()) {
    const std::string key = entry.key.is(Kind::string) ? std::string(entry.key.as_string()) : to_string(entry.key);
    json[key] = plain(entry.value, types, depth + 1);
  }
  return json;
}

Json plain(const Value& value, const cel::TypeProvider* types, int depth) {
  if (depth > deepest) return nullptr;
  switch (value.kind()) {
    case Kind::null:
      return nullptr;
    case Kind::boolean:
      return value.as_boolean();
    case Kind::integer:
      return value.as_integer();
    case Kind::uinteger:
      return value.as_uinteger();
    case Kind::floating:
      return floating_json(value.as_floating());
    case Kind::string:
      return std::string(value.as_string());
    case Kind::bytes:
      return cel::base64_encode(value.as_string());
    case Kind::map:
      return plain_map(value, types, depth);
    case Kind::object:
      return plain_object(value, types, depth);
    case Kind::type:
      return std::string(cel::runtime_name(value.as_type()));
    case Kind::optional:
      return value.has_value() ? plain(value.optional_value(), types, depth + 1) : Json();
    case Kind::error:
      return {{"error", value.error_message()}};
    case Kind::unknown:
      return unknown_json(value);
    case Kind::list: {
      Json json = Json::array();
      for (std::size_t i = 0; i < value.size(); ++i) json.push_back(plain(value.at(i), types, depth + 1));
      return json;
    }
    default:
      return to_string(value);
  }
}

}  // namespace

std::string plain_json(const Value& value, const cel::TypeProvider* types) { return dump(plain(value, types, 0)); }

}  // namespace zhudun::wire
