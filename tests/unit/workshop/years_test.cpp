#include "zhudun/workshop/years.h"

#include "lint_sample.h"

using namespace lint_test;

namespace {

// Names of the parameters that are years, in a pack with `year` beside `period` where R1 is due by `due`.
Texts years(const std::string& due) {
  const Sample sample({{"  period: {", "  year: {value: 2025, title: {zh: 年, en: year}}\n  period: {"},
                       {"due: \"first(incident.found_on.addDays(2), incident.found_on.addDays(period))\"", due}});
  std::string errors;
  for (const diag::Diagnostic& one : sample.diagnostics) errors += diag::to_text(one);
  INFO(errors);
  REQUIRE(sample.pack);
  Texts names;
  for (const std::size_t at : workshop::year_parameters(*sample.pack))
    names.push_back(sample.pack->parameters[at].name);
  return names;
}

}  // namespace

TEST_CASE("a parameter is a year where it stands as one") {
  CHECK(years("due: date(year, 7, 31)") == Texts{"year"});
  CHECK(years("due: incident.found_on\n    arises: date(year, 1, 1)") == Texts{"year"});
  CHECK(years("due: \"incident.found_on.year() == year ? incident.found_on : incident.closed_on\"") == Texts{"year"});
  CHECK(years("due: \"year >= incident.found_on.year() ? incident.found_on : incident.closed_on\"") == Texts{"year"});
  CHECK(years("due: \"first(date(period, 1, 1), date(year, 1, 1))\"") == Texts{"year", "period"});
}

TEST_CASE("and not where it is a number of something else") {
  CHECK(years("due: incident.found_on.addDays(year)") == Texts{});
  CHECK(years("due: date(2025, year, period)") == Texts{});
  CHECK(years("due: \"incident.found_on.month() == year ? incident.found_on : incident.closed_on\"") == Texts{});
  CHECK(years("due: \"incident.count > year ? incident.found_on : incident.closed_on\"") == Texts{});
}
