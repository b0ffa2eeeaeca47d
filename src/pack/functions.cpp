#include "zhudun/pack/functions.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "pack/decimal.h"

namespace zhudun::pack {
namespace {

using calendar::Date;
using cel::Context;
using cel::ErrorCode;
using cel::Type;
using cel::Value;
using Arguments = std::span<const Value>;

class DateType : public cel::OpaqueType {
 public:
  Type type() const override {
    static const Type type = Type::opaque("date");
    return type;
  }
  bool ordered() const override { return true; }
  std::string to_string(std::int64_t value) const override {
    return calendar::to_string(*calendar::add(Date(), calendar::Days(static_cast<std::int32_t>(value))));
  }
};

Type date() { return date_type().type(); }

Value date_or_overflow(const std::optional<Date>& result) {
  return result ? date_value(*result) : Value::error(ErrorCode::overflow, "the date is outside the years 0001 to 9999");
}

// Counts beyond any calendar are refused before they are narrowed.
std::optional<std::int32_t> count_of(const Value& value) {
  constexpr std::int64_t largest = 10'000'000;
  const std::int64_t count = value.as_integer();
  if (count < -largest || count > largest) return std::nullopt;
  return static_cast<std::int32_t>(count);
}

template <class Amount>
Value add_amount(Context&, Arguments arguments) {
  const auto count = count_of(arguments[1]);
  return date_or_overflow(count ? calendar::add(to_date(arguments[0]), Amount(*count)) : std::nullopt);
}

Value no_calendar() { return Value::error(ErrorCode::host, "no calendar is at hand"); }

Reckoning* reckoning(Context& context) {
  auto* found = static_cast<Reckoning*>(context.host());
  return found && found->calendar ? found : nullptr;
}

Value add_working_days(Context& context, Arguments arguments) {
  Reckoning* host = reckoning(context);
  if (!host) return no_calendar();
  const auto count = count_of(arguments[1]);
  if (!count || std::abs(*count) > calendar::max_working_days) {
    return Value::error(ErrorCode::range, fmt::format("more than {} working days", calendar::max_working_days));
  }
  if (!context.charge(static_cast<std::uint64_t>(std::abs(*count)) / 10 + 1)) return *context.exhausted();
  return date_or_overflow(host->calendar->add(to_date(arguments[0]), calendar::WorkingDays(*count), host->uncovered));
}

Value is_working_day(Context& context, Arguments arguments) {
  Reckoning* host = reckoning(context);
  if (!host) return no_calendar();
  return Value::boolean(host->calendar->is_workday(to_date(arguments[0]), host->uncovered));
}

Value date_of_text(Context&, Arguments arguments) {
  const auto parsed = calendar::parse_date(arguments[0].as_string());
  if (parsed) return date_value(*parsed);
  return Value::error(ErrorCode::invalid_argument,
                      fmt::format("`{}` is not a date, YYYY-MM-DD", arguments[0].as_string()));
}

Value date_of_numbers(Context&, Arguments arguments) {
  const auto made =
      calendar::make_date(arguments[0].as_integer(), arguments[1].as_integer(), arguments[2].as_integer());
  if (made) return date_value(*made);
  return Value::error(ErrorCode::invalid_argument, "there is no such day");
}

Value date_of_timestamp(Context& context, Arguments arguments) {
  const Reckoning* host = reckoning(context);
  if (!host) return no_calendar();
  return date_value(calendar::date_of(calendar::Instant{arguments[0].seconds()}, host->calendar->offset()));
}

Value add_hours(Context&, Arguments arguments) {
  constexpr std::int64_t first = std::int64_t{Date::first().serial()} * 86'400;
  constexpr std::int64_t last = (std::int64_t{Date::last().serial()} + 1) * 86'400 - 1;
  const auto count = count_of(arguments[1]);
  const std::int64_t seconds = arguments[0].seconds() + std::int64_t{count.value_or(0)} * 3600;
  if (count && seconds >= first && seconds <= last) return Value::timestamp(seconds, arguments[0].nanos());
  return Value::error(ErrorCode::overflow, "the time is outside the years 0001 to 9999");
}

// The first or last of a list, null if it is empty or holds a null.
Value extreme(Arguments arguments, bool last) {
  Value best;
  for (std::size_t at = 0; at < arguments[0].size(); ++at) {
    Value item = arguments[0].at(at);
    if (item.is(Value::Kind::null) || item.is(Value::Kind::unknown) || item.is(Value::Kind::error)) return item;
    const auto order = at == 0 ? std::nullopt : cel::compare(item, best);
    const bool better = at == 0 || (order && (last ? *order > 0 : *order < 0));
    if (better) best = std::move(item);
  }
  return best;
}

Value sum_of_integers(Context&, Arguments arguments) {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < arguments[0].size(); ++at) {
    const Value item = arguments[0].at(at);
    if (__builtin_add_overflow(sum, item.as_integer(), &sum)) return Value::error(ErrorCode::overflow, "sum overflow");
  }
  return Value::integer(sum);
}

Value sum_of_doubles(Context&, Arguments arguments) {
  Decimal sum;
  for (std::size_t at = 0; at < arguments[0].size(); ++at) {
    const Value item = arguments[0].at(at);
    if (!std::isfinite(item.as_floating())) return Value::error(ErrorCode::range, "a number of the sum is not finite");
    sum = sum + Decimal(item.as_floating());
  }
  const double nearest = sum.nearest();
  if (!std::isfinite(nearest)) return Value::error(ErrorCode::overflow, "sum overflow");
  return Value::floating(nearest);
}

std::optional<Decimal> decimal(const Value& value) {
  if (value.is(Value::Kind::integer)) return Decimal(value.as_integer());
  return std::isfinite(value.as_floating()) ? std::optional(Decimal(value.as_floating())) : std::nullopt;
}

// |new - old| * 100 >= percent * |old|; from 0 any other number is a change.
Value changed_by(Context&, Arguments arguments) {
  const auto old = decimal(arguments[0]), now = decimal(arguments[1]), percent = decimal(arguments[2]);
  if (!old || !now || !percent) return Value::error(ErrorCode::range, "a number is not finite");
  const Decimal zero;
  if (*old == zero) return Value::boolean(!(*now == zero));
  const Decimal change = (*now - *old).magnitude() * Decimal(std::int64_t{100});
  return Value::boolean(!(change < *percent * old->magnitude()));
}

using Function = Value (*)(Context&, Arguments);

struct Row {
  const char* function;
  const char* id;
  bool member;
  std::vector<Type> parameters;
  Type result;
  const char* doc;
  const char* example;
  Function implementation;
};

std::vector<Row> rows() {
  const Type day = date(), number = Type::integer(), time = Type::timestamp();
  return {
      {"date",
       "date_string",
       false,
       {Type::string()},
       day,
       "the day a text names",
       "date('2025-03-14') < date('2025-03-15')",
       date_of_text},
      {"date",
       "date_numbers",
       false,
       {number, number, number},
       day,
       "the day of a year, month and day",
       "date(2025, 3, 14) == date('2025-03-14')",
       date_of_numbers},
      {"date",
       "date_timestamp",
       false,
       {time},
       day,
       "the day of a time, in the calendar's zone",
       "date(timestamp('2025-03-14T00:00:00Z')) == date('2025-03-14')",
       date_of_timestamp},
      {"addDays",
       "date_add_days",
       true,
       {day, number},
       day,
       "so many days later",
       "date('2025-02-28').addDays(1) == date('2025-03-01')",
       add_amount<calendar::Days>},
      {"addMonths",
       "date_add_months",
       true,
       {day, number},
       day,
       "the same-numbered day so many months later, else that month's last",
       "date('2025-11-30').addMonths(3) == date('2026-02-28')",
       add_amount<calendar::Months>},
      {"addYears",
       "date_add_years",
       true,
       {day, number},
       day,
       "the same day so many years later, else the month's last",
       "date('2024-02-29').addYears(1) == date('2025-02-28')",
       add_amount<calendar::Years>},
      {"addWorkdays",
       "date_add_workdays",
       true,
       {day, number},
       day,
       "so many working days later, the day itself not counted",
       "date('2025-09-30').addWorkdays(0) == date('2025-09-30')",
       add_working_days},
      {"isWorkday",
       "date_is_workday",
       true,
       {day},
       Type::boolean(),
       "whether the day is worked",
       "date('2025-03-14').isWorkday() || true",
       is_working_day},
      {"year",
       "date_year",
       true,
       {day},
       number,
       "its year",
       "date('2025-03-14').year() == 2025",
       [](Context&, Arguments a) { return Value::integer(to_date(a[0]).year()); }},
      {"month",
       "date_month",
       true,
       {day},
       number,
       "its month, January is 1",
       "date('2025-03-14').month() == 3",
       [](Context&, Arguments a) { return Value::integer(to_date(a[0]).month()); }},
      {"day",
       "date_day",
       true,
       {day},
       number,
       "its day of the month, from 1",
       "date('2025-03-14').day() == 14",
       [](Context&, Arguments a) { return Value::integer(to_date(a[0]).day()); }},
      {"_-_",
       "date_minus_date",
       false,
       {day, day},
       number,
       "the days from the second to the first",
       "date('2025-03-14') - date('2025-03-01') == 13",
       [](Context&, Arguments a) { return Value::integer((to_date(a[0]) - to_date(a[1])).count()); }},
      {"addHours",
       "timestamp_add_hours",
       true,
       {time, number},
       time,
       "so many hours later",
       "timestamp('2025-03-14T00:00:00Z').addHours(2) == timestamp('2025-03-14T02:00:00Z')",
       add_hours},
      {"earliest",
       "list_date_earliest",
       true,
       {Type::list(day)},
       day,
       "the first of the days; null if there is none",
       "[date('2025-03-14'), date('2025-03-01')].earliest() == date('2025-03-01')",
       [](Context&, Arguments a) { return extreme(a, false); }},
      {"earliest",
       "list_timestamp_earliest",
       true,
       {Type::list(time)},
       time,
       "the first of the times; null if there is none",
       "[timestamp('2025-03-14T00:00:00Z')].earliest() == timestamp('2025-03-14T00:00:00Z')",
       [](Context&, Arguments a) { return extreme(a, false); }},
      {"latest",
       "list_date_latest",
       true,
       {Type::list(day)},
       day,
       "the last of the days; null if there is none",
       "[date('2025-03-14'), date('2025-03-01')].latest() == date('2025-03-14')",
       [](Context&, Arguments a) { return extreme(a, true); }},
      {"latest",
       "list_timestamp_latest",
       true,
       {Type::list(time)},
       time,
       "the last of the times; null if there is none",
       "[timestamp('2025-03-14T00:00:00Z')].latest() == timestamp('2025-03-14T00:00:00Z')",
       [](Context&, Arguments a) { return extreme(a, true); }},
      {"sum", "list_int_sum", true, {Type::list(number)}, number, "the sum", "[1, 2].sum() == 3", sum_of_integers},
      {"sum",
       "list_double_sum",
       true,
       {Type::list(Type::floating())},
       Type::floating(),
       "the sum of the decimals as written",
       "[0.1, 0.2].sum() == 0.3",
       sum_of_doubles},
  };
}

void add_changed_by(cel::Environment& environment) {
  const std::array kinds = {Type::integer(), Type::floating()};
  for (const Type& old : kinds) {
    for (const Type& now : kinds) {
      for (const Type& percent : kinds) {
        cel::Overload overload;
        overload.function = "changedBy";
        overload.id =
            fmt::format("changed_by_{}_{}_{}", cel::to_string(old), cel::to_string(now), cel::to_string(percent));
        overload.parameters = {old, now, percent};
        overload.result = Type::boolean();
        overload.doc = "whether the new number differs from the old by so many percent or more, exactly";
        overload.example = "changedBy(3.0, 3.9, 30) && !changedBy(0, 0, 30)";
        overload.implementation = changed_by;
        environment.add_function(std::move(overload));
      }
    }
  }
}

}  // namespace

const cel::OpaqueType& date_type() {
  static const DateType type;
  return type;
}

Value date_value(Date date) { return Value::opaque(date_type(), date.serial()); }

bool is_date(const Value& value) { return value.is(Value::Kind::opaque) && &value.opaque_type() == &date_type(); }

Date to_date(const Value& value) {
  return *calendar::add(Date(), calendar::Days(static_cast<std::int32_t>(value.opaque_payload())));
}

void add_functions(cel::Environment& environment) {
  environment.add_opaque(date_type());
  for (Row& row : rows()) {
    environment.add_function({row.function, row.id, row.member, std::move(row.parameters), row.result, row.doc,
                              row.example, row.implementation, true});
  }
  add_changed_by(environment);
}

}  // namespace zhudun::pack
