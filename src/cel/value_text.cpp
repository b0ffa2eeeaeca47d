// Types and texts of values.
#include <fmt/format.h>

#include <cmath>

#include "cel/moment.h"
#include "cel/quote.h"
#include "zhudun/cel/host.h"

namespace zhudun::cel {

using Kind = Value::Kind;

Type type_of(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return Type::null();
    case Kind::boolean:
      return Type::boolean();
    case Kind::integer:
      return Type::integer();
    case Kind::uinteger:
      return Type::uinteger();
    case Kind::floating:
      return Type::floating();
    case Kind::string:
      return Type::string();
    case Kind::bytes:
      return Type::bytes();
    case Kind::list:
      return Type::list(Type::dyn());
    case Kind::map:
      return Type::map(Type::dyn(), Type::dyn());
    case Kind::timestamp:
      return Type::timestamp();
    case Kind::duration:
      return Type::duration();
    case Kind::type:
      return Type::type(Type::dyn());
    case Kind::opaque:
      return value.opaque_type().type();
    case Kind::object:
      return Type::object(value.host().type_name(value.host_id()));
    case Kind::optional:
      return Type::optional(Type::dyn());
    case Kind::error:
      return Type::error();
    case Kind::unknown:
      return Type::dyn();
  }
  return Type::dyn();
}

std::string floating_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", number);
}

namespace {

std::string list_text(const Value& list) {
  std::string text = "[";
  for (std::size_t i = 0; i < list.size(); ++i) text += (i > 0 ? ", " : "") + to_string(list.at(i));
  return text + "]";
}

std::string map_text(const Value& map) {
  std::string text = "{";
  for (const Value::Entry& entry : map.entries())
    text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", to_string(entry.key), to_string(entry.value));
  return text + "}";
}

std::string unknown_text(const Value& unknown) {
  std::string text;
  for (const std::string& path : unknown.unknown_paths()) text += (text.empty() ? "" : ", ") + path;
  return "unknown(" + text + ")";
}

}  // namespace

std::string to_string(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return value.as_boolean() ? "true" : "false";
    case Kind::integer:
      return std::to_string(value.as_integer());
    case Kind::uinteger:
      return std::to_string(value.as_uinteger()) + "u";
    case Kind::floating: {
      std::string text = floating_text(value.as_floating());
      // A whole number of type double shows its type, as a literal would.
      return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
    }
    case Kind::string:
      return quoted(value.as_string());
    case Kind::bytes:
      return quoted_bytes(value.as_string());
    case Kind::list:
      return list_text(value);
    case Kind::map:
      return map_text(value);
    case Kind::timestamp:
      return format_timestamp(value.seconds(), value.nanos());
    case Kind::duration:
      return format_duration(value.seconds(), value.nanos());
    case Kind::type:
      return to_string(value.as_type());
    case Kind::opaque:
      return value.opaque_type().to_string(value.opaque_payload());
    case Kind::object:
      return std::string(value.host().type_name(value.host_id())) + "{...}";
    case Kind::optional:
      return value.has_value() ? "optional(" + to_string(value.optional_value()) + ")" : "optional.none()";
    case Kind::error:
      return fmt::format("error({}: {})", to_string(value.error_code()), value.error_message());
    case Kind::unknown:
      return unknown_text(value);
  }
  return {};
}

}  // namespace zhudun::cel
