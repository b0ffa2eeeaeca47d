// SHA-256 (FIPS 180-4, by nettle) of bytes, as 64 lower-case hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::source {

std::string sha256(std::string_view bytes);

}  // namespace zhudun::source
