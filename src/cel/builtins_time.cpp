// The parts of moments and durations. Of a moment in UTC, or in the zone named: `+08:00`, `Europe/Paris`.
#include <fmt/format.h>

#include "cel/builtins.h"
#include "cel/moment.h"
#include "cel/zone.h"

namespace zhudun::cel {

namespace {

// The moment's parts where the second argument says, if there is one; else the error.
Value with_civil(Arguments a, std::int64_t (*part)(const Civil&)) {
  std::int64_t offset = 0;
  if (a.size() > 1) {
    const auto found = zone_offset(a[1].as_string(), a[0].seconds());
    if (!found)
      return Value::error(ErrorCode::invalid_argument, fmt::format("unknown time zone `{}`", a[1].as_string()));
    offset = *found;
  }
  return Value::integer(part(civil_of(a[0].seconds() + offset)));
}

template <std::int64_t (*part)(const Civil&)>
Value civil_part(Context&, Arguments a) {
  return with_civil(a, part);
}

std::int64_t year(const Civil& at) { return at.year; }
std::int64_t month_from_zero(const Civil& at) { return at.month - 1; }
std::int64_t day(const Civil& at) { return at.day; }
std::int64_t day_from_zero(const Civil& at) { return at.day - 1; }
std::int64_t weekday(const Civil& at) { return at.weekday; }
std::int64_t day_of_year(const Civil& at) { return at.day_of_year; }
std::int64_t hour(const Civil& at) { return at.hour; }
std::int64_t minute(const Civil& at) { return at.minute; }
std::int64_t second(const Civil& at) { return at.second; }

Value milliseconds(Context&, Arguments a) {
  if (a.size() > 1 && !zone_offset(a[1].as_string(), a[0].seconds()))
    return Value::error(ErrorCode::invalid_argument, fmt::format("unknown time zone `{}`", a[1].as_string()));
  return Value::integer(a[0].nanos() / 1'000'000);
}

template <std::int64_t unit>
Value whole(Context&, Arguments a) {
  return Value::integer(a[0].seconds() / unit);
}

BuiltIn getter(std::string name, std::string_view doc, std::string_view example, Function of_timestamp,
               Function of_duration = nullptr) {
  BuiltIn row{name,
              doc,
              example,
              {{"timestamp_" + name, "timestamp.() -> int", of_timestamp},
               {"timestamp_" + name + "_with_tz", "timestamp.(string) -> int", of_timestamp}}};
  if (of_duration) row.overloads.push_back({"duration_" + name, "duration.() -> int", of_duration});
  return row;
}

}  // namespace

std::vector<BuiltIn> time_builtins() {
  return {
      getter("getFullYear", "the year", "timestamp(0).getFullYear() == 1970", civil_part<year>),
      getter("getMonth", "the month, counted from 0", "timestamp(0).getMonth() == 0", civil_part<month_from_zero>),
      getter("getDate", "the day of the month, counted from 1", "timestamp(0).getDate() == 1", civil_part<day>),
      getter("getDayOfMonth", "the day of the month, counted from 0", "timestamp(0).getDayOfMonth() == 0",
             civil_part<day_from_zero>),
      getter("getDayOfWeek", "the day of the week, Sunday is 0", "timestamp(0).getDayOfWeek() == 4",
             civil_part<weekday>),
      getter("getDayOfYear", "the day of the year, counted from 0", "timestamp(0).getDayOfYear() == 0",
             civil_part<day_of_year>),
      getter("getHours", "the hour of a moment; the whole hours of a duration", "timestamp(0).getHours('+08:00') == 8",
             civil_part<hour>, whole<3600>),
      getter("getMinutes", "the minute of a moment; the whole minutes of a duration",
             "duration('1h').getMinutes() == 60", civil_part<minute>, whole<60>),
      getter("getSeconds", "the second of a moment; the whole seconds of a duration",
             "duration('1m').getSeconds() == 60", civil_part<second>, whole<1>),
      getter("getMilliseconds", "the milliseconds within the second", "duration('1.5s').getMilliseconds() == 500",
             milliseconds, milliseconds),
  };
}

}  // namespace zhudun::cel
