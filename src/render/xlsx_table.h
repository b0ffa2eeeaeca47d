// A table on a sheet: a header row, rows of cells by column, and what makes a table of it: widths and heights by what
// stands in the cells (a Chinese character takes two columns), a frozen header with filters, colours by status, print
// set-up. In: columns, then cells in order. Out: the sheet. Nothing here knows what the columns mean.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/report/report.h"
#include "zhudun/write/xlsx.h"

namespace zhudun::render {

struct XlsxColumn {
  std::string title;
  std::size_t widest;  // columns of a terminal; what is wider is wrapped
  write::XlsxStyle::Align align = write::XlsxStyle::Align::left;
};

// What stands in a cell, and how a person sees it.
struct XlsxCell {
  enum class Kind : std::uint8_t { text, number, date, time } kind = Kind::text;
  std::int64_t value = 0;  // of a number, a date (days) or a time (seconds)
  std::string shown;
  std::optional<write::XlsxText> made = {};  // of a text, once it is ready to be written
};
XlsxCell text_cell(std::string_view text);
XlsxCell number_cell(std::int64_t value);
// The number, or nothing for 0.
XlsxCell number_cell_if_any(std::int64_t value);
// A date or an RFC 3339 time as a real one, as its zone's clock shows it; another text as it is, an empty one as none.
XlsxCell moment_cell(std::string_view text);

using XlsxRow = std::vector<XlsxCell>;

class XlsxTable {
 public:
  // Begins at the sheet's current row.
  XlsxTable(write::XlsxSheet& sheet, std::vector<XlsxColumn> columns);

  // Writes the header and the rows. `rows` is called twice with the same to say: to measure, then to write.
  void fill(const std::function<void(XlsxTable&)>& rows);

  // The same of many: `row` gives each of them, twice, on whichever of several threads.
  void fill(std::size_t count, unsigned jobs, const std::function<XlsxRow(std::size_t at)>& row);

  void cell(const XlsxCell& cell);
  void text(std::string_view text) { cell(text_cell(text)); }
  void number(std::int64_t value) { cell(number_cell(value)); }
  void number_if_any(std::int64_t value) { cell(number_cell_if_any(value)); }
  void moment(std::string_view text) { cell(moment_cell(text)); }
  void sum(const write::XlsxSheet::Block& block, std::int64_t value);
  void end_row();
  // From now on cells are emphasised, or not.
  void emphasise(bool on) { emphasised_ = on; }

  std::uint32_t row() const { return row_; }  // that is filled now, counted on the sheet
  std::uint32_t column() const { return column_; }
  // The rows of a column below the header; without rows it ends before it begins.
  write::XlsxSheet::Block cells_of(std::uint32_t column) const;
  bool empty() const { return row_ == header_row_ + 1; }

  // Colours the cells of a column that hold a status' word.
  void color_by_status(std::uint32_t column, source::Language language);
  // Frozen header and columns, filter.
  void hold(std::uint16_t frozen_columns, bool filter = true);
  // Its header on each page, the columns from the first to the one before `end`.
  void print(const write::XlsxSheet::Margins& margins, std::uint32_t end = 0);

 private:
  write::XlsxStyle style() const;
  void widen(std::size_t width);
  void begin_cell(std::string_view shown);
  void write(const XlsxCell& cell);
  class Portions;
  struct High {
    XlsxRow cells;
    std::size_t lines;  // that its highest cell has
  };
  void measure(const Portions& portions);
  void write(const Portions& portions);
  High ready(XlsxRow cells) const;
  void header();
  void set_widths();

  write::XlsxSheet& sheet_;
  std::vector<XlsxColumn> columns_;
  std::vector<std::size_t> widths_;
  std::uint32_t header_row_, row_, column_ = 0;
  std::size_t lines_ = 1;  // of the row's highest cell
  bool measuring_ = false, emphasised_ = false;
};

// The height of a row of so many lines, in points.
double xlsx_height(std::size_t lines, std::uint8_t points = 10);

struct StatusColors {
  write::XlsxColor ink, fill;
};
StatusColors colors_of(check::Status status);

}  // namespace zhudun::render
