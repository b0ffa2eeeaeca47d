// How many bytes a text has once it is compressed by gzip, as those do who upload it (zlib, its usual level).
#pragma once

#include <cstddef>
#include <string_view>

namespace zhudun::write {

std::size_t gzip_size(std::string_view bytes);

}  // namespace zhudun::write
