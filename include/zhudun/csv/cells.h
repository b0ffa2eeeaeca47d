// A table without a fault, cell by cell where it stands in its file: four bytes a cell, no tree. In: a table as
// csv/parse.h reads it. Out: the same cells; nothing where anything about the table is not certain, which parse() then
// tells. Every row has a cell for each column; rows of empty cells alone are skipped. A cell's number is its row's
// first plus its column. Texts are views into the file's bytes, and live as long as this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "zhudun/csv/parse.h"

namespace zhudun::csv {

class Cells {
 public:
  struct Column {
    source::Span title;
    std::string key;
  };
  static std::optional<Cells> read(const source::File& file, const Columns& columns, const Limits& limits);

  const source::File& file() const { return *file_; }
  const std::vector<Column>& columns() const { return columns_; }
  std::size_t width() const { return columns_.size(); }
  std::uint32_t rows() const { return static_cast<std::uint32_t>(begins_.size() / (width() + 1)); }
  std::size_t first_of_row(std::uint32_t row) const { return row * (width() + 1); }

  std::string_view text(std::size_t cell) const {
    const std::uint32_t begin = begins_[cell], length = begins_[cell + 1] - 1 - begin;
    if (length == 0 || bytes_[begin] != '"') return {bytes_ + begin, length};
    return quoted(cell);
  }
  source::Span span(std::size_t cell) const { return {file_, begins_[cell], begins_[cell + 1] - 1}; }
  source::Span span_of_row(std::size_t first) const { return {file_, begins_[first], begins_[first + width()] - 1}; }

 private:
  friend class Rows;
  std::string_view quoted(std::size_t cell) const;

  const source::File* file_ = nullptr;
  const char* bytes_ = nullptr;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> begins_;                     // of each cell, and one past the end of each row
  std::unordered_map<std::size_t, std::string> decoded_;  // cells with doubled quotes
};

}  // namespace zhudun::csv
