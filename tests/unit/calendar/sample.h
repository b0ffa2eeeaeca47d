// Two years of a real calendar (China, 2025 and 2026) for the tests; 2024 and 2027 are without a notice.
#pragma once

#include <string>
#include <vector>

#include "support/catch.h"
#include "zhudun/calendar/calendar.h"

namespace sample {

using namespace zhudun::calendar;

inline Date day(std::string_view text) {
  const auto date = parse_date(text);
  INFO(text);
  REQUIRE(date);
  return *date;
}

inline Holiday holiday(const char* zh, const char* en, std::string_view first, std::string_view last) {
  return {{zh, en}, day(first), day(last)};
}

inline std::vector<Date> dates(const std::vector<const char*>& texts) {
  std::vector<Date> result;
  for (const char* text : texts) result.push_back(day(text));
  return result;
}

inline Year year_2025() {
  return {2025,
          {"二〇二五", "the notice for 2025"},
          {holiday("元旦", "New Year's Day", "2025-01-01", "2025-01-01"),
           holiday("春节", "Spring Festival", "2025-01-28", "2025-02-04"),
           holiday("清明节", "Tomb-sweeping Day", "2025-04-04", "2025-04-06"),
           holiday("劳动节", "Labour Day", "2025-05-01", "2025-05-05"),
           holiday("端午节", "Dragon Boat Festival", "2025-05-31", "2025-06-02"),
           holiday("国庆节、中秋节", "National Day and Mid-Autumn Festival", "2025-10-01", "2025-10-08")},
          dates({"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"})};
}

inline Year year_2026() {
  return {2026,
          {"二〇二六", "the notice for 2026"},
          {holiday("元旦", "New Year's Day", "2026-01-01", "2026-01-03"),
           holiday("春节", "Spring Festival", "2026-02-15", "2026-02-23"),
           holiday("清明节", "Tomb-sweeping Day", "2026-04-04", "2026-04-06"),
           holiday("劳动节", "Labour Day", "2026-05-01", "2026-05-05"),
           holiday("端午节", "Dragon Boat Festival", "2026-06-19", "2026-06-21"),
           holiday("中秋节", "Mid-Autumn Festival", "2026-09-25", "2026-09-27"),
           holiday("国庆节", "National Day", "2026-10-01", "2026-10-07")},
          dates({"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"})};
}

inline const Calendar& china() {
  static const Calendar calendar("Asia/Shanghai", Offset{480}, {year_2026(), year_2025()});
  return calendar;
}

}  // namespace sample
