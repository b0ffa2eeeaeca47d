// The functions that rules have beyond CEL's own: exact decimals, dates at their edges, working days and their limits.
#include "zhudun/pack/functions.h"

#include <fmt/format.h>

#include "support/catch.h"
#include "zhudun/cel/program.h"

using namespace zhudun;

namespace {

const calendar::Calendar& made_up() {
  const auto day = [](const char* text) { return *calendar::parse_date(text); };
  static const calendar::Calendar calendar(
      "Made/Up", calendar::Offset{480},
      {{2030, {"通知", "notice"}, {{{"节", "Feast"}, day("2030-05-01"), day("2030-05-05")}}, {day("2030-05-11")}}});
  return calendar;
}

struct Answer {
  std::string text;
  calendar::YearSet uncovered;
};

Answer answer(const std::string& expression) {
  cel::Environment environment = cel::Environment().extend();
  pack::add_functions(environment);
  diag::Diagnostics diagnostics;
  const auto program = cel::compile(environment, {expression, nullptr, {}}, diagnostics);
  INFO(expression);
  REQUIRE(program);
  pack::Reckoning reckoning{&made_up(), {}};
  cel::Context context(cel::EvaluationLimits(), &reckoning, nullptr);
  const cel::Value value = program->evaluate({}, context);
  if (value.is(cel::Value::Kind::error)) return {fmt::format("error: {}", value.error_message()), reckoning.uncovered};
  return {cel::to_string(value), reckoning.uncovered};
}

struct Row {
  const char* expression;
  const char* result;
};

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.expression);
    CHECK(answer(row.expression).text == row.result);
  }
}

}  // namespace

TEST_CASE("changedBy is exact") {
  check_rows({
      {"changedBy(3.0, 3.9, 30)", "true"},  // in doubles 0.9 / 3.0 is less than 0.3
      {"changedBy(3.0, 3.8999999999999, 30)", "false"},
      {"changedBy(1234567.8, 1604938.13, 30)", "false"},
      {"changedBy(1234567.8, 1604938.14, 30)", "true"},
      {"changedBy(100, 130, 30)", "true"},
      {"changedBy(10000, 12999, 30)", "false"},  // 29.99 %
      {"changedBy(10000, 13000, 30)", "true"},
      {"changedBy(100, 70, 30)", "true"},  // downwards too
      {"changedBy(100, 71, 30)", "false"},
      {"changedBy(0.7, 0.91, 30)", "true"},
      {"changedBy(1.1, 1.43, 30)", "true"},
      {"changedBy(0.1, 0.13, 30)", "true"},
      {"changedBy(0.3, 0.1 + 0.2, 0)", "true"},  // at 0 per cent everything is a change
      {"changedBy(0, 0, 30)", "false"},
      {"changedBy(0.0, 0.0, 30)", "false"},
      {"changedBy(0, 0.0000001, 30)", "true"},
      {"changedBy(-0.0, 0, 30)", "false"},
      {"changedBy(0, 1, 1000)", "true"},  // from nothing any increase is one
      {"changedBy(5, 0, 100)", "true"},
      {"changedBy(5, 0, 101)", "false"},
      {"changedBy(-100, -130, 30)", "true"},
      {"changedBy(-100, -129, 30)", "false"},
      {"changedBy(3, 3.9, 30)", "true"},  // ints and doubles in any mix
      {"changedBy(3.0, 4, 33.3)", "true"},
      {"changedBy(3.0, 4, 33.4)", "false"},
      {"changedBy(1e308, 1.3e308, 30)", "true"},
      {"changedBy(1e308, 1.29e308, 30)", "false"},
      {"changedBy(5e-324, 1e-323, 100)", "true"},
      {"changedBy(1e-300, 1e300, 30)", "true"},
      {"changedBy(1e300, 1e300, 0.001)", "false"},
      {"changedBy(9223372036854775807, 9223372036854775806, 30)", "false"},
      {"changedBy(-9223372036854775808, 9223372036854775807, 199)", "true"},
      {"changedBy(1.0, 1.0 / 0.0, 30)", "error: a number is not finite"},
      {"changedBy(0.0 / 0.0, 1.0, 30)", "error: a number is not finite"},
  });
}

TEST_CASE("sum is exact") {
  check_rows({
      {"[0.1, 0.2].sum() == 0.3", "true"},
      {"[0.1, 0.2, -0.3].sum() == 0.0", "true"},
      {"[1.2, 1.3, 0.5].sum()", "3.0"},
      {"[1e16, 1.0, -1e16].sum()", "1.0"},
      {"[1e300, 1.0, -1e300].sum()", "1.0"},
      {"[5e-324, 5e-324].sum() == 1e-323", "true"},
      {"[1234567.891, 0.109].sum()", "1234568.0"},
      {"[0.1234567891234].sum() == 0.1234567891234", "true"},
      {"[1e308, 1e308].sum()", "error: sum overflow"},
      {"[-1e308, -1e308].sum()", "error: sum overflow"},
      {"[1e308, 1e308, -1e308].sum() == 1e308", "true"},
      {"[0.1].filter(x, false).sum()", "0.0"},
      {"[1, 2, 3].sum()", "6"},
      {"[9223372036854775807, 1].sum()", "error: sum overflow"},
      {"[1.0, 1.0 / 0.0].sum()", "error: a number of the sum is not finite"},
  });
}

TEST_CASE("dates from texts, numbers and times") {
  check_rows({
      {"date('2028-02-29')", "2028-02-29"},
      {"date('2030-02-29')", "error: `2030-02-29` is not a date, YYYY-MM-DD"},
      {"date('2030-2-1')", "error: `2030-2-1` is not a date, YYYY-MM-DD"},
      {"date('')", "error: `` is not a date, YYYY-MM-DD"},
      {"date(2030, 12, 31)", "2030-12-31"},
      {"date(2030, 13, 1)", "error: there is no such day"},
      {"date(2030, 2, 29)", "error: there is no such day"},
      {"date(0, 1, 1)", "error: there is no such day"},
      {"date(9223372036854775807, 1, 1)", "error: there is no such day"},
      {"date(timestamp('2030-03-13T15:59:59Z'))", "2030-03-13"},  // the day on the calendar's clock
      {"date(timestamp('2030-03-13T16:00:00Z'))", "2030-03-14"},
  });
}

TEST_CASE("months and years end on the month's last day") {
  check_rows({
      {"date('2030-01-31').addMonths(1)", "2030-02-28"},
      {"date('2028-01-31').addMonths(1)", "2028-02-29"},
      {"date('2030-11-30').addMonths(3)", "2031-02-28"},
      {"date('2030-03-31').addMonths(-1)", "2030-02-28"},
      {"date('2030-01-31').addMonths(1).addMonths(1)", "2030-03-28"},
      {"date('2030-01-31').addMonths(2)", "2030-03-31"},
      {"date('2028-02-29').addYears(1)", "2029-02-28"},
      {"date('2028-02-29').addYears(4)", "2032-02-29"},
      {"date('2028-02-29').addYears(-4)", "2024-02-29"},
      {"date('2030-12-31').addMonths(0)", "2030-12-31"},
      {"date('2030-12-31').addDays(1)", "2031-01-01"},
      {"date('2030-03-01').addDays(-1)", "2030-02-28"},
      {"date('2030-03-01') - date('2028-03-01')", "730"},
      {"date('2028-03-01') - date('2028-02-01')", "29"},
      {"date('0001-01-01') - date('9999-12-31')", "-3652058"},
      {"date('2030-05-01') < date('2030-05-02')", "true"},
      {"[date('2030-05-02').year(), date('2030-05-02').month(), date('2030-05-02').day()]", "[2030, 5, 2]"},
  });
}

TEST_CASE("beyond the years 0001 to 9999 there is an error, never another day") {
  const char* outside = "error: the date is outside the years 0001 to 9999";
  for (const char* expression :
       {"date('9999-12-31').addDays(1)", "date('0001-01-01').addDays(-1)", "date('9999-12-01').addMonths(1)",
        "date('2030-01-01').addYears(7970)", "date('2030-01-01').addDays(9223372036854775807)",
        "date('2030-01-01').addDays(-9223372036854775808)", "date('2030-01-01').addMonths(4294967296)",
        "date('2030-01-01').addYears(10000001)", "date('9999-12-31').addWorkdays(1)"}) {
    INFO(expression);
    CHECK(answer(expression).text == outside);
  }
  CHECK(answer("date('9999-12-30').addDays(1)").text == "9999-12-31");
  CHECK(answer("date('2030-01-01').addYears(7969)").text == "9999-01-01");
}

TEST_CASE("working days skip the holidays, count the make-up days, and have a limit") {
  check_rows({
      {"date('2030-04-30').addWorkdays(1)", "2030-05-06"},  // 1 to 5 May off
      {"date('2030-04-30').addWorkdays(0)", "2030-04-30"},
      {"date('2030-05-01').addWorkdays(0)", "2030-05-01"},  // a holiday stays where it is
      {"date('2030-05-06').addWorkdays(-1)", "2030-04-30"},
      {"date('2030-05-10').addWorkdays(1)", "2030-05-11"},  // a Saturday that is worked
      {"date('2030-05-11').addWorkdays(1)", "2030-05-13"},
      {"date('2030-05-11').isWorkday()", "true"},
      {"date('2030-05-12').isWorkday()", "false"},
      {"date('2030-05-01').isWorkday()", "false"},
      {"date('2030-01-01').addWorkdays(100001)", "error: more than 100000 working days"},
      {"date('2030-01-01').addWorkdays(-100001)", "error: more than 100000 working days"},
      {"date('2030-01-01').addWorkdays(9223372036854775807)", "error: more than 100000 working days"},
  });
  CHECK(answer("date('2030-01-01').addWorkdays(100000)").text.size() == 10);
}

TEST_CASE("a year without a notice is noted, and only where it was needed") {
  CHECK(answer("date('2030-12-30').addWorkdays(1)").uncovered.empty());
  CHECK(answer("date('2030-12-31').addWorkdays(1)").uncovered == calendar::YearSet{2031});
  CHECK(answer("date('2029-12-31').addWorkdays(1)").uncovered.empty());
  CHECK(answer("date('2030-01-01').addWorkdays(-1)").uncovered == calendar::YearSet{2029});
  CHECK(answer("date('2031-01-01').isWorkday()").uncovered == calendar::YearSet{2031});
  CHECK(answer("date('2031-01-01').addDays(700)").uncovered.empty());
  CHECK(answer("true || date('2031-01-01').isWorkday()").uncovered.empty());
}

TEST_CASE("the first and the last of a list") {
  check_rows({
      {"[date('2030-05-02'), date('2030-05-01'), date('2030-05-03')].earliest()", "2030-05-01"},
      {"[date('2030-05-02'), date('2030-05-03'), date('2030-05-01')].latest()", "2030-05-03"},
      {"[date('2030-05-02')].filter(d, false).earliest()", "null"},
      {"[date('2030-05-02'), null].latest()", "null"},
      {"[timestamp('2030-05-01T00:00:01Z'), timestamp('2030-05-01T00:00:00Z')].earliest() == "
       "timestamp('2030-05-01T00:00:00Z')",
       "true"},
  });
}

TEST_CASE("hours") {
  check_rows({
      {"timestamp('2030-05-01T00:00:00Z').addHours(24) == timestamp('2030-05-02T00:00:00Z')", "true"},
      {"timestamp('2030-05-01T00:00:00Z').addHours(-1) == timestamp('2030-04-30T23:00:00Z')", "true"},
      {"timestamp('9999-12-31T22:59:59Z').addHours(1) == timestamp('9999-12-31T23:59:59Z')", "true"},
      {"timestamp('9999-12-31T23:00:00Z').addHours(1)", "error: the time is outside the years 0001 to 9999"},
      {"timestamp('0001-01-01T00:59:59Z').addHours(-1)", "error: the time is outside the years 0001 to 9999"},
      {"timestamp('2030-05-01T00:00:00Z').addHours(9223372036854775807)",
       "error: the time is outside the years 0001 to 9999"},
  });
}

TEST_CASE("without a calendar there are no working days, but days") {
  cel::Environment environment = cel::Environment().extend();
  pack::add_functions(environment);
  const auto said = [&](const std::string& expression) {
    diag::Diagnostics diagnostics;
    const auto program = cel::compile(environment, {expression, nullptr, {}}, diagnostics);
    REQUIRE(program);
    cel::Context context;
    return cel::to_string(program->evaluate({}, context));
  };
  CHECK(said("date('2030-05-01').addWorkdays(1)") == "error(host: no calendar is at hand)");
  CHECK(said("date('2030-05-01').isWorkday()") == "error(host: no calendar is at hand)");
  CHECK(said("date('2030-05-01').addDays(1)") == "2030-05-02");
}
