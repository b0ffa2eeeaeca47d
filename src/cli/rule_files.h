// The rules as files that an editor can open. In: a file of a pack. Out: the path of it: its own where it is one, else
// that of a read-only copy, which is made in the cache folder.
#pragma once

#include <optional>
#include <string>

#include "zhudun/cli/run.h"
#include "zhudun/source/file.h"

namespace zhudun::cli {

// Absent where it is built in and there is no cache folder that can be written to.
std::optional<std::string> openable_path(const source::File& file, const World& world);

}  // namespace zhudun::cli
