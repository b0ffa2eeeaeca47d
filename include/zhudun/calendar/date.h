// A day and the amounts that may be added to it. In: year, month, day or `2025-03-14`. Out: the same, checked.
// Days are of the proleptic Gregorian calendar, years 0001 to 9999; a result outside them is absent, never wrapped.
// The amounts do not mix with each other, with plain numbers or with dates (tests/must_not_compile).
// Months and years end on the same-numbered day, else on the month's last day: Civil Code art. 202.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhudun::calendar {

// A signed number of one unit.
template <class Unit>
class Count {
 public:
  constexpr Count() = default;
  constexpr explicit Count(std::int32_t count) : count_(count) {}
  constexpr std::int32_t count() const { return count_; }
  friend constexpr auto operator<=>(Count, Count) = default;

 private:
  std::int32_t count_ = 0;
};

using Days = Count<struct DayUnit>;
using WorkingDays = Count<struct WorkingDayUnit>;
using Months = Count<struct MonthUnit>;
using Years = Count<struct YearUnit>;

enum class Weekday : std::uint8_t { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

class Date {
 public:
  constexpr Date() = default;  // 1970-01-01

  int year() const;
  unsigned month() const;
  unsigned day() const;
  Weekday weekday() const;
  // Days since 1970-01-01; the way back is add(Date(), Days(n)).
  constexpr std::int32_t serial() const { return serial_; }
  static constexpr Date first() { return Date(-719162); }  // 0001-01-01
  static constexpr Date last() { return Date(2932896); }   // 9999-12-31

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Days operator-(Date a, Date b) { return Days(a.serial_ - b.serial_); }
  friend constexpr std::optional<Date> add(Date date, Days days);
  friend std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);

 private:
  constexpr explicit Date(std::int32_t serial) : serial_(serial) {}
  std::int32_t serial_ = 0;
};

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
// Exactly YYYY-MM-DD, a day that exists.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);

constexpr std::optional<Date> add(Date date, Days days) {
  const std::int64_t serial = std::int64_t{date.serial_} + days.count();
  if (serial < Date::first().serial_ || serial > Date::last().serial_) return std::nullopt;
  return Date(static_cast<std::int32_t>(serial));
}
std::optional<Date> add(Date date, Months months);
std::optional<Date> add(Date date, Years years);

}  // namespace zhudun::calendar
