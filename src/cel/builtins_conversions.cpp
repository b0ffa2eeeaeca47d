// From one type to another. What does not fit is an error, never rounded into place.
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "cel/builtins.h"
#include "cel/moment.h"
#include "cel/quote.h"
#include "zhudun/source/text.h"

namespace zhudun::cel {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;

Value same(Context&, Arguments a) { return a[0]; }

Value range(const Value& value, const char* type) {
  return Value::error(ErrorCode::range, fmt::format("{} is out of the range of {}", to_string(value), type));
}

template <typename T>
std::optional<T> number_in(std::string_view text) {
  T value{};
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Value no_number(std::string_view text, const char* type) {
  return Value::error(ErrorCode::invalid_argument, fmt::format("`{}` is not {}", text, type));
}

Value double_to_int(Context&, Arguments a) {
  const double number = a[0].as_floating();
  if (!(number > -two_to_63 && number < two_to_63)) return range(a[0], "int");
  return Value::integer(static_cast<std::int64_t>(number));
}

Value double_to_uint(Context&, Arguments a) {
  const double number = a[0].as_floating();
  if (!(number >= 0 && number < two_to_64)) return range(a[0], "uint");
  return Value::uinteger(static_cast<std::uint64_t>(number));
}

Value uint_to_int(Context&, Arguments a) {
  if (a[0].as_uinteger() >= std::uint64_t{1} << 63) return range(a[0], "int");
  return Value::integer(static_cast<std::int64_t>(a[0].as_uinteger()));
}

Value int_to_uint(Context&, Arguments a) {
  if (a[0].as_integer() < 0) return range(a[0], "uint");
  return Value::uinteger(static_cast<std::uint64_t>(a[0].as_integer()));
}

Value string_to_int(Context&, Arguments a) {
  const auto number = number_in<std::int64_t>(a[0].as_string());
  return number ? Value::integer(*number) : no_number(a[0].as_string(), "an int");
}

Value string_to_uint(Context&, Arguments a) {
  const auto number = number_in<std::uint64_t>(a[0].as_string());
  return number ? Value::uinteger(*number) : no_number(a[0].as_string(), "a uint");
}

Value string_to_double(Context&, Arguments a) {
  const auto number = number_in<double>(a[0].as_string());
  return number ? Value::floating(*number) : no_number(a[0].as_string(), "a double");
}

Value string_to_bool(Context&, Arguments a) {
  const std::string_view text = a[0].as_string();
  for (const char* word : {"1", "t", "T", "true", "TRUE", "True"}) {
    if (text == word) return Value::boolean(true);
  }
  for (const char* word : {"0", "f", "F", "false", "FALSE", "False"}) {
    if (text == word) return Value::boolean(false);
  }
  return no_number(text, "a bool");
}

Value bytes_to_string(Context&, Arguments a) {
  if (source::first_invalid_utf8(a[0].as_string()))
    return Value::error(ErrorCode::invalid_argument, "invalid UTF-8 in bytes");
  return Value::string(std::string(a[0].as_string()));
}

Value string_to_bytes(Context&, Arguments a) { return Value::bytes(std::string(a[0].as_string())); }

Value number_to_string(Context&, Arguments a) {
  switch (a[0].kind()) {
    case Value::Kind::uinteger:
      return Value::string(std::to_string(a[0].as_uinteger()));
    case Value::Kind::floating:
      return Value::string(floating_text(a[0].as_floating()));
    default:
      return Value::string(to_string(a[0]));
  }
}

BuiltIn to_int() {
  return {"int",
          "a number as an int, towards zero; a moment as seconds since 1970; digits read",
          "int('42') == 42 && int(-1.9) == -1",
          {{"int64_to_int64", "(int) -> int", same},
           {"uint64_to_int64", "(uint) -> int", uint_to_int},
           {"double_to_int64", "(double) -> int", double_to_int},
           {"string_to_int64", "(string) -> int", string_to_int},
           {"timestamp_to_int64", "(timestamp) -> int",
            [](Context&, Arguments a) { return Value::integer(a[0].seconds()); }}}};
}

BuiltIn to_text() {
  BuiltIn row{
      "string",
      "a value as text",
      "string(1.5) == '1.5'",
      {{"string_to_string", "(string) -> string", same}, {"bytes_to_string", "(bytes) -> string", bytes_to_string}}};
  for (const char* type : {"bool", "int", "uint", "double", "timestamp", "duration"})
    row.overloads.push_back(
        {std::string(type) + "_to_string", "(" + std::string(type) + ") -> string", number_to_string});
  return row;
}

}  // namespace

std::vector<BuiltIn> conversion_builtins() {
  return {
      to_int(),
      {"uint",
       "a number as a uint, towards zero; digits read",
       "uint(3) == 3u",
       {{"uint64_to_uint64", "(uint) -> uint", same},
        {"int64_to_uint64", "(int) -> uint", int_to_uint},
        {"double_to_uint64", "(double) -> uint", double_to_uint},
        {"string_to_uint64", "(string) -> uint", string_to_uint}}},
      {"double",
       "a number as a double, digits read",
       "double(3) == 3.0",
       {{"double_to_double", "(double) -> double", same},
        {"int64_to_double", "(int) -> double",
         [](Context&, Arguments a) { return Value::floating(static_cast<double>(a[0].as_integer())); }},
        {"uint64_to_double", "(uint) -> double",
         [](Context&, Arguments a) { return Value::floating(static_cast<double>(a[0].as_uinteger())); }},
        {"string_to_double", "(string) -> double", string_to_double}}},
      to_text(),
      {"bytes",
       "a text's bytes in UTF-8",
       "bytes('a') == b'a'",
       {{"bytes_to_bytes", "(bytes) -> bytes", same}, {"string_to_bytes", "(string) -> bytes", string_to_bytes}}},
      {"bool",
       "`true`, `t`, `1` as true, `false`, `f`, `0` as false",
       "bool('true')",
       {{"bool_to_bool", "(bool) -> bool", same}, {"string_to_bool", "(string) -> bool", string_to_bool}}},
      {"timestamp",
       "a moment from RFC 3339 text or seconds since 1970",
       "timestamp('1970-01-01T00:00:05Z') == timestamp(5)",
       {{"timestamp_to_timestamp", "(timestamp) -> timestamp", same},
        {"string_to_timestamp", "(string) -> timestamp",
         [](Context&, Arguments a) { return read_timestamp(a[0].as_string()); }},
        {"int64_to_timestamp", "(int) -> timestamp",
         [](Context&, Arguments a) { return checked_timestamp(a[0].as_integer(), 0); }}}},
      {"duration",
       "a length of time from text such as `1h30m`",
       "duration('90m') == duration('1h30m')",
       {{"duration_to_duration", "(duration) -> duration", same},
        {"string_to_duration", "(string) -> duration",
         [](Context&, Arguments a) { return read_duration(a[0].as_string()); }}}},
      {"dyn", "the value, its type known only when it runs", "dyn(1) == dyn(1.0)", {{"to_dyn", "(A) -> dyn", same}}},
      {"type",
       "the type of a value",
       "type(1) == int",
       {{"type", "(A) -> type(A)", [](Context&, Arguments a) { return Value::type(type_of(a[0])); }}}},
  };
}

}  // namespace zhudun::cel
