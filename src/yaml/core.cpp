#include "zhudun/yaml/core.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace zhudun::yaml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view without_sign(std::string_view text) {
  const bool sign = !text.empty() && (text.front() == '-' || text.front() == '+');
  return text.substr(sign ? 1 : 0);
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// 0o17 and 0x1f; the core schema gives them no sign.
bool is_radix(std::string_view text, std::string_view prefix, std::string_view digits) {
  return text.size() > 2 && text.substr(0, 2) == prefix && text.find_first_not_of(digits, 2) == std::string_view::npos;
}
bool is_octal(std::string_view text) { return is_radix(text, "0o", "01234567"); }
bool is_hexadecimal(std::string_view text) { return is_radix(text, "0x", "0123456789abcdefABCDEF"); }
bool is_integer(std::string_view text) {
  return all_digits(without_sign(text)) || is_octal(text) || is_hexadecimal(text);
}

// Whether a text that is a number is one in decimal digits, without a sign: as nearly all are.
bool begins_decimal(std::string_view text) {
  return !text.empty() && is_digit(text.front()) && (text.size() < 2 || (text[1] != 'o' && text[1] != 'x'));
}

bool is_infinity(std::string_view text) { return is_one_of(without_sign(text), {".inf", ".Inf", ".INF"}); }
bool is_nan(std::string_view text) { return is_one_of(text, {".nan", ".NaN", ".NAN"}); }

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal(std::string_view text) {
  std::string_view rest = without_sign(text);
  const std::size_t exponent = rest.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!all_digits(without_sign(rest.substr(exponent + 1)))) return false;
    rest = rest.substr(0, exponent);
  }
  const std::size_t dot = rest.find('.');
  if (dot == std::string_view::npos) return all_digits(rest);
  const std::string_view whole = rest.substr(0, dot);
  const std::string_view part = rest.substr(dot + 1);
  if (whole.empty()) return all_digits(part);
  return all_digits(whole) && (part.empty() || all_digits(part));
}

template <typename T>
std::optional<T> digits(std::string_view text, int base) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// from_chars leaves its result alone when the value is out of range; the magnitude says which way it went.
double out_of_range(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  bool tiny = false;
  if (exponent != std::string_view::npos) {
    tiny = text[exponent + 1] == '-';
  } else {
    tiny = without_sign(text).find_first_not_of("0.") > without_sign(text).find('.');
  }
  const double magnitude = tiny ? 0.0 : std::numeric_limits<double>::infinity();
  return text.front() == '-' ? -magnitude : magnitude;
}

}  // namespace

ScalarType resolve(std::string_view plain) {
  if (is_null(plain)) return ScalarType::null_;
  const char first = plain.front();
  if (is_digit(first) || first == '-' || first == '+' || first == '.') {
    if (is_integer(plain)) return ScalarType::integer;
    return is_decimal(plain) || is_infinity(plain) || is_nan(plain) ? ScalarType::floating : ScalarType::string;
  }
  return to_bool(plain) ? ScalarType::boolean : ScalarType::string;
}

bool is_null(std::string_view text) { return text.empty() || is_one_of(text, {"~", "null", "Null", "NULL"}); }

std::optional<bool> to_bool(std::string_view text) {
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

std::optional<std::int64_t> to_int(std::string_view text) {
  if (begins_decimal(text)) return all_digits(text) ? digits<std::int64_t>(text, 10) : std::nullopt;
  if (is_octal(text)) return digits<std::int64_t>(text.substr(2), 8);
  if (is_hexadecimal(text)) return digits<std::int64_t>(text.substr(2), 16);
  if (!is_integer(text)) return std::nullopt;
  return digits<std::int64_t>(text.front() == '+' ? text.substr(1) : text, 10);
}

std::optional<double> to_double(std::string_view text) {
  if (!begins_decimal(text)) {
    if (is_nan(text)) return std::numeric_limits<double>::quiet_NaN();
    if (is_infinity(text)) {
      constexpr double infinity = std::numeric_limits<double>::infinity();
      return text.front() == '-' ? -infinity : infinity;
    }
    if (is_octal(text) || is_hexadecimal(text)) {
      const std::optional<std::uint64_t> whole = digits<std::uint64_t>(text.substr(2), text[1] == 'o' ? 8 : 16);
      return whole ? std::optional<double>(static_cast<double>(*whole)) : std::nullopt;
    }
  }
  if (!is_decimal(text)) return std::nullopt;
  const std::string_view number = text.front() == '+' ? text.substr(1) : text;
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  return result.ec == std::errc::result_out_of_range ? out_of_range(number) : value;
}

}  // namespace zhudun::yaml
