#include "zhudun/calendar/date.h"

#include <date/date.h>
#include <fmt/format.h>

#include "calendar/text.h"

namespace zhudun::calendar {
namespace {

date::sys_days sys(Date date) { return date::sys_days(date::days(date.serial())); }
date::year_month_day civil(Date date) { return sys(date); }

}  // namespace

int Date::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }
Weekday Date::weekday() const { return static_cast<Weekday>(date::weekday(sys(*this)).iso_encoding()); }

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const date::year_month_day civil(date::year(static_cast<int>(year)), date::month(static_cast<unsigned>(month)),
                                   date::day(static_cast<unsigned>(day)));
  if (!civil.ok()) return std::nullopt;
  return Date(static_cast<std::int32_t>(date::sys_days(civil).time_since_epoch().count()));
}

std::optional<Date> parse_date(std::string_view text) {
  Reader reader(text);
  const int year = reader.digits(4);
  if (year < 0 || !reader.take('-')) return std::nullopt;
  const int month = reader.digits(2);
  if (month < 0 || !reader.take('-')) return std::nullopt;
  const int day = reader.digits(2);
  if (!reader.done()) return std::nullopt;
  return make_date(year, month, day);
}

std::string to_string(Date date) {
  const date::year_month_day ymd = civil(date);
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t end, unsigned value) {
    for (; value > 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  put(4, static_cast<unsigned>(static_cast<int>(ymd.year())));
  put(7, static_cast<unsigned>(ymd.month()));
  put(10, static_cast<unsigned>(ymd.day()));
  return text;
}

namespace {

std::optional<Date> add_months(Date from, std::int64_t months) {
  const date::year_month_day start = civil(from);
  const std::int64_t total =
      std::int64_t{static_cast<int>(start.year())} * 12 + static_cast<unsigned>(start.month()) - 1 + months;
  if (total < 12 || total >= 12 * 10000) return std::nullopt;
  const date::year_month end{date::year(static_cast<int>(total / 12)),
                             date::month(static_cast<unsigned>(total % 12 + 1))};
  const date::day last = (end / date::last).day();
  return make_date(static_cast<int>(end.year()), static_cast<unsigned>(end.month()),
                   static_cast<unsigned>(start.day() < last ? start.day() : last));
}

}  // namespace

std::optional<Date> add(Date date, Months months) { return add_months(date, months.count()); }
std::optional<Date> add(Date date, Years years) { return add_months(date, std::int64_t{years.count()} * 12); }

}  // namespace zhudun::calendar
