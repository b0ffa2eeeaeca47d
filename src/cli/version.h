#pragma once

#include <string_view>

namespace zhudun::cli {

inline constexpr std::string_view kVersion = ZHUDUN_VERSION;

}  // namespace zhudun::cli
