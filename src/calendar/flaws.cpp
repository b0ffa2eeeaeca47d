#include <algorithm>
#include <set>

#include "calendar/span_of_year.h"
#include "zhudun/calendar/calendar.h"

namespace zhudun::calendar {
namespace {

// The notices read so far: what a later one must not contradict.
struct Seen {
  std::set<int> years;
  std::vector<Holiday> holidays;
  std::set<Date> make_up;
};

bool off(const std::vector<Holiday>& holidays, Date date) {
  return std::ranges::any_of(holidays, [&](const Holiday& h) { return h.first <= date && date <= h.last; });
}

std::optional<Flaw::Kind> flaw_of(const Holiday& holiday, const SpanOfYear& near, const Seen& seen) {
  if (holiday.last < holiday.first) return Flaw::Kind::ends_before_it_begins;
  if (!near.holds(holiday.first) || !near.holds(holiday.last)) return Flaw::Kind::far_from_its_year;
  const auto meets = [&](const Holiday& other) { return other.first <= holiday.last && holiday.first <= other.last; };
  if (std::ranges::any_of(seen.holidays, meets)) return Flaw::Kind::overlaps;
  return std::nullopt;
}

std::optional<Flaw::Kind> flaw_of(Date make_up, const SpanOfYear& near, const Seen& seen) {
  if (!near.holds(make_up)) return Flaw::Kind::make_up_far_from_its_year;
  if (make_up.weekday() < Weekday::saturday) return Flaw::Kind::make_up_on_weekday;
  if (off(seen.holidays, make_up)) return Flaw::Kind::make_up_in_holiday;
  if (seen.make_up.contains(make_up)) return Flaw::Kind::make_up_twice;
  return std::nullopt;
}

}  // namespace

std::vector<Flaw> flaws(const std::vector<Year>& years) {
  std::vector<Flaw> found;
  Seen seen;
  for (std::size_t y = 0; y < years.size(); ++y) {
    const std::optional<SpanOfYear> near = span_of_year(years[y].year);
    if (!near) found.push_back({Flaw::Kind::year_outside, y, 0});
    if (!seen.years.insert(years[y].year).second) found.push_back({Flaw::Kind::year_twice, y, 0});
    for (std::size_t i = 0; near && i < years[y].holidays.size(); ++i) {
      const Holiday& holiday = years[y].holidays[i];
      if (const auto kind = flaw_of(holiday, *near, seen)) found.push_back({*kind, y, i});
      seen.holidays.push_back(holiday);
    }
  }
  // Only now: a make-up day may meet a holiday of a later notice.
  for (std::size_t y = 0; y < years.size(); ++y) {
    const std::optional<SpanOfYear> near = span_of_year(years[y].year);
    for (std::size_t i = 0; near && i < years[y].make_up.size(); ++i) {
      if (const auto kind = flaw_of(years[y].make_up[i], *near, seen)) found.push_back({*kind, y, i});
      seen.make_up.insert(years[y].make_up[i]);
    }
  }
  return found;
}

}  // namespace zhudun::calendar
