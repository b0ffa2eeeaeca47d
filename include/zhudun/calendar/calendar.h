// Which days are worked in one country. In: its holidays and make-up working days, year by year, as each year's notice
// fixes them. Out: whether a day is worked, and the n-th working day before or after a day (day 1 is the next working
// day: Civil Code art. 201; Monday to Friday less the holidays plus the make-up days).
// In a year without a notice weekends alone are used, and the year is put into the caller's set: never silently
// guessed. Only days looked at count: the day asked about, or those stepped over and the result, not the day counted
// from.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/calendar/instant.h"

namespace zhudun::calendar {

struct Name {
  std::string zh;
  std::string en;
  friend bool operator==(const Name&, const Name&) = default;
};

// Days off, both ends included; weekends within may be among them.
struct Holiday {
  Name name;
  Date first;
  Date last;
};

// What one year's notice says. A holiday of it may begin in the year before: that day is off, that year not covered.
struct Year {
  int year = 0;
  Name notice;
  std::vector<Holiday> holidays;
  std::vector<Date> make_up;
};

// Something that cannot stand in a notice. `year` is the index of the Year, `index` that of its holiday, or of its
// make-up day where the kind says make_up.
struct Flaw {
  enum class Kind {
    year_outside,  // not 0001 to 9999
    year_twice,
    ends_before_it_begins,
    far_from_its_year,  // not wholly within the year, the December before and the January after
    overlaps,           // another holiday, of this year or an earlier one
    make_up_far_from_its_year,
    make_up_on_weekday,
    make_up_in_holiday,
    make_up_twice,
  };
  Kind kind = Kind::year_twice;
  std::size_t year = 0;
  std::size_t index = 0;
  friend bool operator==(const Flaw&, const Flaw&) = default;
};
// Every flaw in the data; whoever reads the data reports them and does not build a Calendar of it.
std::vector<Flaw> flaws(const std::vector<Year>& years);

// Years, ascending, each once: mostly none.
class YearSet {
 public:
  YearSet() = default;
  YearSet(std::initializer_list<int> years) {
    for (const int year : years) insert(year);
  }

  bool empty() const { return years_.empty(); }
  bool contains(int year) const { return std::binary_search(years_.begin(), years_.end(), year); }
  auto begin() const { return years_.begin(); }
  auto end() const { return years_.end(); }
  void insert(int year) {
    const auto at = std::lower_bound(years_.begin(), years_.end(), year);
    if (at == years_.end() || *at != year) years_.insert(at, year);
  }
  void insert(const YearSet& others) {
    for (const int year : others) insert(year);
  }
  void clear() { years_.clear(); }
  friend bool operator==(const YearSet&, const YearSet&) = default;

 private:
  std::vector<int> years_;
};

// What a count stepped over, in the order met, so that a person can follow it.
struct Walk {
  std::vector<Holiday> skipped;  // cut to the days stepped over
  std::vector<Date> make_up;     // weekend days that counted, the result among them
};

inline constexpr std::int32_t max_working_days = 100'000;

class Calendar {
 public:
  Calendar(std::string zone, Offset offset, std::vector<Year> years);

  const std::string& zone() const { return zone_; }
  Offset offset() const { return offset_; }
  const std::vector<Year>& years() const { return years_; }  // ascending
  bool covers(int year) const { return covered_.contains(year); }
  Date today(Instant now) const { return date_of(now, offset_); }

  bool is_workday(Date date, YearSet& uncovered) const;
  // Zero gives the date itself, a negative number counts back. Absent beyond max_working_days or the years 0001 to
  // 9999; then `uncovered` and `walk` are as they were. What is found is added to them. A null walk costs nothing.
  std::optional<Date> add(Date date, WorkingDays days, YearSet& uncovered, Walk* walk = nullptr) const;
  // The day itself if it is worked, else the next day that is; absent past the year 9999.
  std::optional<Date> next_workday(Date date, YearSet& uncovered, Walk* walk = nullptr) const;

 private:
  bool worked(std::int32_t serial) const;
  void mark(Date first, Date last, bool worked);
  const Holiday* holiday_on(Date date) const;
  void note(Date date, Walk& walk) const;
  std::optional<Date> step(std::int32_t from, std::int32_t by, std::int32_t count, YearSet& uncovered,
                           Walk* walk) const;

  std::string zone_;
  Offset offset_;
  std::vector<Year> years_;
  YearSet covered_;
  std::vector<Holiday> holidays_;  // of all years, ascending
  std::int32_t first_ = 0;         // serial of worked_[0]
  std::vector<bool> worked_;
};

}  // namespace zhudun::calendar
