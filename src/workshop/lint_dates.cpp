// Dates that there are not, or of which the calendar knows nothing; and what fails whatever is declared.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using calendar::Date;
using cel::ExprId;

constexpr std::int64_t kWorkdaysOfAYear = 250;  // about; beyond it a second notice is needed at the least

std::optional<Date> moved(std::string_view function, Date from, std::int32_t by) {
  if (function == "addYears") return calendar::add(from, calendar::Years(by));
  if (function == "addMonths") return calendar::add(from, calendar::Months(by));
  return calendar::add(from, calendar::Days(by));  // working days reach at least as far
}

// The days of the years that the calendar covers, from the first to the last.
struct Covered {
  Date first, last;
};

std::optional<Covered> covered(const calendar::Calendar& calendar) {
  if (calendar.years().empty()) return std::nullopt;
  const auto first = calendar::make_date(calendar.years().front().year, 1, 1);
  const auto last = calendar::make_date(calendar.years().back().year, 12, 31);
  return first && last ? std::optional(Covered{*first, *last}) : std::nullopt;
}

class Dates {
 public:
  Dates(const Linted& of, const Site& site, diag::Diagnostics& found)
      : of_(of), program_(*site.program), covered_(covered(of.pack.calendar)), found_(found) {}

  void run() { visit(program_.root()); }

 private:
  void add(diag::Diagnostic one) { found_.push_back(std::move(one)); }
  source::Span span(ExprId id) const { return program_.expr(id).span; }

  // Whether something within surely fails; only the innermost such place is told.
  bool visit(ExprId id) {
    bool fails = false;
    for (const ExprId operand : program_.operands(id)) fails = visit(operand) || fails;
    const auto* call = std::get_if<cel::Call>(&program_.expr(id).node);
    if (fails || !call) return fails;
    if (call->function == "date" && !call->member) return check_day(id);
    return check_amount(*call) || check_failure(id);
  }

  bool check_failure(ExprId id) {
    const cel::Value value = of_.constants.value(program_, id);
    if (!value.is(cel::Value::Kind::error) || value.error_code() == cel::ErrorCode::limit) return false;
    add(diag::error("lint-always-fails", span(id),
                    fmt::format("`{}` always fails: {}", program_.source(id), value.error_message()),
                    "no duty that needs it can be judged"));
    return true;
  }

  std::string years() const { return fmt::format("{} to {}", covered_->first.year(), covered_->last.year()); }

  bool check_day(ExprId id) {
    for (const cel::Value& value : of_.constants.chosen(program_, id)) {
      if (value.is(cel::Value::Kind::error)) {
        add(diag::error("lint-no-such-date", span(id),
                        fmt::format("`{}` gives no day: {}", program_.source(id), value.error_message()),
                        "write a day that exists as date('YYYY-MM-DD') or date(year, month, day)"));
        return true;
      }
      if (!pack::is_date(value) || !covered_ || of_.pack.calendar.covers(pack::to_date(value).year())) continue;
      add(diag::warning("lint-date-not-covered", span(id),
                        fmt::format("the calendar does not cover the year {} of `{}`", pack::to_date(value).year(),
                                    program_.source(id)),
                        fmt::format("it covers {}: working days counted from elsewhere are a guess", years())));
      return false;
    }
    return false;
  }

  // What is added to a date, where it does not hang on the declaration.
  bool check_amount(const cel::Call& call) {
    constexpr std::array<std::string_view, 4> functions = {"addDays", "addMonths", "addYears", "addWorkdays"};
    const bool adds = std::find(functions.begin(), functions.end(), call.function) != functions.end();
    if (!adds || !call.member || call.arguments.size() != 2 || !covered_) return false;
    for (const cel::Value& value : of_.constants.chosen(program_, call.arguments[1])) {
      if (!value.is(cel::Value::Kind::integer)) continue;
      const auto told = found_.size();
      const bool fails = check_number(call, value.as_integer());
      if (found_.size() > told) return fails;
    }
    return false;
  }

  bool check_number(const cel::Call& call, std::int64_t number) {
    constexpr std::int64_t largest = 10'000'000;
    const bool workdays = call.function == "addWorkdays";
    const std::int64_t bound = workdays ? calendar::max_working_days : largest;
    if (number < -bound || number > bound || overflows(call.function, static_cast<std::int32_t>(number))) {
      overflow(call, number);
      return true;
    }
    if (workdays && std::abs(number) > kWorkdaysOfAYear) {
      too_many_workdays(call, number);
    } else if (leaves(call.function, static_cast<std::int32_t>(number))) {
      leaving(call, number);
    }
    return false;
  }

  // From some day that the calendar covers.
  bool overflows(std::string_view function, std::int32_t number) const {
    return !moved(function, covered_->first, number) || !moved(function, covered_->last, number);
  }

  // From every day that the calendar covers.
  bool leaves(std::string_view function, std::int32_t number) const {
    const auto from_first = moved(function, covered_->first, number),
               from_last = moved(function, covered_->last, number);
    return *from_first > covered_->last || *from_last < covered_->first;
  }

  void overflow(const cel::Call& call, std::int64_t number) {
    add(diag::error("lint-date-overflow", span(call.arguments[1]),
                    fmt::format("`{}` by {} leaves the years 0001 to 9999", call.function, number),
                    "the duty cannot be judged then: check the number and its unit"));
  }

  void too_many_workdays(const cel::Call& call, std::int64_t number) {
    add(diag::warning(
        "lint-date-not-covered", span(call.arguments[1]),
        fmt::format("`addWorkdays` by {} is more than a year of working days", number),
        fmt::format("the calendar covers {}: beyond them the notice is missing and the date is a guess", years())));
  }

  void leaving(const cel::Call& call, std::int64_t number) {
    add(diag::warning("lint-date-not-covered", span(call.arguments[1]),
                      fmt::format("`{}` by {} leaves the calendar from every day it covers", call.function, number),
                      fmt::format("it covers {}: check the number and its unit", years())));
  }

  const Linted& of_;
  const cel::Program& program_;
  std::optional<Covered> covered_;
  diag::Diagnostics& found_;
};

}  // namespace

void lint_dates(const Linted& of, diag::Diagnostics& found) {
  for (const Site& site : of.sites) Dates(of, site, found).run();
}

}  // namespace zhudun::workshop
