#include "zhudun/calendar/calendar.h"

#include <algorithm>
#include <utility>

#include "calendar/span_of_year.h"

namespace zhudun::calendar {
namespace {

// 0001-01-01 was a Monday.
bool is_weekend(std::int32_t serial) { return (serial - Date::first().serial()) % 7 >= 5; }

// The year a walk is in, worked out only when the walk leaves it.
class YearUnderfoot {
 public:
  // Whether the day is in another year than the one asked about before.
  bool enters(std::int32_t serial) {
    if (first_ <= serial && serial <= last_) return false;
    year_ = add(Date(), Days(serial))->year();
    first_ = make_date(year_, 1, 1)->serial();
    last_ = make_date(year_, 12, 31)->serial();
    return true;
  }
  int year() const { return year_; }

 private:
  int year_ = 0;
  std::int32_t first_ = 0, last_ = -1;  // as serial numbers
};

void append(Walk& to, Walk&& from) {
  std::ranges::move(from.skipped, std::back_inserter(to.skipped));
  std::ranges::move(from.make_up, std::back_inserter(to.make_up));
}

}  // namespace

Calendar::Calendar(std::string zone, Offset offset, std::vector<Year> years)
    : zone_(std::move(zone)), offset_(offset), years_(std::move(years)) {
  std::erase_if(years_, [](const Year& year) { return !span_of_year(year.year); });
  std::ranges::stable_sort(years_, {}, &Year::year);
  if (years_.empty()) return;
  const Date first = span_of_year(years_.front().year)->first;
  const Date last = span_of_year(years_.back().year)->last;
  first_ = first.serial();
  for (std::int32_t serial = first_; serial <= last.serial(); ++serial) worked_.push_back(!is_weekend(serial));
  for (const Year& year : years_) {
    covered_.insert(year.year);
    for (const Holiday& holiday : year.holidays) mark(holiday.first, holiday.last, false);
    holidays_.insert(holidays_.end(), year.holidays.begin(), year.holidays.end());
  }
  for (const Year& year : years_) {
    for (const Date day : year.make_up) mark(day, day, true);
  }
  std::ranges::stable_sort(holidays_, {}, &Holiday::first);
}

// Days outside the table are left out: no notice may speak of them, see flaws().
void Calendar::mark(Date first, Date last, bool worked) {
  const std::int32_t end = first_ + static_cast<std::int32_t>(worked_.size());
  for (std::int32_t serial = std::max(first.serial(), first_); serial <= last.serial() && serial < end; ++serial) {
    worked_[static_cast<std::size_t>(serial - first_)] = worked;
  }
}

bool Calendar::worked(std::int32_t serial) const {
  const std::int64_t index = std::int64_t{serial} - first_;
  if (index < 0 || index >= static_cast<std::int64_t>(worked_.size())) return !is_weekend(serial);
  return worked_[static_cast<std::size_t>(index)];
}

const Holiday* Calendar::holiday_on(Date date) const {
  const auto after = std::ranges::upper_bound(holidays_, date, {}, &Holiday::first);
  if (after == holidays_.begin()) return nullptr;
  const Holiday& holiday = *std::prev(after);
  return date <= holiday.last ? &holiday : nullptr;
}

void Calendar::note(Date date, Walk& walk) const {
  if (worked(date.serial())) {
    if (is_weekend(date.serial())) walk.make_up.push_back(date);
    return;
  }
  const Holiday* holiday = holiday_on(date);
  if (holiday == nullptr) return;
  Holiday* last = walk.skipped.empty() ? nullptr : &walk.skipped.back();
  if (last != nullptr && last->name == holiday->name && holiday->first <= last->first && last->last <= holiday->last) {
    last->first = std::min(last->first, date);
    last->last = std::max(last->last, date);
  } else {
    walk.skipped.push_back({holiday->name, date, date});
  }
}

std::optional<Date> Calendar::step(std::int32_t from, std::int32_t by, std::int32_t count, YearSet& uncovered,
                                   Walk* walk) const {
  YearUnderfoot underfoot;
  YearSet without_notice;
  Walk seen;
  std::int32_t serial = from;
  while (count > 0) {
    serial += by;
    if (serial < Date::first().serial() || serial > Date::last().serial()) return std::nullopt;
    if (underfoot.enters(serial) && !covers(underfoot.year())) without_notice.insert(underfoot.year());
    if (walk != nullptr) note(*calendar::add(Date(), Days(serial)), seen);
    if (worked(serial)) --count;
  }
  uncovered.insert(without_notice);
  if (walk != nullptr) append(*walk, std::move(seen));
  return calendar::add(Date(), Days(serial));
}

bool Calendar::is_workday(Date date, YearSet& uncovered) const {
  const int year = date.year();
  if (!covers(year)) uncovered.insert(year);
  return worked(date.serial());
}

std::optional<Date> Calendar::add(Date date, WorkingDays days, YearSet& uncovered, Walk* walk) const {
  const std::int32_t count = days.count();
  if (count < -max_working_days || count > max_working_days) return std::nullopt;
  if (count == 0) return date;
  return step(date.serial(), count < 0 ? -1 : 1, count < 0 ? -count : count, uncovered, walk);
}

std::optional<Date> Calendar::next_workday(Date date, YearSet& uncovered, Walk* walk) const {
  return step(date.serial() - 1, 1, 1, uncovered, walk);
}

}  // namespace zhudun::calendar
