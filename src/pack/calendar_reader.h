// A calendar from its file: zone, offset, and each year's notice, holidays and make-up working days.
#pragma once

#include <optional>

#include "zhudun/calendar/calendar.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::pack {

std::optional<calendar::Calendar> read_calendar(const yaml::Tree& tree, diag::Diagnostics& diagnostics);

}  // namespace zhudun::pack
