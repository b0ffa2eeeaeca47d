// Timestamps and durations as CEL has them: years 0001 to 9999, durations that fit in 64 bits of nanoseconds.
// In: text, parts, values of those kinds. Out: a value, or an error value with ErrorCode::range or invalid_argument.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zhudun/cel/text.h"
#include "zhudun/cel/value.h"

namespace zhudun::cel {

// A moment's parts in the proleptic Gregorian calendar.
struct Civil {
  std::int64_t year = 1970;
  std::int64_t month = 1;  // 1 .. 12
  std::int64_t day = 1;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t weekday = 4;      // 0 is Sunday
  std::int64_t day_of_year = 0;  // from 0
};

std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day);  // since 1970-01-01
Civil civil_of(std::int64_t seconds);

Value checked_timestamp(std::int64_t seconds, std::int64_t nanos);
std::string format_timestamp(std::int64_t seconds, std::int32_t nanos);
std::string format_duration(std::int64_t seconds, std::int32_t nanos);

// Nothing: it does not fit, which no value made by these functions does.
std::optional<std::int64_t> duration_nanos(const Value& duration);
Value duration_of_nanos(std::int64_t nanos);

Value add_to_timestamp(const Value& timestamp, const Value& duration, int sign);
Value difference(const Value& later, const Value& earlier);
Value add_durations(const Value& a, const Value& b, int sign);

}  // namespace zhudun::cel
