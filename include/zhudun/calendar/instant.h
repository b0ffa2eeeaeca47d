// A point in time to the second, and its spelling. In: RFC 3339 text, leniently read. Out: seconds since
// 1970-01-01T00:00:00Z, leap seconds not counted. Nothing here reads a clock: now is handed in.
// Accepted besides RFC 3339: no seconds, no offset (the one given counts), a bare date (that day at 00:00).
// Refused: second 60, hour 24, an offset beyond 23:59. A fraction is dropped.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zhudun/calendar/date.h"

namespace zhudun::calendar {

// Minutes a zone's clock is ahead of UTC: +08:00 is 480.
struct Offset {
  std::int32_t minutes = 0;
  friend constexpr auto operator<=>(Offset, Offset) = default;
};

struct Instant {
  std::int64_t seconds = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
};

struct Timestamp {
  Instant at;
  bool whole_day = false;  // written as a bare date: `at` is 00:00 of that day
  friend constexpr bool operator==(Timestamp, Timestamp) = default;
};

// `+08:00`, `-03:30`, `Z`.
std::optional<Offset> parse_offset(std::string_view text);
std::optional<Timestamp> parse_timestamp(std::string_view text, Offset when_missing);

// The day on the clock of a zone; an instant outside the years 0001 to 9999 gives the nearest day within them.
Date date_of(Instant instant, Offset offset);
// 00:00 of the day on the clock of a zone.
Instant start_of(Date date, Offset offset);
// `2025-08-03T14:20:00+08:00`; an offset of zero is spelled +00:00.
std::string to_string(Instant instant, Offset offset);

}  // namespace zhudun::calendar
