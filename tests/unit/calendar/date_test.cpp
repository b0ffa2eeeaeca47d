#include "zhudun/calendar/date.h"

#include <limits>

#include "sample.h"
#include "support/catch.h"

using namespace zhudun::calendar;
using sample::day;

namespace {

std::string text(std::optional<Date> date) { return date ? to_string(*date) : "absent"; }

constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();

}  // namespace

static_assert(sizeof(Date) == 4);
static_assert(Date() < Date::last() && Date::first() < Date());
static_assert((Date::last() - Date::first()) == Days(3652058));

TEST_CASE("a date is read only as YYYY-MM-DD and only if the day exists") {
  for (const char* good : {"2025-03-14", "0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1970-01-01"}) {
    CHECK(text(parse_date(good)) == good);
  }
  for (const char* bad : {"",
                          "2025",
                          "2025-3-14",
                          "2025-03-1",
                          "2025-03-14 ",
                          " 2025-03-14",
                          "2025/03/14",
                          "20250314",
                          "2025-03-14T00:00",
                          "2025-00-01",
                          "2025-13-01",
                          "2025-01-00",
                          "2025-01-32",
                          "2025-04-31",
                          "2025-02-29",
                          "1900-02-29",
                          "2100-02-29",
                          "0000-01-01",
                          "12025-01-01",
                          "-001-01-01",
                          "+025-01-01",
                          "2025-0a-01",
                          "2025-03-14\n"}) {
    INFO(bad);
    CHECK_FALSE(parse_date(bad));
  }
  CHECK_FALSE(parse_date(std::string_view("2025-03-1\0", 10)));
  CHECK_FALSE(parse_date("２０２５-03-14"));
}

TEST_CASE("a date from numbers of any size is checked") {
  CHECK(make_date(2025, 3, 14) == parse_date("2025-03-14"));
  constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  CHECK_FALSE(make_date(huge, 1, 1));
  CHECK_FALSE(make_date(-huge, 1, 1));
  CHECK_FALSE(make_date(65536 + 2025, 1, 1));  // would fit a short by wrapping
  CHECK_FALSE(make_date(2025, 257, 1));        // a byte
  CHECK_FALSE(make_date(2025, 1, 257));
  CHECK_FALSE(make_date(2025, -1, 1));
}

TEST_CASE("the parts of a date") {
  const Date date = day("2025-11-30");
  CHECK(date.year() == 2025);
  CHECK(date.month() == 11);
  CHECK(date.day() == 30);
  CHECK(date.weekday() == Weekday::sunday);
  CHECK(day("2025-07-31").weekday() == Weekday::thursday);
  CHECK(day("2025-12-15").weekday() == Weekday::monday);
  CHECK(day("2026-07-31").weekday() == Weekday::friday);
  CHECK(day("2024-11-30").weekday() == Weekday::saturday);
  CHECK(Date::first().weekday() == Weekday::monday);
  CHECK(to_string(Date::first()) == "0001-01-01");
  CHECK(to_string(Date::last()) == "9999-12-31");
  CHECK(Date().serial() == 0);
}

TEST_CASE("every day of ten thousand years follows the one before and reads back") {
  Date before = Date::first();
  bool sound = true;
  for (auto date = add(before, Days(1)); date; date = add(*date, Days(1))) {
    const bool same_month = date->month() == before.month() && date->year() == before.year();
    sound = sound && before < *date && (same_month ? date->day() == before.day() + 1 : date->day() == 1);
    sound = sound && make_date(date->year(), date->month(), date->day()) == *date;
    before = *date;
  }
  CHECK(sound);
  CHECK(before == Date::last());
}

TEST_CASE("days are added and taken off, and what lies outside the years is absent") {
  CHECK(text(add(day("2025-12-31"), Days(1))) == "2026-01-01");
  CHECK(text(add(day("2024-02-28"), Days(1))) == "2024-02-29");
  CHECK(text(add(day("2025-03-01"), Days(-1))) == "2025-02-28");
  CHECK(day("2025-11-10") - day("2025-04-27") == Days(197));
  CHECK(day("2025-04-27") - day("2025-11-10") == Days(-197));
  CHECK(add(Date::last(), Days(1)) == std::nullopt);
  CHECK(add(Date::first(), Days(-1)) == std::nullopt);
  CHECK(add(Date::last(), Days(most)) == std::nullopt);
  CHECK(add(Date::first(), Days(least)) == std::nullopt);
  CHECK(add(Date::first(), Date::last() - Date::first()) == Date::last());
}

TEST_CASE("months end on the same-numbered day, else on the month's last") {
  const auto [from, months, to] = GENERATE(table<const char*, int, const char*>({
      {"2025-11-30", 3, "2026-02-28"},  {"2023-11-30", 3, "2024-02-29"},
      {"2025-01-31", 1, "2025-02-28"},  {"2024-01-31", 1, "2024-02-29"},
      {"1900-01-31", 1, "1900-02-28"},  {"2000-01-31", 1, "2000-02-29"},
      {"2100-01-31", 1, "2100-02-28"},  {"2025-03-31", 1, "2025-04-30"},
      {"2025-02-28", 1, "2025-03-28"},  // not the end of March: the number is the same
      {"2025-12-15", 1, "2026-01-15"},  {"2025-01-15", -1, "2024-12-15"},
      {"2025-03-31", -1, "2025-02-28"}, {"2024-03-31", -1, "2024-02-29"},
      {"2025-05-31", -3, "2025-02-28"}, {"2025-05-31", 0, "2025-05-31"},
      {"2025-05-31", 12, "2026-05-31"}, {"2025-05-31", -13, "2024-04-30"},
      {"9999-11-30", 1, "9999-12-30"},  {"9999-12-01", 1, "absent"},
      {"0001-01-31", -1, "absent"},     {"0001-02-28", -1, "0001-01-28"},
      {"2025-01-01", most, "absent"},   {"2025-01-01", least, "absent"},
  }));
  INFO(from << " + " << months);
  CHECK(text(add(day(from), Months(months))) == to);
}

TEST_CASE("years: 29 February becomes the 28th where there is none") {
  const auto [from, years, to] = GENERATE(table<const char*, int, const char*>({
      {"2024-02-29", 1, "2025-02-28"},
      {"2024-02-29", 4, "2028-02-29"},
      {"2024-02-29", -1, "2023-02-28"},
      {"2096-02-29", 4, "2100-02-28"},
      {"1996-02-29", 4, "2000-02-29"},
      {"1904-02-29", -4, "1900-02-28"},
      {"2025-02-28", 3, "2028-02-28"},
      {"2025-07-31", 2, "2027-07-31"},
      {"9998-12-31", 1, "9999-12-31"},
      {"9999-01-01", 1, "absent"},
      {"0001-12-31", -1, "absent"},
      {"2025-01-01", most, "absent"},
      {"2025-01-01", least, "absent"},
  }));
  INFO(from << " + " << years);
  CHECK(text(add(day(from), Years(years))) == to);
}

TEST_CASE("adding months: the number of the day never grows and the month is the one asked for") {
  for (Date from = day("2019-12-25"); from < day("2021-03-05"); from = *add(from, Days(1))) {
    for (int months = -30; months <= 30; ++months) {
      const auto to = add(from, Months(months));
      REQUIRE(to);
      const auto distance =
          (to->year() - from.year()) * 12 + static_cast<int>(to->month()) - static_cast<int>(from.month());
      const bool last_of_month = add(*to, Days(1))->day() == 1;
      if (distance != months || to->day() > from.day() || (to->day() < from.day() && !last_of_month)) {
        FAIL(to_string(from) << " + " << months << " months = " << to_string(*to));
      }
    }
  }
}
