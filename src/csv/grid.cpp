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

std::vector<source::Span> Grid::cells(std::size_t row) const {
  const std::string_view bytes = file_.bytes();
  std::vector<source::Span> result;
  std::uint32_t begin = rows_[row];
  bool in_quotes = false;
  for (std::uint32_t at = begin; at <= bytes.size(); ++at) {
    const char c = at < bytes.size() ? bytes[at] : '\n';
    if (c == '"') in_quotes = !in_quotes;
    const bool ends = at == bytes.size() || (!in_quotes && (c == '\n' || c == '\r'));
    if (!ends && (in_quotes || c != delimiter_)) continue;
    result.push_back({&file_, begin, at});
    if (ends) break;
    begin = at + 1;
  }
  return result;
}

std::string Grid::place(source::Span span) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), span.begin);
  const auto row = static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - rows_.begin(), 1)) - 1;
  const std::vector<source::Span> row_cells = cells(row);
  const auto cell = std::find_if(row_cells.begin(), row_cells.end(), [&](const source::Span& one) {
    return span.begin >= one.begin && span.end <= one.end;
  });
  if (cell == row_cells.end()) return fmt::format("row {}", row + 1);
  const auto column = static_cast<std::size_t>(cell - row_cells.begin());
  const std::vector<source::Span> titles = cells(header_);
  if (column >= titles.size() || titles[column].text().empty())
    return fmt::format("row {}, column {}", row + 1, letter(column));
  return fmt::format("row {}, column `{}`", row + 1, title(titles[column]));
}

}  // namespace zhudun::csv
