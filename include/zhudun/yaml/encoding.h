// Whether a file's bytes are text this program reads: UTF-8 without control characters. In: a file. Out: errors, each
// with its place; another encoding that is recognised is named (source/encoding.h). True if there is nothing to say.
#pragma once

#include <cstddef>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/file.h"

namespace zhudun::yaml {

inline constexpr std::size_t kBomSize = 3;
// The bytes of a leading UTF-8 byte-order mark, 0 or 3.
std::size_t bom_size(const source::File& file);
// Reports at most `most_errors` places.
bool check_encoding(const source::File& file, diag::Diagnostics& diagnostics, std::size_t most_errors);

}  // namespace zhudun::yaml
