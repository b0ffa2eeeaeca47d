// Regular expressions by RE2: linear time, whatever the pattern. In: a text and a pattern. Out: whether the pattern is
// found anywhere in it, or an error value for a pattern that is none.
#pragma once

#include <string_view>

#include "zhudun/cel/value.h"

namespace zhudun::cel {

Value regex_found(std::string_view text, std::string_view pattern);

}  // namespace zhudun::cel
