// How a table's cells are set apart: by what its first line `sep=;` says, else by the first of comma, semicolon and tab
// that stands in its header outside quotes.
#pragma once

#include <cstdint>

#include "zhudun/source/file.h"

namespace zhudun::csv {

struct Dialect {
  char delimiter = ',';
  std::uint32_t begin = 0;  // of the header: past a byte-order mark and the line `sep=`

  std::string_view name() const;
};

Dialect dialect_of(const source::File& file);

}  // namespace zhudun::csv
