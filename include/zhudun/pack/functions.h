// The functions a pack's rules have beyond CEL's own: dates, working days, exact decimals.
// Sources: Civil Code arts. 200-203 for periods; State Council notices for working days (calendar/).
#pragma once

#include "zhudun/calendar/calendar.h"
#include "zhudun/cel/environment.h"

namespace zhudun::pack {

// What date functions find in Context::host(): which calendar counts, and what an evaluation took from it.
struct Reckoning {
  const calendar::Calendar* calendar = nullptr;
  calendar::YearSet uncovered;  // years that were needed and have no notice
};

const cel::OpaqueType& date_type();
cel::Value date_value(calendar::Date date);
bool is_date(const cel::Value& value);
calendar::Date to_date(const cel::Value& value);

// The type `date` and every function of this room.
void add_functions(cel::Environment& environment);

}  // namespace zhudun::pack
