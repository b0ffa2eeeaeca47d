#include "zhudun/calendar/calendar.h"

#include <limits>

#include "sample.h"
#include "support/catch.h"

using namespace zhudun::calendar;
using sample::china;
using sample::day;

namespace {

std::string text(std::optional<Date> date) { return date ? to_string(*date) : "absent"; }

std::string after(std::string_view from, int count, YearSet& uncovered, Walk* walk = nullptr) {
  return text(china().add(day(from), WorkingDays(count), uncovered, walk));
}

std::string after(std::string_view from, int count) {
  YearSet uncovered;
  return after(from, count, uncovered);
}

bool worked(std::string_view date) {
  YearSet uncovered;
  return china().is_workday(day(date), uncovered);
}

std::string text(const std::vector<Holiday>& holidays) {
  std::string all;
  for (const Holiday& one : holidays) {
    all += (all.empty() ? "" : "; ") + one.name.en + " " + to_string(one.first) + ".." + to_string(one.last);
  }
  return all;
}

}  // namespace

TEST_CASE("thirty working days, the first day not counted: the worked values") {
  const auto [from, to] = GENERATE(table<const char*, const char*>({
      {"2025-07-15", "2025-08-26"},
      {"2025-09-01", "2025-10-17"},
      {"2025-09-27", "2025-11-13"},
      {"2025-09-30", "2025-11-18"},
      {"2025-12-31", "2026-02-12"},
      {"2026-01-20", "2026-03-09"},
      {"2025-03-14", "2025-04-27"},  // a Sunday, worked in exchange for Labour Day
  }));
  YearSet uncovered;
  CHECK(after(from, 30, uncovered) == to);
  CHECK(uncovered.empty());
}

TEST_CASE("a few working days either way") {
  const auto [from, count, to] = GENERATE(table<const char*, int, const char*>({
      {"2025-07-15", 0, "2025-07-15"},
      {"2025-10-04", 0, "2025-10-04"},   // zero gives the day itself, worked or not
      {"2025-07-18", 1, "2025-07-21"},   // Friday, Monday
      {"2025-07-19", 1, "2025-07-21"},   // from a Saturday
      {"2025-07-21", -1, "2025-07-18"},  // and back
      {"2025-07-20", -1, "2025-07-18"},
      {"2025-09-30", 1, "2025-10-09"},
      {"2025-10-09", 2, "2025-10-11"},  // a worked Saturday
      {"2025-10-09", 3, "2025-10-13"},
      {"2025-10-09", -1, "2025-09-30"},
      {"2025-10-13", -1, "2025-10-11"},
      {"2025-09-29", -1, "2025-09-28"},  // a worked Sunday
      {"2025-12-31", 1, "2026-01-04"},
      {"2026-01-04", -1, "2025-12-31"},
  }));
  INFO(from << " + " << count);
  CHECK(after(from, count) == to);
}

TEST_CASE("working days and days off") {
  for (const char* date : {"2025-01-26", "2025-10-11", "2025-07-15", "2026-01-04", "2026-02-28"}) {
    INFO(date);
    CHECK(worked(date));
  }
  for (const char* date : {"2025-01-28", "2025-10-08", "2025-07-19", "2025-07-20", "2026-01-02", "2026-02-15"}) {
    INFO(date);
    CHECK_FALSE(worked(date));
  }
}

TEST_CASE("a year without a notice is named, and only if one of its days was looked at") {
  const auto [from, count, to, years] = GENERATE(table<const char*, int, const char*, YearSet>({
      {"2026-12-30", 1, "2026-12-31", {}},
      {"2026-12-31", 1, "2027-01-01", {2027}},
      {"2026-12-31", 0, "2026-12-31", {}},
      {"2027-01-04", 0, "2027-01-04", {}},
      {"2027-01-01", -1, "2026-12-31", {}},  // the day counted from is not looked at
      {"2027-01-04", -1, "2027-01-01", {2027}},
      {"2024-12-31", 1, "2025-01-02", {}},
      {"2025-01-02", -1, "2024-12-31", {2024}},
      {"2024-12-30", 1, "2024-12-31", {2024}},
      {"2024-12-28", 3, "2025-01-02", {2024}},
      {"2023-12-29", 300, "2025-02-28", {2023, 2024}},  // the weekend of 30 December is stepped over
      {"2023-12-31", 300, "2025-02-28", {2024}},
      {"2023-12-28", 300, "2025-02-27", {2023, 2024}},
      {"2026-12-25", 265, "2027-12-31", {2027}},
      {"2026-12-25", 266, "2028-01-03", {2027, 2028}},
  }));
  INFO(from << " + " << count);
  YearSet uncovered;
  CHECK(after(from, count, uncovered) == to);
  CHECK(uncovered == years);
}

TEST_CASE("asking about one day names its year, and only that") {
  YearSet uncovered;
  CHECK(china().is_workday(day("2026-12-31"), uncovered));
  CHECK(uncovered.empty());
  CHECK(china().is_workday(day("2027-10-01"), uncovered));  // surely a holiday, but no notice says so
  CHECK_FALSE(china().is_workday(day("2024-02-10"), uncovered));
  CHECK(uncovered == YearSet{2024, 2027});
  CHECK(china().covers(2025));
  CHECK_FALSE(china().covers(2024));
}

TEST_CASE("a walk tells what was stepped over") {
  Walk walk;
  YearSet uncovered;
  CHECK(after("2025-09-27", 30, uncovered, &walk) == "2025-11-13");
  CHECK(text(walk.skipped) == "National Day and Mid-Autumn Festival 2025-10-01..2025-10-08");
  CHECK(walk.make_up == sample::dates({"2025-09-28", "2025-10-11"}));

  Walk over_new_year;
  CHECK(after("2025-12-31", 30, uncovered, &over_new_year) == "2026-02-12");
  CHECK(text(over_new_year.skipped) == "New Year's Day 2026-01-01..2026-01-03");
  CHECK(over_new_year.make_up == sample::dates({"2026-01-04"}));

  Walk march;
  CHECK(after("2025-03-14", 30, uncovered, &march) == "2025-04-27");
  CHECK(text(march.skipped) == "Tomb-sweeping Day 2025-04-04..2025-04-06");
  CHECK(march.make_up == sample::dates({"2025-04-27"}));  // the result itself
}

TEST_CASE("a walk that begins inside a holiday, or goes back, cuts it to the days stepped over") {
  Walk inside;
  YearSet uncovered;
  CHECK(after("2025-10-04", 1, uncovered, &inside) == "2025-10-09");
  CHECK(text(inside.skipped) == "National Day and Mid-Autumn Festival 2025-10-05..2025-10-08");
  CHECK(inside.make_up.empty());

  Walk back;
  CHECK(after("2025-10-13", -4, uncovered, &back) == "2025-09-30");
  CHECK(text(back.skipped) == "National Day and Mid-Autumn Festival 2025-10-01..2025-10-08");
  CHECK(back.make_up == sample::dates({"2025-10-11"}));

  Walk plain;
  CHECK(after("2025-07-15", 30, uncovered, &plain) == "2025-08-26");
  CHECK(plain.skipped.empty());
  CHECK(plain.make_up.empty());

  Walk year;  // in the order met, each holiday once
  CHECK(after("2025-01-27", 90, uncovered, &year) == "2025-06-13");
  CHECK(text(year.skipped) ==
        "Spring Festival 2025-01-28..2025-02-04; Tomb-sweeping Day 2025-04-04..2025-04-06; "
        "Labour Day 2025-05-01..2025-05-05; Dragon Boat Festival 2025-05-31..2025-06-02");
}

TEST_CASE("the same holiday of two years is told twice") {
  Walk walk;
  YearSet uncovered;
  REQUIRE(china().add(day("2024-12-31"), WorkingDays(300), uncovered, &walk));
  std::size_t new_years = 0;
  for (const Holiday& one : walk.skipped) new_years += one.name.en == "New Year's Day" ? 1 : 0;
  CHECK(new_years == 2);
}

TEST_CASE("the next working day is the day itself if it is one") {
  YearSet uncovered;
  const auto next = [&](const char* from) { return text(china().next_workday(day(from), uncovered)); };
  CHECK(next("2025-07-15") == "2025-07-15");
  CHECK(next("2025-11-30") == "2025-12-01");
  CHECK(next("2025-10-01") == "2025-10-09");
  CHECK(next("2025-10-11") == "2025-10-11");
  CHECK(next("2026-01-01") == "2026-01-04");
  CHECK(uncovered.empty());
  CHECK(next("2027-01-02") == "2027-01-04");
  CHECK(uncovered == YearSet{2027});
  CHECK(text(china().next_workday(Date::first(), uncovered)) == "0001-01-01");
  CHECK(text(china().next_workday(Date::last(), uncovered)) == "9999-12-31");
}

TEST_CASE("a count beyond the limit or the years is absent, and leaves no trace") {
  YearSet uncovered;
  Walk walk;
  CHECK(after("2025-01-01", max_working_days + 1, uncovered, &walk) == "absent");
  CHECK(after("2025-01-01", -max_working_days - 1, uncovered, &walk) == "absent");
  CHECK(after("2025-01-01", std::numeric_limits<std::int32_t>::min(), uncovered, &walk) == "absent");
  CHECK(after("9999-12-30", 2, uncovered, &walk) == "absent");
  CHECK(after("0001-01-02", -2, uncovered, &walk) == "absent");
  CHECK(after("0001-01-01", -max_working_days, uncovered, &walk) == "absent");
  CHECK(uncovered.empty());
  CHECK((walk.skipped.empty() && walk.make_up.empty()));
  CHECK(after("9999-12-30", 1, uncovered) == "9999-12-31");
  CHECK(after("0001-01-02", -1, uncovered) == "0001-01-01");
  CHECK(after("2025-01-01", max_working_days, uncovered) != "absent");
  CHECK(after("2025-01-01", -max_working_days, uncovered) != "absent");
}

TEST_CASE("counting on and then back comes home, and adds up") {
  for (Date from = day("2024-12-20"); from < day("2027-01-10"); from = *add(from, Days(1))) {
    YearSet uncovered;
    const bool is_worked = china().is_workday(from, uncovered);
    for (const int count : {1, 2, 7, 30, 251}) {
      const auto there = china().add(from, WorkingDays(count), uncovered);
      REQUIRE(there);
      const auto home = china().add(*there, WorkingDays(-count), uncovered);
      const auto in_two = china().add(*china().add(from, WorkingDays(1), uncovered), WorkingDays(count - 1), uncovered);
      // From a day off the way back ends on the working day before it.
      const auto expected = is_worked ? from : *china().add(from, WorkingDays(-1), uncovered);
      if (!china().is_workday(*there, uncovered) || home != expected || in_two != there || *there <= from) {
        FAIL(to_string(from) << " + " << count << " = " << to_string(*there) << ", back " << text(home));
      }
    }
  }
}

TEST_CASE("a holiday that begins the year before: its days are off, that year is not covered by it") {
  const Year next{
      2023, {"", ""}, {sample::holiday("元旦", "New Year", "2022-12-30", "2023-01-02")}, {day("2022-12-24")}};
  const Calendar alone("z", Offset{0}, {next});
  YearSet uncovered;
  CHECK_FALSE(alone.is_workday(day("2022-12-30"), uncovered));
  CHECK(alone.is_workday(day("2022-12-24"), uncovered));
  CHECK(uncovered == YearSet{2022});
  Walk walk;
  CHECK(text(alone.add(day("2022-12-29"), WorkingDays(1), uncovered, &walk)) == "2023-01-03");
  CHECK(text(walk.skipped) == "New Year 2022-12-30..2023-01-02");

  const Calendar both("z", Offset{0}, {next, {2022, {"", ""}, {}, {}}});
  YearSet none;
  CHECK_FALSE(both.is_workday(day("2022-12-30"), none));
  CHECK(none.empty());
  CHECK(both.years().front().year == 2022);
}

TEST_CASE("a calendar without years uses weekends alone") {
  const Calendar empty("z", Offset{0}, {});
  YearSet uncovered;
  CHECK(text(empty.add(day("2025-09-01"), WorkingDays(30), uncovered)) == "2025-10-13");
  CHECK(uncovered == YearSet{2025});
}

TEST_CASE("what cannot stand in a notice is found, with its place") {
  using Kind = Flaw::Kind;
  CHECK(flaws({sample::year_2025(), sample::year_2026()}).empty());
  CHECK(flaws({{2023, {}, {sample::holiday("", "", "2022-12-31", "2023-01-02")}, {}}}).empty());

  Year bad{2025,
           {},
           {sample::holiday("", "", "2025-05-05", "2025-05-01"), sample::holiday("", "", "2025-10-01", "2025-10-08"),
            sample::holiday("", "", "2025-10-08", "2025-10-09"), sample::holiday("", "", "2024-11-30", "2024-12-01")},
           sample::dates({"2025-01-26", "2025-01-27", "2025-10-04", "2025-01-26", "2026-02-01"})};
  CHECK(flaws({bad}) == std::vector<Flaw>{{Kind::ends_before_it_begins, 0, 0},
                                          {Kind::overlaps, 0, 2},
                                          {Kind::far_from_its_year, 0, 3},
                                          {Kind::make_up_on_weekday, 0, 1},
                                          {Kind::make_up_in_holiday, 0, 2},
                                          {Kind::make_up_twice, 0, 3},
                                          {Kind::make_up_far_from_its_year, 0, 4}});
  CHECK(flaws({{2025, {}, {}, {}}, {2025, {}, {}, {}}}) == std::vector<Flaw>{{Kind::year_twice, 1, 0}});
  CHECK(flaws({{0, {}, {}, {}}, {10000, {}, {}, {}}}).size() == 2);
}

TEST_CASE("flawed data cannot break a calendar") {
  const int most = std::numeric_limits<int>::max();
  const Holiday all{{"", ""}, Date::first(), Date::last()};
  const Calendar calendar("z", Offset{most},
                          {{most, {}, {all}, {}}, {1, {}, {all}, {Date::last()}}, {-most, {}, {}, {}}});
  YearSet uncovered;
  CHECK(calendar.years().size() == 1);
  CHECK_FALSE(calendar.is_workday(Date::first(), uncovered));
  CHECK(text(calendar.add(Date::first(), WorkingDays(1), uncovered)) == "0002-02-01");
  CHECK(Calendar("z", Offset{0}, {{9999, {}, {}, {}}}).is_workday(Date::last(), uncovered));
}
