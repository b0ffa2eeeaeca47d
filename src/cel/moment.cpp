#include "cel/moment.h"

#include <fmt/format.h>

#include <cmath>

namespace zhudun::cel {

namespace {

constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t earliest = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t latest = 253'402'300'799;    // 9999-12-31T23:59:59Z

Value out_of_range(const char* what) { return Value::error(ErrorCode::range, fmt::format("{} out of range", what)); }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Digits read one field at a time; any slip makes the whole text wrong.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}
  std::int64_t digits(std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i, ++at_) {
      if (!is_digit()) return fail();
      value = value * 10 + (text_[at_] - '0');
    }
    return value;
  }
  // A fraction as nanoseconds; digits past the ninth are dropped.
  std::int64_t fraction() {
    std::int64_t value = 0;
    int places = 0;
    if (!is_digit()) return fail();
    for (; is_digit(); ++at_) {
      if (places < 9) value = value * 10 + (text_[at_] - '0'), ++places;
    }
    for (; places < 9; ++places) value *= 10;
    return value;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  bool is_digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
  bool finished() const { return good_ && at_ == text_.size(); }

 private:
  std::int64_t fail() {
    good_ = false;
    at_ = text_.size();
    return 0;
  }
  std::string_view text_;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::int64_t month_length(std::int64_t year, std::int64_t month) {
  return days_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
         days_from_civil(year, month, 1);
}

std::int64_t read_offset(FieldReader& reader) {
  if (reader.take('Z')) return 0;
  const std::int64_t sign = reader.take('-') ? -1 : 1;
  if (sign > 0) reader.expect('+');
  const std::int64_t hours = reader.digits(2);
  reader.expect(':');
  return sign * (hours * 3600 + reader.digits(2) * 60);
}

}  // namespace

std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  // Years begin in March, so that the leap day is their last; eras of 400 years are alike.
  const std::int64_t shifted = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_div(shifted, 400);
  const std::int64_t year_of_era = shifted - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Civil civil_of(std::int64_t seconds) {
  const std::int64_t days = floor_div(seconds, day_seconds);
  const std::int64_t rest = seconds - days * day_seconds;
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  Civil civil;
  civil.day = day_of_year - (153 * month_index + 2) / 5 + 1;
  civil.month = month_index < 10 ? month_index + 3 : month_index - 9;
  civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
  civil.hour = rest / 3600;
  civil.minute = rest / 60 % 60;
  civil.second = rest % 60;
  civil.weekday = ((days + 4) % 7 + 7) % 7;
  civil.day_of_year = days - days_from_civil(civil.year, 1, 1);
  return civil;
}

Value checked_timestamp(std::int64_t seconds, std::int64_t nanos) {
  seconds += floor_div(nanos, billion);
  nanos -= floor_div(nanos, billion) * billion;
  if (seconds < earliest || seconds > latest) return out_of_range("timestamp");
  return Value::timestamp(seconds, static_cast<std::int32_t>(nanos));
}

Value read_timestamp(std::string_view text) {
  FieldReader reader(text);
  const std::int64_t year = reader.digits(4);
  reader.expect('-');
  const std::int64_t month = reader.digits(2);
  reader.expect('-');
  const std::int64_t day = reader.digits(2);
  reader.expect('T');
  const std::int64_t hour = reader.digits(2);
  reader.expect(':');
  const std::int64_t minute = reader.digits(2);
  reader.expect(':');
  const std::int64_t second = reader.digits(2);
  const std::int64_t nanos = reader.take('.') ? reader.fraction() : 0;
  const std::int64_t offset = read_offset(reader);
  const bool exists = month >= 1 && month <= 12 && day >= 1 && day <= month_length(year, month) && hour < 24 &&
                      minute < 60 && second < 60 && std::abs(offset) < day_seconds;
  if (!reader.finished() || !exists)
    return Value::error(ErrorCode::invalid_argument, fmt::format("`{}` is not an RFC 3339 timestamp", text));
  const std::int64_t days = days_from_civil(year, month, day);
  return checked_timestamp(days * day_seconds + hour * 3600 + minute * 60 + second - offset, nanos);
}

namespace {

// `.5`, `.000000001`: as short as it can be said; nothing for a whole second.
std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string text = fmt::format(".{:09}", nanos);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::string format_timestamp(std::int64_t seconds, std::int32_t nanos) {
  const Civil at = civil_of(seconds);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", at.year, at.month, at.day, at.hour, at.minute, at.second,
                     fraction_text(nanos));
}

namespace {

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
constexpr Unit units[] = {{"ns", 1},         {"us", 1000},          {"µs", 1000},        {"μs", 1000},
                          {"ms", 1'000'000}, {"h", 3600 * billion}, {"m", 60 * billion}, {"s", billion}};

// One `1.5h` at the front of the text, which is shortened; nothing if there is none, an error text if too large.
std::optional<std::int64_t> take_component(std::string_view& text, bool& too_large) {
  std::int64_t whole = 0;
  double fraction = 0;
  bool any = false;
  const auto digit = [&] { return !text.empty() && text[0] >= '0' && text[0] <= '9'; };
  for (; digit(); text.remove_prefix(1), any = true) {
    too_large |= __builtin_mul_overflow(whole, 10, &whole) || __builtin_add_overflow(whole, text[0] - '0', &whole);
  }
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    for (double place = 0.1; digit(); text.remove_prefix(1), place /= 10, any = true)
      fraction += place * (text[0] - '0');
  }
  if (!any) return std::nullopt;
  for (const Unit& unit : units) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    too_large |= __builtin_mul_overflow(whole, unit.nanos, &whole);
    too_large |= __builtin_add_overflow(whole, std::llround(fraction * static_cast<double>(unit.nanos)), &whole);
    return whole;
  }
  return std::nullopt;
}

}  // namespace

Value read_duration(std::string_view text) {
  const auto wrong = [&] {
    return Value::error(ErrorCode::invalid_argument,
                        fmt::format("`{}` is not a duration such as `1h30m` or `-1.5s`", text));
  };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest == "0") return Value::duration(0);
  if (rest.empty()) return wrong();
  std::int64_t total = 0;
  bool too_large = false;
  while (!rest.empty()) {
    const std::optional<std::int64_t> part = take_component(rest, too_large);
    if (!part) return wrong();
    too_large |= __builtin_add_overflow(total, *part, &total);
  }
  if (too_large) return out_of_range("duration");
  return duration_of_nanos(negative ? -total : total);
}

std::string format_duration(std::int64_t seconds, std::int32_t nanos) {
  const bool negative = seconds < 0 || nanos < 0;
  return fmt::format("{}{}{}s", negative ? "-" : "", std::abs(seconds), fraction_text(std::abs(nanos)));
}

std::optional<std::int64_t> duration_nanos(const Value& duration) {
  std::int64_t nanos = 0;
  if (__builtin_mul_overflow(duration.seconds(), billion, &nanos)) return std::nullopt;
  if (__builtin_add_overflow(nanos, duration.nanos(), &nanos)) return std::nullopt;
  return nanos;
}

Value duration_of_nanos(std::int64_t nanos) {
  return Value::duration(nanos / billion, static_cast<std::int32_t>(nanos % billion));
}

Value add_to_timestamp(const Value& timestamp, const Value& duration, int sign) {
  // A duration's seconds fit in 34 bits and a timestamp's in 39, so these sums cannot overflow.
  return checked_timestamp(timestamp.seconds() + sign * duration.seconds(),
                           timestamp.nanos() + sign * duration.nanos());
}

Value difference(const Value& later, const Value& earlier) {
  const std::int64_t seconds = later.seconds() - earlier.seconds();
  std::int64_t nanos = 0;
  if (__builtin_mul_overflow(seconds, billion, &nanos) ||
      __builtin_add_overflow(nanos, later.nanos() - earlier.nanos(), &nanos))
    return out_of_range("duration");
  return duration_of_nanos(nanos);
}

Value add_durations(const Value& a, const Value& b, int sign) {
  const std::optional<std::int64_t> left = duration_nanos(a);
  const std::optional<std::int64_t> right = duration_nanos(b);
  std::int64_t sum = 0;
  if (!left || !right ||
      (sign > 0 ? __builtin_add_overflow(*left, *right, &sum) : __builtin_sub_overflow(*left, *right, &sum)))
    return out_of_range("duration");
  return duration_of_nanos(sum);
}

}  // namespace zhudun::cel
