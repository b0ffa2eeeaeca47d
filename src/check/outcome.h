// What an expression came to: a value, what it took from the calendar and which readings it asked for.
#pragma once

#include "check/asked_readings.h"
#include "zhudun/calendar/calendar.h"
#include "zhudun/cel/value.h"

namespace zhudun::check {

struct Outcome {
  cel::Value value;
  calendar::YearSet uncovered;
  ReadingSet asked;
  bool failed = false;  // an error, which was reported once for the subject
};

}  // namespace zhudun::check
