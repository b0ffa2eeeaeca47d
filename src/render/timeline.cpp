#include "render/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace zhudun::render {
namespace {

using calendar::Date;
using check::Status;
using report::Finding;

struct Mark {
  Timeline::Lane lane;
  Date day;
};

std::optional<Timeline::Lane> lane_of(Status status) {
  switch (status) {
    case Status::overdue:
      return Timeline::overdue;
    case Status::gap:
    case Status::undeclared:
    case Status::due_soon:
    case Status::pending:
    case Status::advised:
      return Timeline::open;
    case Status::late:
      return Timeline::late;
    case Status::met:
      return Timeline::done;
    case Status::waived:
      return Timeline::waived;
    case Status::not_applicable:
      break;
  }
  return std::nullopt;
}

std::vector<Mark> marks_of(const report::Report& report) {
  std::vector<Mark> marks;
  for (const report::Declaration& declaration : report.declarations) {
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      const auto lane = lane_of(declaration.findings.status(at));
      if (!lane) continue;
      const report::Dates dates = declaration.findings.dates(at);
      const bool is_done = *lane == Timeline::done || *lane == Timeline::late;
      if (const auto day = day_of(is_done ? dates.done : dates.due)) marks.push_back({*lane, *day});
      if (const auto day = day_of(dates.next_due)) marks.push_back({Timeline::next, *day});
    }
  }
  return marks;
}

// Months, or quarters, since the year 0.
int index_of(Date day, int months) { return (day.year() * 12 + static_cast<int>(day.month()) - 1) / months; }

Date begin_of(int index, int months) {
  const int month = index * months;
  if (month < 12) return Date::first();
  return calendar::make_date(month / 12, month % 12 + 1, 1).value_or(Date::last());
}

struct Window {
  int months, first, last;  // the length of a period; the first and the last
  int at(Date day) const { return std::clamp(index_of(day, months), first, last) - first; }
  bool holds(Date day) const { return index_of(day, months) >= first && index_of(day, months) <= last; }
};

// All that the marks need, the fewest at least, around the as-of date if they need too many. The marks are by day.
Window window_of(const std::vector<Mark>& marks, Date now, int months, Periods wanted) {
  const int begin = index_of(std::min(marks.front().day, now), months);
  const int end = index_of(std::max(marks.back().day, now), months), here = index_of(now, months);
  Window window{months, begin, end};
  while (window.last - window.first + 1 < wanted.fewest) {
    ++window.last;
    if (window.last - window.first + 1 < wanted.fewest) --window.first;
  }
  if (window.last - window.first + 1 <= wanted.most) return window;
  window.first = std::max(begin, std::min(here - wanted.most / 2, end - wanted.most + 1));
  window.last = std::min(end, window.first + wanted.most - 1);
  return window;
}

// By months, unless that leaves more than one in five outside.
Window window_of(const std::vector<Mark>& marks, Date now, Periods wanted) {
  for (const int months : {1, 3}) {
    const Window window = window_of(marks, now, months, wanted);
    const auto outside =
        std::count_if(marks.begin(), marks.end(), [&](const Mark& mark) { return !window.holds(mark.day); });
    if (static_cast<std::size_t>(outside) * 5 <= marks.size()) return window;
  }
  return window_of(marks, now, 12, wanted);
}

}  // namespace

std::optional<Date> day_of(const std::string& moment) {
  if (moment.size() < 10) return std::nullopt;
  return calendar::parse_date(std::string_view(moment).substr(0, 10));
}

Timeline timeline_of(const report::Report& report, Periods wanted) {
  Timeline timeline;
  timeline.as_of = day_of(report.as_of);
  std::vector<Mark> marks = marks_of(report);
  if (marks.empty()) return timeline;
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.day < b.day; });
  const Window window = window_of(marks, timeline.as_of.value_or(marks.back().day), wanted);
  timeline.unit = static_cast<Timeline::Unit>(window.months);
  for (int at = window.first; at <= window.last; ++at) {
    timeline.periods.push_back({begin_of(at, window.months), begin_of(at + 1, window.months), {}});
  }
  for (const Mark& mark : marks) {
    timeline.more_before |= mark.day < timeline.periods.front().from;
    timeline.more_after |= mark.day >= timeline.periods.back().to;
    ++timeline.periods[static_cast<std::size_t>(window.at(mark.day))].counts[mark.lane];
    ++timeline.sums[mark.lane];
  }
  return timeline;
}

std::string name_of(const Timeline::Period& period, Timeline::Unit unit) {
  const int year = period.from.year();
  const unsigned month = period.from.month();
  if (unit == Timeline::Unit::year) return fmt::format("{:04}", year);
  return unit == Timeline::Unit::month ? fmt::format("{:04}-{:02}", year, month)
                                       : fmt::format("{:04} Q{}", year, (month - 1) / 3 + 1);
}

std::vector<Coming> coming(const report::Report& report) {
  std::vector<Coming> all;
  const auto as_of = day_of(report.as_of);
  for (const report::Declaration& declaration : report.declarations) {
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      const Status status = declaration.findings.status(at);
      const report::Dates dates = declaration.findings.dates(at);
      const auto add = [&](const std::string& moment, bool again) {
        const auto day = day_of(moment);
        if (day && (!as_of || *day >= *as_of)) all.push_back({*day, again, &declaration, at});
      };
      if (lane_of(status) == Timeline::open) add(dates.due, false);
      if (status != Status::not_applicable) add(dates.next_due, true);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Coming& a, const Coming& b) {
    return std::tie(a.day, a.again) < std::tie(b.day, b.again);
  });
  return all;
}

}  // namespace zhudun::render
