// Declarations in the JSON mapping of cel.expr.Decl, added to an environment.
#pragma once

#include <string>

#include "wire/value_json.h"
#include "zhudun/cel/environment.h"

namespace zhudun::wire {

// Nothing for what is no type.
std::optional<cel::Type> type_from(const Json& json, int depth = 0);
// What is wrong with the declaration, or the empty text.
std::string declare(const Json& declaration, cel::Environment& environment);

}  // namespace zhudun::wire
