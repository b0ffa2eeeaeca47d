// CSV (RFC 4180, UTF-8) to the same located tree as YAML. In: a file whose first row names the columns; semicolons or
// tabs may stand for commas (csv/dialect.h). Out: a sequence of mappings, one a row; a key's span is in the header, a
// value's is its cell with its quotes. Cells are plain scalars, so that `120` is an integer by the core schema. An
// empty cell is absent; blank lines, and columns and cells beyond the header that are empty, are skipped; cells missing
// at a row's end are told in a warning. Errors are collected, each with its place: a row of too many cells is left out,
// after a broken quote nothing follows, what was read is still given. Nothing is given without a header or past a
// limit. A table without a fault is read in one pass, any other by libcsv; as reference by libcsv alone.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/yaml/parse.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::csv {

// The key for a column's title, where they differ (a Chinese title, say); nothing for a title that is its own key.
using Columns = std::function<std::optional<std::string>(std::string_view title)>;

struct Limits {
  std::size_t columns = 1'000;
  std::size_t nodes = 20'000'000;
  std::size_t cell_bytes = 1U << 20U;
  std::size_t errors = 100;
};

std::optional<yaml::Tree> parse(const source::File& file, const Columns& columns, diag::Diagnostics& diagnostics,
                                const Limits& limits = {}, yaml::With with = yaml::With::plain_first);

}  // namespace zhudun::csv
