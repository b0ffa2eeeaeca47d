// What is likely wrong in a pack that loads. In: the pack and its own files (pack.yaml, declaration schema, rules and
// their tests). Out: errors for what fails whenever it is judged, warnings for the rest, in the order of the files;
// each with its place and advice. What stands in a pack below one that extends it is that pack's own matter and not
// told. Conditions: constant, repeated, contradictory, never equal. Names, readings, recipients, tasks: unused. Texts:
// placeholders, wrong language. Tests: rules without one. Dates: no such day, beyond the calendar, counted from 0.
// Waivers: rule ids that differ only in case or spaces, a subject that an item of another rule could have, a section
// `waivers` without a key the engine reads or with another type for it.
#pragma once

#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

diag::Diagnostics lint(const pack::Pack& pack, const pack::Files& files);

}  // namespace zhudun::workshop
