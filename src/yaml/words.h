// The user's own text inside a message: in backticks, one line, cut when it is long.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::yaml {

std::string in_backticks(std::string_view text);

}  // namespace zhudun::yaml
