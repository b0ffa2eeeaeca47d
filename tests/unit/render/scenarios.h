// The reports that every format is tried on: nothing found, one finding, one of each status, a batch of three
// companies, one company declared twice, findings held against a baseline and dates to come (both in both languages),
// hostile text, a dozen, and more than a format may list.
#pragma once

#include <string>
#include <vector>

#include "zhudun/report/report.h"

namespace scenarios {

struct Scenario {
  std::string name;
  zhudun::report::Report report;
  std::size_t findings;  // that every format lists
};

// Texts that break out of somewhere if they are not escaped there.
const std::vector<std::string>& hostile_texts();
std::vector<Scenario> all();
zhudun::report::Report many(std::size_t findings);

}  // namespace scenarios
