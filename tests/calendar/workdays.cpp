// Prints the working days of a span, one a line, as the calendar room has them. In, from standard input: `year 2025`,
// then for that year `holiday FIRST LAST` and `make_up DAY` lines; the span as two arguments. Exit status 1: a line
// that cannot be read, a flaw in the data, or a year of the span that is not covered.
#include <iostream>
#include <string>

#include "zhudun/calendar/calendar.h"

namespace {

using namespace zhudun::calendar;

bool read(std::istream& in, std::vector<Year>& years) {
  for (std::string word, first, last; in >> word >> first;) {
    if (word == "year") {
      years.push_back({std::stoi(first), {}, {}, {}});
      continue;
    }
    const auto from = parse_date(first);
    if (years.empty() || !from) return false;
    if (word == "make_up") {
      years.back().make_up.push_back(*from);
      continue;
    }
    const auto to = in >> last ? parse_date(last) : std::nullopt;
    if (word != "holiday" || !to) return false;
    years.back().holidays.push_back({{}, *from, *to});
  }
  return in.eof();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Year> years;
  const auto first = parse_date(argc > 1 ? argv[1] : "");
  const auto last = parse_date(argc > 2 ? argv[2] : "");
  if (!first || !last || !read(std::cin, years) || !flaws(years).empty()) return 1;
  const Calendar calendar("", {}, years);
  YearSet uncovered;
  for (auto day = first; day && *day <= *last; day = add(*day, Days(1))) {
    if (calendar.is_workday(*day, uncovered)) std::cout << to_string(*day) << '\n';
  }
  return uncovered.empty() ? 0 : 1;
}
