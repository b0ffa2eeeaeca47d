#include "zhudun/csv/grid.h"

#include <fmt/format.h>

#include <algorithm>

#include "csv/dialect.h"

namespace zhudun::csv {
namespace {

// A, B, ... Z, AA, ...
std::string letter(std::size_t column) {
  std::string name;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

std::string_view title(source::Span cell) {
  std::string_view text = cell.text();
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

Grid::Grid(const source::File& file) : file_(file) {
  const Dialect dialect = dialect_of(file);
  delimiter_ = dialect.delimiter;
  const std::string_view bytes = file.bytes();
  bool in_quotes = false;
  rows_.push_back(dialect.begin);
  for (std::size_t at = dialect.begin; at < bytes.size(); ++at) {
    if (bytes[at] == '"') in_quotes = !in_quotes;
    if (in_quotes || bytes[at] != '\n') continue;
    if (header_ + 1 == rows_.size() && at <= rows_.back() + (bytes[at - (at > 0 ? 1 : 0)] == '\r' ? 1U : 0U)) ++header_;
    rows_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

// Of rows of millions of cells, only those up to the one that is looked for are gone through.
template <class Found>
std::optional<Grid::Cell> Grid::find(std::size_t row, Found found) const {
  const std::string_view bytes = file_.bytes();
  std::uint32_t begin = rows_[row];
  std::size_t column = 0;
  bool in_quotes = false;
  for (std::uint32_t at = begin; at <= bytes.size(); ++at) {
    const char c = at < bytes.size() ? bytes[at] : '\n';
    if (c == '"') in_quotes = !in_quotes;
    const bool ends = at == bytes.size() || (!in_quotes && (c == '\n' || c == '\r'));
    if (!ends && (in_quotes || c != delimiter_)) continue;
    const Cell cell{column++, {&file_, begin, at}};
    if (found(cell)) return cell;
    if (ends) break;
    begin = at + 1;
  }
  return std::nullopt;
}

std::string Grid::place(source::Span span) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), span.begin);
  const auto row = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - rows_.begin(), 1)) - 1;
  const auto cell =
      find(row, [&](const Cell& one) { return span.begin >= one.span.begin && span.end <= one.span.end; });
  if (!cell) return fmt::format("row {}", row + 1);
  const auto head = find(header_, [&](const Cell& one) { return one.column == cell->column; });
  if (!head || head->span.text().empty()) return fmt::format("row {}, column {}", row + 1, letter(cell->column));
  return fmt::format("row {}, column `{}`", row + 1, title(head->span));
}

}  // namespace zhudun::csv
