// Builds the tree of a table's cells and rows. In: what libcsv hears, cells in order, their text decoded. Out: nodes
// with their places. libcsv tells no places, so a cursor goes over the same bytes: a cell without quotes is as long as
// its text, a cell in quotes ends at the first quote that is not doubled. Or in: nothing, and read_plain goes over the
// bytes alone, many times as fast, unless the table has a fault.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/dialect.h"
#include "zhudun/csv/cells.h"
#include "zhudun/csv/grid.h"
#include "zhudun/csv/parse.h"
#include "zhudun/yaml/builder.h"

namespace zhudun::csv {

// What may end a cell without quotes, or spoil it.
std::array<bool, 256> special(char delimiter);

class Rows {
 public:
  Rows(const source::File& file, const Dialect& dialect, const Columns& columns, diag::Diagnostics& diagnostics,
       const Limits& limits);

  void cell(std::string_view text);
  void row();
  // An error of libcsv's at an offset, or at the end of the file; nothing is read behind it.
  void bad_quote(std::uint32_t at);
  void finish();

  // Instead of all the above: the same nodes; false where anything is not certain, and then nothing here is of use.
  bool read_plain();
  // Or the cells alone, without nodes; false likewise.
  bool read_cells(Cells& cells);

  bool stopped() const { return stopped_; }  // by a limit; nothing more is taken in
  bool whole() const { return !stopped_ && !in_header_; }
  yaml::Tree tree() && { return std::move(builder_).finish(); }

 private:
  struct Column {
    source::Span span;
    std::string key;
    std::optional<yaml::NodeId> node = {};  // the first row's key; the others share its text
    bool named = true;                      // else its cells must be empty
    bool left_out = false;                  // its fault is told, its cells are left out
  };
  struct Cell {
    std::size_t column = 0;
    source::Span place;
    std::string text;
  };
  source::Span cell_span(std::size_t length);
  void skip_line_breaks();
  bool plain_header();
  void reserve();
  bool plain_row();
  std::size_t cell_end() const;
  bool plain_cell(std::string_view& text, std::uint32_t& end);
  bool plain_next(std::uint32_t end);
  bool cells_of_row(Cells& cells, std::size_t& nodes);
  void key(Column& column);
  void header_cell(source::Span span, std::string_view text);
  void value(source::Span span, std::string_view text);
  void nameless_value(source::Span span);
  void check_header();
  void take_row();
  void add(const Cell& cell);
  void warn_of_short_rows();
  void close();
  void report(diag::Diagnostic diagnostic);
  const Grid& grid();  // made for the first fault
  void stop(source::Span span, std::string_view limit, std::size_t value);
  bool quoted() const { return at_ < bytes_.size() && bytes_[at_] == '"'; }
  source::Span span(std::size_t begin, std::size_t end) const;

  const source::File& file_;
  Dialect dialect_;
  std::string_view bytes_;
  const Columns& columns_for_;
  diag::Diagnostics& diagnostics_;
  const Limits& limits_;
  yaml::TreeBuilder builder_;
  std::vector<Column> columns_;
  std::size_t named_ = 0;  // up to the last column with a name
  std::uint32_t at_;       // where the next cell begins, once line breaks are skipped
  std::uint32_t row_begin_ = 0;
  std::uint32_t row_end_ = 0;
  std::size_t cells_ = 0;  // of the row at hand
  std::size_t width_ = 0;  // of the row at hand, without empty cells at its end
  std::vector<Cell> row_;  // the values of the row at hand: the first `filled_`, the rest are kept for their room
  std::size_t filled_ = 0;
  std::size_t short_rows_ = 0;
  source::Span short_row_;  // the first of them
  std::size_t short_cells_ = 0;
  std::array<bool, 256> special_{};  // bytes that a plain cell without quotes ends at
  std::string decoded_;              // of a plain cell with doubled quotes
  bool in_header_ = true;
  bool stopped_ = false;
  std::size_t errors_ = 0;
  std::optional<Grid> grid_;
};

}  // namespace zhudun::csv
