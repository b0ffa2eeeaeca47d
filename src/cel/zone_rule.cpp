// The rule for the years after a zone's recorded history: POSIX TZ with the form of dates that zoneinfo files use
// (`Mmonth.week.weekday`, also `Jn` and `n`).
#include <algorithm>
#include <cstdlib>

#include "cel/moment.h"
#include "cel/zone.h"

namespace zhudun::cel {

namespace {

class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : text_(text) {}
  bool good() const { return good_; }
  bool at_end() const { return at_ >= text_.size(); }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void name() {
    const std::size_t begin = at_;
    if (take('<')) {
      while (!at_end() && text_[at_] != '>') ++at_;
      good_ &= take('>');
    } else {
      while (!at_end() && ((text_[at_] | 32) >= 'a' && (text_[at_] | 32) <= 'z')) ++at_;
    }
    good_ &= at_ > begin;
  }
  std::int64_t number() {
    std::int64_t value = 0;
    const std::size_t begin = at_;
    for (; !at_end() && text_[at_] >= '0' && text_[at_] <= '9' && value < 10'000; ++at_)
      value = value * 10 + text_[at_] - '0';
    good_ &= at_ > begin;
    return value;
  }
  // `[+-]hh[:mm[:ss]]` in seconds.
  std::int64_t time() {
    const std::int64_t sign = take('-') ? -1 : 1;
    if (sign > 0) take('+');
    std::int64_t seconds = number() * 3600;
    if (take(':')) seconds += number() * 60;
    if (take(':')) seconds += number();
    return sign * seconds;
  }
  // The local time at which the rule turns in a year, in seconds since 1970.
  std::int64_t turn(std::int64_t year) {
    const std::int64_t day = take('M')   ? month_day(year)
                             : take('J') ? julian_day(year)
                                         : days_from_civil(year, 1, 1) + number();
    return day * 86'400 + (take('/') ? time() : 7200);
  }

 private:
  std::int64_t month_day(std::int64_t year) {
    const std::int64_t month = number();
    good_ &= take('.') && month >= 1 && month <= 12;
    const std::int64_t week = number();
    good_ &= take('.');
    const std::int64_t weekday = number();
    if (!good_) return 0;
    const std::int64_t first = days_from_civil(year, month, 1);
    const std::int64_t length = days_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - first;
    std::int64_t day = (weekday - (first + 4) % 7 + 14) % 7 + (week - 1) * 7;
    while (day >= length) day -= 7;
    return first + day;
  }
  std::int64_t julian_day(std::int64_t year) {
    const std::int64_t day = number();  // 1 .. 365, the leap day never counted
    const bool leap = days_from_civil(year, 3, 1) - days_from_civil(year, 2, 28) == 2;
    return days_from_civil(year, 1, 1) + day - 1 + (leap && day > 59 ? 1 : 0);
  }
  std::string_view text_;
  std::size_t at_ = 0;
  bool good_ = true;
};

}  // namespace

std::optional<std::int64_t> rule_offset(std::string_view rule, std::int64_t seconds) {
  RuleReader reader(rule);
  reader.name();
  const std::int64_t standard = -reader.time();
  if (!reader.good()) return std::nullopt;
  if (reader.at_end()) return standard;
  reader.name();
  std::int64_t summer = standard + 3600;
  if (!reader.take(',')) {
    summer = -reader.time();
    if (!reader.take(',')) return std::nullopt;
  }
  const std::int64_t year = civil_of(seconds + standard).year;
  const std::int64_t begin = reader.turn(year) - standard;
  if (!reader.take(',')) return std::nullopt;
  const std::int64_t end = reader.turn(year) - summer;
  if (!reader.good()) return std::nullopt;
  const bool is_summer = begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
  return is_summer ? summer : standard;
}

}  // namespace zhudun::cel
