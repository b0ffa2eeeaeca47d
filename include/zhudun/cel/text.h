// Values from and to the texts that CEL itself reads and writes, for hosts that have such texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "zhudun/cel/value.h"

namespace zhudun::cel {

Value read_timestamp(std::string_view text);  // RFC 3339; an error value if it is none
Value read_duration(std::string_view text);   // `1h30m`, `-1.5s`

std::string base64_encode(std::string_view data);                 // RFC 4648
std::optional<std::string> base64_decode(std::string_view text);  // with or without its padding

}  // namespace zhudun::cel
