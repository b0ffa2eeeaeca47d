// Where a cell stands as a spreadsheet shows it. In: a table's file and a span in it. Out: words such as
// `row 17, column `level``. A row is a record, blank ones and those of several lines count once; a column is called by
// its title in the header, by its letter where it has none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/source/file.h"

namespace zhudun::csv {

class Grid {
 public:
  explicit Grid(const source::File& file);
  // The column is left out of a span that reaches beyond one cell.
  std::string place(source::Span span) const;

 private:
  struct Cell {
    std::size_t column = 0;
    source::Span span;
  };
  // The first cell of a row that it is; nothing if none is.
  template <class Found>
  std::optional<Cell> find(std::size_t row, Found found) const;

  const source::File& file_;
  char delimiter_;
  std::vector<std::uint32_t> rows_;  // where each begins
  std::size_t header_ = 0;           // the first that is not blank
};

}  // namespace zhudun::csv
