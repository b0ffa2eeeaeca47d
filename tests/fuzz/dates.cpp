// Dates, times and working days: what is read is written alike, and sums agree with walking day by day.
#include "promise.h"
#include "zhudun/calendar/calendar.h"

using namespace zhudun::calendar;
using fuzz::hold;

namespace {

void hold_texts(std::string_view text) {
  if (const auto date = parse_date(text)) {
    hold(to_string(*date) == text, "a date is written as it was read");
    hold(make_date(date->year(), date->month(), date->day()) == date, "and made of its parts");
  }
  if (const auto time = parse_timestamp(text, Offset{480})) {
    for (const Offset offset : {Offset{480}, Offset{-210}, Offset{0}}) {
      const std::string spelt = to_string(time->at, offset);
      const auto again = parse_timestamp(spelt, Offset{0});
      const Date day = date_of(time->at, offset);
      if (day == Date::first() || day == Date::last()) continue;  // may lie outside the years there are
      hold(again && again->at == time->at, "a time is read as it was written: " + spelt);
      const std::int64_t since = time->at.seconds - start_of(day, offset).seconds;
      hold(0 <= since && since < 86'400, "a time lies in its day: " + spelt);
    }
  }
  if (const auto offset = parse_offset(text)) hold(std::abs(offset->minutes) < 24 * 60, "an offset is below a day");
}

int length_of(int year, unsigned month) {
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap ? 29 : lengths[month - 1];
}

void hold_sums(Date date, std::int32_t amount) {
  const auto moved = add(date, Days(amount));
  const std::int64_t serial = std::int64_t{date.serial()} + amount;
  hold(moved.has_value() == (Date::first().serial() <= serial && serial <= Date::last().serial()), "years 1 to 9999");
  if (moved) hold((*moved - date).count() == amount, "days are counted");
  const auto months = add(date, Months(amount));
  std::int64_t number = std::int64_t{date.year()} * 12 + date.month() - 1 + amount;
  const std::int64_t year = number >= 0 ? number / 12 : -1;
  hold(months.has_value() == (year >= 1 && year <= 9999), "months within the years there are");
  if (months) {
    const auto month = static_cast<unsigned>(number % 12 + 1);
    const auto day = std::min(static_cast<int>(date.day()), length_of(static_cast<int>(year), month));
    hold(months == make_date(year, month, day), "the same day of the month, or its last: " + to_string(*months));
  }
  if (-10'000 < amount && amount < 10'000)
    hold(add(date, Years(amount)) == add(date, Months(amount * 12)), "a year is 12 months");
}

std::vector<Year> notices(fuzz::Choices& choices) {
  std::vector<Year> years;
  for (auto count = choices.below(4); count > 0; --count) {
    Year year;
    year.year = 2024 + static_cast<int>(choices.below(4));
    const Date start = *make_date(year.year, 1, 1);
    const auto any_day = [&] { return *add(start, Days(static_cast<std::int32_t>(choices.below(400)) - 20)); };
    for (auto days = choices.below(5); days > 0; --days) {
      const Date first = any_day();
      year.holidays.push_back({{}, first, *add(first, Days(static_cast<std::int32_t>(choices.below(10)) - 1))});
    }
    for (auto days = choices.below(5); days > 0; --days) year.make_up.push_back(any_day());
    years.push_back(std::move(year));
    if (!flaws(years).empty()) years.pop_back();
  }
  return years;
}

bool off_or_made_up(const std::vector<Year>& years, Date date) {
  bool worked = date.weekday() != Weekday::saturday && date.weekday() != Weekday::sunday;
  for (const Year& year : years) {
    for (const Holiday& holiday : year.holidays) {
      if (holiday.first <= date && date <= holiday.last) worked = false;
    }
    for (const Date made_up : year.make_up) {
      if (made_up == date) worked = true;
    }
  }
  return worked;
}

// One day after the other, with the years that no notice covers.
std::optional<Date> walk(const Calendar& calendar, Date date, std::int32_t amount, YearSet& uncovered) {
  const std::int32_t step = amount < 0 ? -1 : 1;
  for (std::int32_t left = std::abs(amount); left > 0;) {
    const auto next = add(date, Days(step));
    if (!next) return std::nullopt;
    date = *next;
    if (!calendar.covers(date.year())) uncovered.insert(date.year());
    if (off_or_made_up(calendar.years(), date)) --left;
  }
  return date;
}

void hold_working_days(fuzz::Choices& choices) {
  const Calendar calendar("Made/Up", Offset{480}, notices(choices));
  const auto date = add(*make_date(2024, 1, 1), Days(static_cast<std::int32_t>(choices.below(1500)) - 40));
  const auto amount = static_cast<std::int32_t>(choices.below(800)) - 400;
  YearSet said, walked;
  Walk seen;
  const auto counted = calendar.add(*date, WorkingDays(amount), said, &seen);
  hold(counted == walk(calendar, *date, amount, walked), fmt::format("{} working days", amount));
  if (amount != 0) hold(said == walked, "years without a notice are named");
  YearSet unheard;
  hold(calendar.is_workday(*date, unheard) == off_or_made_up(calendar.years(), *date), "a day is worked or not");
  const auto next = calendar.next_workday(*date, unheard);
  hold(next && off_or_made_up(calendar.years(), *next), "the next day that is worked");
  for (auto day = *date; day < *next; day = *add(day, Days(1)))
    hold(!off_or_made_up(calendar.years(), day), "and none before it");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  hold_texts(fuzz::bytes(data, size));
  fuzz::Choices choices(fuzz::bytes(data, size));
  const auto span = static_cast<std::uint64_t>(Date::last().serial() - Date::first().serial() + 1);
  const Date date = *add(Date::first(), Days(static_cast<std::int32_t>(choices.below(span))));
  hold_texts(to_string(date));
  auto amount = static_cast<std::int32_t>(choices.word(4));
  hold_sums(date, amount);
  hold_sums(date, amount % 5'000);
  hold_working_days(choices);
  return 0;
}
