// The folder in which the program may keep what it can make again: $XDG_CACHE_HOME/zhudun, else ~/.cache/zhudun.
#pragma once

#include <optional>
#include <string>

#include "zhudun/cli/run.h"

namespace zhudun::cli {

// Absent where the environment names no home. It may not be there yet.
std::optional<std::string> cache_folder(const World& world);

}  // namespace zhudun::cli
