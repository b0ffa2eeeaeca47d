// The checks of a pack, each by what it looks for. All take what is known of the pack and add what they find.
#pragma once

#include <string>
#include <vector>

#include "workshop/lint_constants.h"
#include "workshop/lint_sites.h"
#include "workshop/lint_sources.h"
#include "zhudun/diag/diagnostic.h"

namespace zhudun::workshop {

struct Linted {
  const pack::Pack& pack;
  const Sources& sources;
  const Constants& constants;
  const std::vector<Site>& sites;
};

void lint_conditions(const Linted& of, diag::Diagnostics& found);  // constant, contradictory, repeated
void lint_domains(const Linted& of, diag::Diagnostics& found);     // compared with a value that there is not
void lint_dates(const Linted& of, diag::Diagnostics& found);       // no such day, beyond the calendar, always failing
void lint_habits(const Linted& of, diag::Diagnostics& found);      // what the engine does better than a rule
void lint_unused(const Linted& of, diag::Diagnostics& found);
void lint_readings(const Linted& of, diag::Diagnostics& found);
void lint_texts(const Linted& of, diag::Diagnostics& found);
void lint_tests(const Linted& of, diag::Diagnostics& found);
void lint_waivers(const Linted& of, diag::Diagnostics& found);

// `did you mean `x`? ` if a name is near, then the names, the first of them if they are many.
std::string advice(std::string_view given, const std::vector<std::string>& names, std::string_view they_are);

}  // namespace zhudun::workshop
