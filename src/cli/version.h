#pragma once

#include <string_view>

namespace zhudun::cli {

inline constexpr std::string_view kVersion = ZHUDUN_VERSION;
inline constexpr std::string_view kReleased = ZHUDUN_RELEASED;  // the day of that version

}  // namespace zhudun::cli
