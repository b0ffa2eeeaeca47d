#include "zhudun/csv/cells.h"

#include <algorithm>

#include "csv/dialect.h"
#include "csv/rows.h"
#include "zhudun/source/lines.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::csv {

std::optional<Cells> Cells::read(const source::File& file, const Columns& columns, const Limits& limits) {
  diag::Diagnostics unheard;
  if (!yaml::check_encoding(file, unheard, limits.errors)) return std::nullopt;
  Cells cells;
  Rows rows(file, dialect_of(file), columns, unheard, limits);
  if (!rows.read_cells(cells) || !unheard.empty()) return std::nullopt;
  return cells;
}

std::string_view Cells::quoted(std::size_t cell) const {
  if (!decoded_.empty()) {
    const auto found = decoded_.find(cell);
    if (found != decoded_.end()) return found->second;
  }
  const std::string_view spelt = span(cell).text();
  return spelt.substr(1, spelt.size() - 2);
}

bool Rows::read_cells(Cells& cells) {
  special_ = special(dialect_.delimiter);
  if (!plain_header()) return false;
  for (const Column& column : columns_) {
    if (!column.named || column.left_out) return false;
    cells.columns_.push_back({column.span, column.key});
  }
  cells.file_ = &file_;
  cells.bytes_ = bytes_.data();
  // A tenth more than is guessed: what is never written to takes no room. No cell is less than a byte, its delimiter
  // counted.
  const std::size_t lines = source::lines_guessed(bytes_.substr(at_)) * 11 / 10 + 1;
  cells.begins_.reserve(std::min(lines * (columns_.size() + 1), 2 * bytes_.size() + 2));
  std::size_t nodes = 1;
  for (skip_line_breaks(); at_ < bytes_.size(); skip_line_breaks()) {
    if (!cells_of_row(cells, nodes)) return false;
  }
  return true;
}

// `nodes` is what the same table has as a tree: the bound is one for both.
bool Rows::cells_of_row(Cells& cells, std::size_t& nodes) {
  const std::size_t first = cells.begins_.size();
  std::size_t filled = 0, column = 0;
  std::string_view text;
  std::uint32_t end = 0;
  do {
    if (column == columns_.size() || at_ == bytes_.size() || !plain_cell(text, end)) return false;
    if (!text.empty()) ++filled;
    if (text.data() == decoded_.data()) cells.decoded_.emplace(cells.begins_.size(), text);
    cells.begins_.push_back(at_);
    ++column;
  } while (plain_next(end));
  if (column != columns_.size()) return false;
  if (filled == 0) {
    cells.begins_.resize(first);
    return true;
  }
  cells.begins_.push_back(row_end_ + 1);
  nodes += 2 * filled + 1;
  return nodes <= limits_.nodes;
}

}  // namespace zhudun::csv
