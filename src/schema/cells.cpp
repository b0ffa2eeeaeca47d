#include "schema/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace zhudun::schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// Takes a number of at most so many digits from the front.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + std::min(text.size(), most), value);
  if (fault != std::errc() || text.front() == '-') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::optional<calendar::Date> cell_date(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 3>, 4> marks = {
      {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
  const auto year = text.size() > 4 && all_digits(text.substr(0, 4)) ? take_number(text, 4) : std::nullopt;
  if (!year) return std::nullopt;
  for (const auto& [first, second, last] : marks) {
    std::string_view rest = text;
    if (!take(rest, first)) continue;
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, second)) return std::nullopt;
    const auto day = take_number(rest, 2);
    if (!day || !take(rest, last)) return std::nullopt;
    const bool alone = rest.empty() || rest == " 0:00" || rest == " 00:00" || rest == " 0:00:00" || rest == " 00:00:00";
    return alone ? calendar::make_date(*year, *month, *day) : std::nullopt;
  }
  return std::nullopt;
}

std::string cell_number(source::Span cell, std::string_view text) {
  const std::string_view bytes = cell.file->bytes();
  const bool before = cell.begin > 0 && bytes[cell.begin - 1] == ',';
  const bool after = cell.end < bytes.size() && bytes[cell.end] == ',';
  return (before || after) && is_grouped(text) ? without_commas(text) : std::string(text);
}

bool is_shortened(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  return exponent != std::string_view::npos && exponent > 0 && is_digit(text[exponent - 1]) &&
         text.substr(exponent + 1).starts_with('+');
}

bool is_cell_error(std::string_view text) {
  constexpr std::array<std::string_view, 9> errors = {"#REF!", "#N/A",   "#NAME?",        "#VALUE!", "#DIV/0!",
                                                      "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"};
  if (std::find(errors.begin(), errors.end(), text) != errors.end()) return true;
  return text.size() >= 3 && text.find_first_not_of('#') == std::string_view::npos;
}

bool is_grouped(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point < text.size() && !all_digits(text.substr(point + 1))) return false;
  std::string_view whole = text.substr(0, point);
  const std::size_t first = whole.find(',');
  if (first == std::string_view::npos || first > 3 || !all_digits(whole.substr(0, first))) return false;
  for (whole.remove_prefix(first); !whole.empty(); whole.remove_prefix(4)) {
    if (whole.size() < 4 || whole[0] != ',' || !all_digits(whole.substr(1, 3))) return false;
  }
  return true;
}

std::string without_commas(std::string_view text) {
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), ','), plain.end());
  return plain;
}

std::string half_width(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool wide = at + 2 < text.size() && text.substr(at, 2) == "\xEF\xBC";  // U+FF01 to U+FF3F
    if (wide) plain += static_cast<char>(static_cast<unsigned char>(text[at + 2]) - 0x60);
    if (!wide) plain += text[at];
    at += wide ? 2 : 0;
  }
  return plain;
}

std::string day_number_advice(std::string_view text) {
  constexpr std::int64_t least = 18'264;  // 1950 to 2149
  constexpr std::int64_t most = 91'313;
  const auto number = all_digits(text) && text.size() == 5 ? take_number(text, 5) : std::nullopt;
  if (!number || *number < least || *number > most) return {};
  const auto day =
      calendar::add(*calendar::make_date(1899, 12, 30), calendar::Days(static_cast<std::int32_t>(*number)));
  return fmt::format("a spreadsheet's number for a day: format the column as a date, or write {}",
                     calendar::to_string(*day));
}

}  // namespace zhudun::schema
