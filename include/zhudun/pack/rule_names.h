// The rule that a mistyped id means. In: a pack, an id that none of its rules has. Out: advice: `did you mean ...?`.
// Case and leading zeros are nothing to go by; the beginning of several ids stands for all of them.
#pragma once

#include <string>
#include <string_view>

#include "zhudun/pack/pack.h"

namespace zhudun::pack {

std::string rule_advice(const Pack& pack, std::string_view id);

}  // namespace zhudun::pack
