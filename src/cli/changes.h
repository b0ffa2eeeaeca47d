// What differs between two judgings of a declaration, for a person to read.
#pragma once

#include <string>

#include "zhudun/report/report.h"

namespace zhudun::cli {

// A line for each finding that differs, with the steps that stand on one side only, and how many there are.
std::string finding_changes(const report::Declaration& before, const report::Declaration& after,
                            source::Language language);

}  // namespace zhudun::cli
