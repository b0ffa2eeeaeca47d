#include "zhudun/calendar/instant.h"

#include <limits>

#include "sample.h"
#include "support/catch.h"

using namespace zhudun::calendar;
using sample::day;

namespace {

constexpr Offset shanghai{480};
constexpr Offset utc{0};

std::string text(std::optional<Timestamp> stamp) {
  return stamp ? to_string(stamp->at, shanghai) + (stamp->whole_day ? " whole day" : "") : "refused";
}

}  // namespace

TEST_CASE("timestamps: RFC 3339, and the lenient forms") {
  const auto [from, to] = GENERATE(table<const char*, const char*>({
      {"2025-08-03T14:20:00+08:00", "2025-08-03T14:20:00+08:00"},
      {"2025-08-03T14:20:00Z", "2025-08-03T22:20:00+08:00"},
      {"2025-08-03t14:20:00z", "2025-08-03T22:20:00+08:00"},
      {"2025-08-03 14:20:00Z", "2025-08-03T22:20:00+08:00"},
      {"2025-08-03T14:20:00", "2025-08-03T14:20:00+08:00"},
      {"2025-08-03T14:20", "2025-08-03T14:20:00+08:00"},
      {"2025-08-03 14:20", "2025-08-03T14:20:00+08:00"},
      {"2025-08-03T14:20Z", "2025-08-03T22:20:00+08:00"},
      {"2025-08-03T14:20:59.9999999999999999999999+08:00", "2025-08-03T14:20:59+08:00"},
      {"2025-08-03T14:20:59.9", "2025-08-03T14:20:59+08:00"},
      {"2025-08-03T00:00:00-05:30", "2025-08-03T13:30:00+08:00"},
      {"2025-08-03T23:59:59+23:59", "2025-08-03T08:00:59+08:00"},
      {"2025-08-03T00:00:00-23:59", "2025-08-04T07:59:00+08:00"},
      {"2025-08-03T12:00:00-00:00", "2025-08-03T20:00:00+08:00"},
      {"2025-08-03", "2025-08-03T00:00:00+08:00 whole day"},
      {"2024-02-29T23:59:59+08:00", "2024-02-29T23:59:59+08:00"},
      {"1969-12-31T23:59:59Z", "1970-01-01T07:59:59+08:00"},
      {"0001-01-01T08:00:00+08:00", "0001-01-01T08:00:00+08:00"},
  }));
  CHECK(text(parse_timestamp(from, shanghai)) == to);
}

TEST_CASE("timestamps refused") {
  const char* bad = GENERATE(
      "", "2025-08-03T", "2025-08-03 ", "2025-08-03T14", "2025-08-03T14:", "2025-08-03T14:2", "2025-08-03T1:20",
      "2025-08-03T24:00", "2025-08-03T24:00:00Z", "2025-08-03T14:60", "2025-08-03T14:20:60Z", "2025-08-03T14:20:61Z",
      "2025-08-03T14:20:00.", "2025-08-03T14:20.5", "2025-08-03T14:20:00.Z", "2025-08-03T14:20:00,5",
      "2025-08-03T14:20:00+8", "2025-08-03T14:20:00+0800", "2025-08-03T14:20:00+08", "2025-08-03T14:20:00+24:00",
      "2025-08-03T14:20:00+08:60", "2025-08-03T14:20:00 +08:00", "2025-08-03T14:20:00Z ", "2025-08-03T14:20:00ZZ",
      " 2025-08-03", "2025-08-03  14:20", "2025-08-03_14:20", "2025-08-03Z", "2025-08-03+08:00", "2025-02-29T14:20",
      "2025-13-01T14:20", "14:20", "20250803T1420", "2025-08-03T-1:20", "2025-08-03T14:20:-1");
  INFO(bad);
  CHECK_FALSE(parse_timestamp(bad, shanghai));
}

TEST_CASE("the offset given counts only where none is written") {
  CHECK(parse_timestamp("2025-01-01T00:00", utc)->at == Instant{1735689600});
  CHECK(parse_timestamp("2025-01-01T00:00", shanghai)->at == Instant{1735689600 - 8 * 3600});
  CHECK(parse_timestamp("2025-01-01T00:00Z", shanghai)->at == Instant{1735689600});
  CHECK(parse_timestamp("2025-01-01", utc) == Timestamp{Instant{1735689600}, true});
  CHECK(parse_timestamp("2025-01-01T00:00", utc) == Timestamp{Instant{1735689600}, false});
}

TEST_CASE("offsets") {
  CHECK(parse_offset("+08:00") == Offset{480});
  CHECK(parse_offset("-03:30") == Offset{-210});
  CHECK(parse_offset("Z") == Offset{0});
  CHECK(parse_offset("+23:59") == Offset{1439});
  for (const char* bad : {"", "08:00", "+8:00", "+24:00", "+08:60", "+0800", "+08:00 ", "UTC", "+", "-08"}) {
    INFO(bad);
    CHECK_FALSE(parse_offset(bad));
  }
}

TEST_CASE("today is the day on the zone's clock, on both sides of its midnight") {
  const Instant midnight = start_of(day("2025-11-10"), shanghai);
  CHECK(to_string(midnight, utc) == "2025-11-09T16:00:00+00:00");
  CHECK(date_of(midnight, shanghai) == day("2025-11-10"));
  CHECK(date_of({midnight.seconds - 1}, shanghai) == day("2025-11-09"));
  CHECK(date_of(midnight, utc) == day("2025-11-09"));
  CHECK(date_of({midnight.seconds + 86399}, shanghai) == day("2025-11-10"));
  CHECK(date_of({midnight.seconds + 86400}, shanghai) == day("2025-11-11"));
  CHECK(sample::china().today(midnight) == day("2025-11-10"));
  CHECK(date_of({-1}, utc) == day("1969-12-31"));
  CHECK(date_of({0}, utc) == day("1970-01-01"));
}

TEST_CASE("spelling an instant") {
  CHECK(to_string({0}, Offset{-210}) == "1969-12-31T20:30:00-03:30");
  CHECK(to_string({-1}, utc) == "1969-12-31T23:59:59+00:00");
  CHECK(to_string({-86400}, utc) == "1969-12-31T00:00:00+00:00");
}

TEST_CASE("an instant outside the years is kept within them") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  CHECK(date_of({most}, shanghai) == Date::last());
  CHECK(date_of({least}, shanghai) == Date::first());
  CHECK(to_string({most}, utc) == "9999-12-31T23:59:59+00:00");
  CHECK(to_string({least}, utc) == "0001-01-01T00:00:00+00:00");
  CHECK(date_of(parse_timestamp("9999-12-31T23:59:59-23:59", utc)->at, shanghai) == Date::last());
  CHECK(date_of(parse_timestamp("0001-01-01T00:00:00+23:59", utc)->at, shanghai) == Date::first());
}

TEST_CASE("what is spelled reads back") {
  for (std::int64_t seconds = -62'000'000'000; seconds < 250'000'000'000; seconds += 1'234'567'891) {
    for (const std::int32_t minutes : {0, 480, -210, 1439, -1439}) {
      const auto back = parse_timestamp(to_string({seconds}, Offset{minutes}), utc);
      REQUIRE(back);
      CHECK(back->at.seconds == std::int64_t{seconds});
    }
  }
}
