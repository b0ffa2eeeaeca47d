// Strings and bytes as CEL writes them, in double quotes with escapes.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::cel {

std::string quoted(std::string_view text);
std::string quoted_bytes(std::string_view data);
// As string(double) gives it: the shortest text that reads back as the same number; NaN, Infinity, -Infinity.
std::string floating_text(double number);

}  // namespace zhudun::cel
