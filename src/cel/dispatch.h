// Which overload takes the values that arrive.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "cel/code.h"
#include "zhudun/cel/environment.h"

namespace zhudun::cel {

bool matches(const Overload& overload, const Takes& known, std::span<const Value> arguments);
// What strict functions give without being called: the union of the unknowns, else the first error, else nothing.
std::optional<Value> first_failure(std::span<const Value> arguments);
Value no_such_overload(std::string_view function, std::span<const Value> arguments);

}  // namespace zhudun::cel
