#include <charconv>

#include "wire/value_json.h"
#include "zhudun/cel/host.h"
#include "zhudun/cel/text.h"

namespace zhudun::wire {

using cel::Value;

namespace {

constexpr int deepest = 100;

template <typename T>
std::optional<T> number_in(const Json& json) {
  if (json.is_number_unsigned() &&
      json.get<std::uint64_t>() <= static_cast<std::uint64_t>(std::numeric_limits<T>::max()))
    return static_cast<T>(json.get<std::uint64_t>());
  if (json.is_number_integer() && !json.is_number_unsigned() && std::numeric_limits<T>::is_signed)
    return static_cast<T>(json.get<std::int64_t>());
  if (!json.is_string()) return std::nullopt;
  const std::string text = json.get<std::string>();
  T value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::nullopt_t ValueReader::wrong(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
  return std::nullopt;
}

std::optional<Value> ValueReader::value(const Json& json, int depth) {
  if (depth > deepest) return wrong("a value nests deeper than 100");
  if (!json.is_object() || json.size() != 1) return wrong("a value is an object with one key such as `int64Value`");
  const std::string kind = json.begin().key();
  const Json& content = json.begin().value();
  if (kind == "nullValue") return Value::null();
  if (kind == "boolValue")
    return content.is_boolean() ? std::optional(Value::boolean(content.get<bool>()))
                                : wrong("`boolValue` is true or false");
  if (kind == "int64Value" || kind == "uint64Value") return number(kind, content);
  if (kind == "doubleValue") return floating(content);
  if (kind == "listValue") return list(content, depth);
  if (kind == "mapValue") return map(content, depth);
  if (kind == "objectValue") return any(content, depth);
  if (kind == "optionalValue") {
    if (content.is_null()) return Value::optional_none();
    const auto inner = value(content, depth + 1);
    return inner ? std::optional(Value::optional_of(*inner)) : std::nullopt;
  }
  if (kind == "enumValue" && content.is_object()) return number("int64Value", content.value("value", Json(0)));
  if (!content.is_string()) return wrong("`" + kind + "` is no value this reads, or not text");
  const std::string text = content.get<std::string>();
  if (kind == "stringValue") return Value::string(text);
  if (kind == "bytesValue") {
    auto data = cel::base64_decode(text);
    return data ? std::optional(Value::bytes(std::move(*data))) : wrong("`bytesValue` is base64");
  }
  if (kind == "typeValue") {
    const auto type = setup_.environment.find_type(text);
    return type ? std::optional(Value::type(*type)) : wrong("`" + text + "` is no type");
  }
  return opaque(kind, content);
}

std::optional<Value> ValueReader::number(const std::string& kind, const Json& json) {
  if (kind == "int64Value") {
    if (const auto number = number_in<std::int64_t>(json)) return Value::integer(*number);
  } else if (const auto number = number_in<std::uint64_t>(json)) {
    return Value::uinteger(*number);
  }
  return wrong("`" + kind + "` is not a number that fits");
}

std::optional<Value> ValueReader::floating(const Json& json) {
  if (json.is_number()) return Value::floating(json.get<double>());
  if (const auto number = number_in<double>(json)) return Value::floating(*number);
  return wrong("`doubleValue` is a number, NaN, Infinity or -Infinity");
}

std::optional<Value> ValueReader::list(const Json& json, int depth) {
  std::vector<Value> items;
  const auto values = json.is_object() ? json.find("values") : json.end();
  if (!json.is_object() || (values != json.end() && !values->is_array()))
    return wrong("`listValue` is {\"values\": [...]}");
  if (values == json.end()) return Value::list({});
  for (const Json& one : *values) {
    auto item = value(one, depth + 1);
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
  }
  return Value::list(std::move(items));
}

std::optional<Value> ValueReader::map(const Json& json, int depth) {
  std::vector<Value::Entry> entries;
  const auto list = json.is_object() ? json.find("entries") : json.end();
  if (!json.is_object() || (list != json.end() && !list->is_array()))
    return wrong("`mapValue` is {\"entries\": [...]}");
  if (list == json.end()) return Value::map({});
  for (const Json& one : *list) {
    if (!one.is_object() || !one.contains("key") || !one.contains("value"))
      return wrong("an entry of `mapValue` has `key` and `value`");
    auto key = value(one.at("key"), depth + 1);
    auto item = key ? value(one.at("value"), depth + 1) : std::nullopt;
    if (!item) return std::nullopt;
    const auto kind = key->kind();
    if (kind != Value::Kind::boolean && kind != Value::Kind::integer && kind != Value::Kind::uinteger &&
        kind != Value::Kind::string)
      return wrong("a map's key is a bool, int, uint or string");
    entries.push_back({std::move(*key), std::move(*item)});
  }
  const std::size_t count = entries.size();
  Value result = Value::map(std::move(entries));
  return result.size() == count ? std::optional(std::move(result)) : wrong("a key is repeated in `mapValue`");
}

// A protobuf Any: the moments, and the wrappers of plain values.
std::optional<Value> ValueReader::any(const Json& json, int depth) {
  if (!json.is_object() || !json.contains("@type") || !json.at("@type").is_string())
    return wrong("`objectValue` has an `@type`");
  std::string type = json.at("@type").get<std::string>();
  type.erase(0, type.rfind('/') + 1);
  const auto found = json.find("value");
  const Json content = found == json.end() ? Json() : *found;
  const std::string text = content.is_string() ? content.get<std::string>() : std::string();
  if (type == "google.protobuf.Timestamp") return call("timestamp", text);
  if (type == "google.protobuf.Duration") return call("duration", text);
  const std::pair<const char*, const char*> wrappers[] = {
      {"BoolValue", "boolValue"},     {"Int64Value", "int64Value"},   {"Int32Value", "int64Value"},
      {"UInt64Value", "uint64Value"}, {"UInt32Value", "uint64Value"}, {"DoubleValue", "doubleValue"},
      {"FloatValue", "doubleValue"},  {"StringValue", "stringValue"}, {"BytesValue", "bytesValue"}};
  for (const auto& [name, kind] : wrappers) {
    if (type == std::string("google.protobuf.") + name) return value(Json{{kind, content}}, depth + 1);
  }
  return wrong("protobuf messages such as `" + type + "` are not read");
}

std::optional<Value> ValueReader::call(const char* function, const std::string& text) {
  Value value = std::string_view(function) == "timestamp" ? cel::read_timestamp(text) : cel::read_duration(text);
  if (value.is(Value::Kind::error)) return wrong(value.error_message());
  return value;
}

std::optional<Value> ValueReader::opaque(const std::string& kind, const Json& json) {
  for (const OpaqueText& one : setup_.opaque_texts) {
    if (one.type->type().name() != kind) continue;
    const auto payload = one.parse(json.get<std::string>());
    return payload ? std::optional(Value::opaque(*one.type, *payload))
                   : wrong("`" + json.get<std::string>() + "` is no " + kind);
  }
  return wrong("`" + kind + "` is no kind of value");
}

namespace {

// An ErrorSet's first message, or the text itself.
std::string error_text(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object()) return "error";
  const auto errors = json.find("errors");
  if (errors == json.end() || !errors->is_array() || errors->empty() || !errors->at(0).is_object()) return "error";
  const auto message = errors->at(0).find("message");
  return message != errors->at(0).end() && message->is_string() ? message->get<std::string>() : "error";
}

}  // namespace

std::optional<Value> ValueReader::binding(const std::string& name, const Json& json) {
  if (!json.is_object() || json.size() != 1) return wrong("the binding `" + name + "` is an object with one key");
  const std::string kind = json.begin().key();
  const Json& content = json.begin().value();
  if (kind == "value") return value(content);
  if (kind == "error") return Value::error(cel::ErrorCode::host, error_text(content));
  if (kind != "unknown") return value(json);
  // Not extendable: a binding that is unknown may have any fields, so none is known to be absent.
  std::vector<std::string> paths;
  for (const Json& path : content.is_array() ? content : Json::array()) {
    if (path.is_string()) paths.push_back(path.get<std::string>());
  }
  if (paths.empty()) paths.push_back(name);
  return Value::unknown(std::move(paths));
}

}  // namespace zhudun::wire
