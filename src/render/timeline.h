// When things were due, were done and come next, counted by period: what a picture of any number of findings can show.
// In: a Report; all its findings, listed or not. Out: at most so many months around the as-of date, or quarters or
// years where too much lies outside those, and lanes of counts for them. What lies further away still is counted in the
// first period or the last, which then says so.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/report/report.h"

namespace zhudun::render {

struct Timeline {
  enum Lane : std::uint8_t { overdue, open, done, late, waived, next };
  static constexpr std::size_t kLanes = 6;

  struct Period {
    calendar::Date from, to;  // its first day, the first after it
    std::array<std::size_t, kLanes> counts{};
  };

  std::vector<Period> periods;  // empty: no finding has a date
  enum class Unit : std::uint8_t { month = 1, quarter = 3, year = 12 } unit = Unit::month;
  bool more_before = false, more_after = false;  // than the first and the last say
  std::array<std::size_t, kLanes> sums{};
  std::optional<calendar::Date> as_of;
};

struct Periods {
  int fewest = 12, most = 36;
};
Timeline timeline_of(const report::Report& report, Periods wanted = {});

// `2025-11`, `2025 Q4`, `2025`.
std::string name_of(const Timeline::Period& period, Timeline::Unit unit);

// The day that a report's date or time begins with.
std::optional<calendar::Date> day_of(const std::string& moment);

// What is to be done from the as-of date on, by day: due and not done, or due again.
struct Coming {
  calendar::Date day;
  bool again;
  const report::Declaration* declaration;
  std::size_t at;  // of its findings
};
std::vector<Coming> coming(const report::Report& report);

}  // namespace zhudun::render
