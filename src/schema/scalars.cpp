#include "schema/scalars.h"

#include <algorithm>
#include <charconv>
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
  const bool whole =
      number && *number == static_cast<double>(static_cast<std::int64_t>(std::clamp(*number, -9e15, 9e15)));
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

bool is_right_cell(source::Span cell, std::string_view text, const Type& type, calendar::Offset offset) {
  if (text.front() == '#' && is_cell_error(text)) return false;
  switch (type.kind) {
    case Kind::integer:
    case Kind::number: {
      std::string plain;
      const std::string_view number = number_of_cell(cell, text, plain);
      if (type.kind == Kind::integer && is_shortened(number)) return false;
      return to_number(number, type).has_value();
    }
    case Kind::boolean:
      return yaml::to_bool(text).has_value();
    case Kind::date:
      return cell_date(text).has_value();
    case Kind::date_time:
      return calendar::parse_timestamp(text, offset).has_value();
    case Kind::string:
      return is_right_text(text, type);
    default:
      return false;  // a list or an object has no place in a cell
  }
}

}  // namespace zhudun::schema
