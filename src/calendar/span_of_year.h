// The days one year's notice may speak of. In: a year. Out: the year with the December before and the January after,
// because the New Year holiday and its make-up days cross the year; cut to the years 0001 to 9999.
#pragma once

#include <optional>

#include "zhudun/calendar/date.h"

namespace zhudun::calendar {

struct SpanOfYear {
  Date first;
  Date last;
  bool holds(Date date) const { return first <= date && date <= last; }
};

inline std::optional<SpanOfYear> span_of_year(int year) {
  if (!make_date(year, 1, 1)) return std::nullopt;
  return SpanOfYear{make_date(std::int64_t{year} - 1, 12, 1).value_or(Date::first()),
                    make_date(std::int64_t{year} + 1, 1, 31).value_or(Date::last())};
}

}  // namespace zhudun::calendar
