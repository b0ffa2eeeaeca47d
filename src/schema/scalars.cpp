#include "schema/scalars.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <string>

#include "schema/cells.h"
#include "schema/formats.h"
#include "zhudun/source/same.h"
#include "zhudun/yaml/core.h"

namespace zhudun::schema {
namespace {

// Digits alone, few enough to be exact in a double.
std::optional<std::int64_t> small_integer(std::string_view text) {
  constexpr std::size_t most = 15;
  if (text.empty() || text.size() > most) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool is_right_text(std::string_view text, const Type& type) {
  if (!type.values.empty()) {
    return std::any_of(type.values.begin(), type.values.end(),
                       [&](const EnumValue& value) { return source::same(value.value, text); });
  }
  if (type.format == "uscc" && !uscc_fault(text).empty()) return false;
  if (type.minimum_size > 1 && characters(text) < type.minimum_size) return false;
  return !type.pattern || type.pattern->found_in(text);
}

}  // namespace

std::optional<Number> to_number(std::string_view text, const Type& type) {
  const auto small = small_integer(text);
  const auto integer = small ? small : yaml::to_int(text);
  const auto number = small ? std::optional(static_cast<double>(*small)) : yaml::to_double(text);
  const bool whole = number && std::abs(*number) <= 9e15 &&  // neither infinite nor no number, which no integer holds
                     *number == static_cast<double>(static_cast<std::int64_t>(*number));
  const bool fits = type.kind == Kind::number ? number && *number - *number == 0 : integer || whole;
  const double value = number.value_or(0);
  const bool within = (!type.minimum || value >= *type.minimum) && (!type.maximum || value <= *type.maximum);
  if (!fits || !within || (type.constant && value != static_cast<double>(*type.constant))) return std::nullopt;
  if (type.kind == Kind::number) return Number{value, 0};
  return Number{value, integer ? *integer : static_cast<std::int64_t>(value)};
}

std::string_view number_of_cell(source::Span cell, std::string_view text, std::string& plain) {
  if (text.find(',') == std::string_view::npos) return text;
  plain = cell_number(cell, text);
  return plain;
}

std::optional<std::int64_t> value_of_cell(source::Span cell, std::string_view text, const Type& type,
                                          calendar::Offset offset) {
  if (text.front() == '#' && is_cell_error(text)) return std::nullopt;
  switch (type.kind) {
    case Kind::integer:
    case Kind::number: {
      std::string plain;
      const std::string_view digits = number_of_cell(cell, text, plain);
      const bool integer = type.kind == Kind::integer;
      const auto number = integer && is_shortened(digits) ? std::nullopt : to_number(digits, type);
      if (!number) return std::nullopt;
      return integer ? number->integer : std::bit_cast<std::int64_t>(number->value);
    }
    case Kind::boolean:
      if (const auto truth = yaml::to_bool(text)) return *truth ? 1 : 0;
      return std::nullopt;
    case Kind::date:
      if (const auto date = cell_date(text)) return date->serial();
      return std::nullopt;
    case Kind::date_time:
      if (const auto time = calendar::parse_timestamp(text, offset))
        return time->at.seconds * 2 + (time->whole_day ? 1 : 0);
      return std::nullopt;
    case Kind::string:
      if (is_right_text(text, type)) return 0;
      return std::nullopt;
    default:
      return std::nullopt;  // a list or an object has no place in a cell
  }
}

}  // namespace zhudun::schema
