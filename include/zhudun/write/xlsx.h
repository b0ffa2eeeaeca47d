// A spreadsheet workbook, written as it comes: sheets, in each its rows from the top, in each its cells from the left.
// Out: the bytes of an .xlsx file, the same for the same calls whatever the clock and the machine.
// A text is a text, never a formula or a link. Whatever the bytes handed in, the file opens: what XML forbids and
// broken UTF-8 become U+FFFD, line breaks become line feeds, a text over the limit ends with `…`, rows over the limit
// are left out; both are counted. Nothing is kept on disk meanwhile.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace zhudun::write {

struct XlsxLimits {
  std::uint32_t rows = 1'048'576;   // of a sheet
  std::size_t characters = 32'767;  // of a cell, in UTF-16 units as spreadsheets count
  std::size_t sheet_name = 31;      // the same units
  std::size_t margin_text = 249;    // of a page's header or footer, 255 with the marks of its three parts
};

using XlsxColor = std::int32_t;  // 0xRRGGBB
inline constexpr XlsxColor kNoColor = -1;

struct XlsxStyle {
  enum class Align : std::uint8_t { left, center, right } align = Align::left;
  std::uint8_t points = 10;
  bool bold = false;
  bool italic = false;
  bool wrap = false;
  bool border = false;
  bool zero_as_dash = false;  // of a number
  XlsxColor ink = kNoColor, fill = kNoColor;
  friend auto operator<=>(const XlsxStyle&, const XlsxStyle&) = default;
};

struct XlsxProperties {
  std::string title, subject, author, company, comments;
  std::int32_t created = 0;  // days since 1970-01-01; before 1900 counts as its first day
};

// A text as a cell has it: what it must not hold replaced, cut where it is too long.
struct XlsxText {
  std::string text;
  bool cut = false;
};

class XlsxSheet {
 public:
  void text(std::string_view text, const XlsxStyle& style) { this->text(made(text), style); }
  // The same in two steps, the first of which several threads may do.
  XlsxText made(std::string_view text) const;
  void text(const XlsxText& text, const XlsxStyle& style);
  void number(std::int64_t value, const XlsxStyle& style);
  // Days, or seconds on the clock of the place, since 1970-01-01 as real dates. Spreadsheets disagree about days before
  // 1900-03-01; none is written for them.
  static bool has_day(std::int64_t days);
  static bool has_second(std::int64_t seconds);
  void date(std::int64_t days, const XlsxStyle& style);
  void time(std::int64_t seconds, const XlsxStyle& style);
  // The sum of a block of cells as a formula, `value` standing there until it is computed anew.
  struct Block {
    std::uint32_t first_row, first_column, last_row, last_column;
  };
  void sum(const Block& block, std::int64_t value, const XlsxStyle& style);
  void blank(const XlsxStyle& style);
  void end_row(double points = 0);  // the row's height; 0: one line of the font of the workbook

  std::uint32_t row() const { return row_; }  // that is written now, from 0
  std::uint16_t column() const { return column_; }
  std::size_t rows_left_out() const { return rows_left_out_; }
  std::size_t texts_cut() const { return texts_cut_; }
  const std::string& name() const { return name_; }

  // In characters of a Latin text, the first column first.
  void widths(std::span<const double> columns);
  // Rows above and columns left of the cell stay in sight.
  void freeze(std::uint32_t row, std::uint16_t column);
  void filter(const Block& block);
  // Cells of the block that say exactly this, or are numbers above zero, are shown in these colours.
  void color_text(const Block& block, std::string_view text, XlsxColor ink, XlsxColor fill);
  void color_above_zero(const Block& block, XlsxColor ink, XlsxColor fill);
  // A4 across, one page wide, the row repeated on each page; in foot_right `{page}` and `{pages}` are numbers.
  struct Margins {
    std::string head_left, head_right, foot_left, foot_center, foot_right;
  };
  void print(std::optional<std::uint32_t> repeated_row, const Margins& margins);
  void print_only(const Block& block);

 private:
  friend class XlsxWorkbook;
  XlsxSheet(class XlsxWorkbook& book, lxw_worksheet* sheet, std::string name)
      : book_(&book), sheet_(sheet), name_(std::move(name)) {}
  bool has_room();
  lxw_format* format(const XlsxStyle& style, const char* number_format);

  XlsxWorkbook* book_;
  lxw_worksheet* sheet_;
  std::string name_;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
  std::size_t rows_left_out_ = 0, texts_cut_ = 0;
};

class XlsxWorkbook {
 public:
  // The font of all cells; spreadsheets take another where it is not installed.
  explicit XlsxWorkbook(std::string font, const XlsxLimits& limits = {});
  ~XlsxWorkbook();
  XlsxWorkbook(const XlsxWorkbook&) = delete;
  XlsxWorkbook& operator=(const XlsxWorkbook&) = delete;

  // The name as near to the given one as a sheet may have it: without []:*?/\ and apostrophes at its ends, not empty,
  // no longer than the limit, unlike all others.
  XlsxSheet& add_sheet(std::string_view name);
  void properties(const XlsxProperties& properties);
  const XlsxLimits& limits() const { return limits_; }
  // Once, at the end. None: memory for it could not be had, and fault() says why.
  std::optional<std::string> finish();
  const std::string& fault() const { return fault_; }

 private:
  friend class XlsxSheet;
  std::string legal_name(std::string_view name);

  std::string font_;
  XlsxLimits limits_;
  std::string fault_;
  int file_ = -1;  // in memory
  lxw_workbook* book_ = nullptr;
  std::deque<XlsxSheet> sheets_;
  std::set<std::string> names_ = {"history"};  // in lower case; that one is reserved
  std::map<std::pair<XlsxStyle, std::string_view>, lxw_format*> formats_;
  std::map<std::pair<XlsxColor, XlsxColor>, lxw_format*> colors_;
};

}  // namespace zhudun::write
