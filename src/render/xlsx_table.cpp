#include "render/xlsx_table.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "zhudun/calendar/instant.h"
#include "zhudun/source/in_order.h"
#include "zhudun/source/text.h"

namespace zhudun::render {
namespace {

using check::Status;
using write::XlsxSheet;
using write::XlsxStyle;

constexpr std::size_t kNarrowest = 6;
constexpr std::size_t kFilterButton = 3;  // columns that it takes from the title
constexpr std::string_view kClock = "2025-08-03T14:20:00";
constexpr std::size_t kMostLines = 28;  // a row of a spreadsheet is at most 409 points high
constexpr write::XlsxColor kHeaderInk = 0xFFFFFF, kHeaderFill = 0x1F4E78, kEmphasis = 0xF2F2F2;

XlsxStyle header_style() {
  XlsxStyle style;
  style.bold = style.wrap = style.border = true;
  style.align = XlsxStyle::Align::center;
  style.ink = kHeaderInk;
  style.fill = kHeaderFill;
  return style;
}

// How many lines the text takes in a column; beyond the highest row it does not matter.
std::size_t lines_of(std::string_view text, std::size_t width) {
  if (text.size() <= width && text.find('\n') == std::string_view::npos) return 1;
  constexpr std::size_t kMostBytes = 4;  // of a character
  std::size_t lines = 0;
  source::wrap(text.substr(0, kMostBytes * kMostLines * width), width, [&](std::string_view) { ++lines; });
  return std::min(lines, kMostLines);
}

// The width of the text's widest line, or what it was if that is more; beyond the widest column it does not matter.
std::size_t width_of(std::string_view text, std::size_t width, std::size_t widest) {
  for (std::size_t begin = 0; begin <= text.size() && width < widest;) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    width = std::max(width, source::display_width(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return width;
}

}  // namespace

XlsxCell text_cell(std::string_view text) { return {XlsxCell::Kind::text, 0, std::string(text), {}}; }

XlsxCell number_cell(std::int64_t value) { return {XlsxCell::Kind::number, value, std::to_string(value), {}}; }

XlsxCell number_cell_if_any(std::int64_t value) { return value == 0 ? XlsxCell() : number_cell(value); }

XlsxCell moment_cell(std::string_view text) {
  constexpr calendar::Offset kAsItStands{0};
  const std::string_view shown = text.substr(0, kClock.size());
  if (const auto date = calendar::parse_date(text)) {
    if (XlsxSheet::has_day(date->serial())) return {XlsxCell::Kind::date, date->serial(), std::string(shown), {}};
  } else if (calendar::parse_timestamp(text, kAsItStands)) {
    const auto time = calendar::parse_timestamp(shown, kAsItStands);
    if (time && XlsxSheet::has_second(time->at.seconds))
      return {XlsxCell::Kind::time, time->at.seconds, std::string(shown), {}};
  }
  return text_cell(text);
}

double xlsx_height(std::size_t lines, std::uint8_t points) {
  return std::min(1.45 * points * static_cast<double>(lines) + 1.5, 409.0);
}

StatusColors colors_of(Status status) {
  switch (status) {
    case Status::overdue:
      return {0x9C0006, 0xFFC7CE};
    case Status::gap:
      return {0x833C0B, 0xF8CBAD};
    case Status::undeclared:
      return {0x5F497A, 0xE4DFEC};
    case Status::due_soon:
      return {0x7F6000, 0xFFEB9C};
    case Status::pending:
      return {0x1F4E78, 0xDDEBF7};
    case Status::late:
      return {0x806000, 0xFFF2CC};
    case Status::met:
      return {0x006100, 0xC6EFCE};
    case Status::advised:
      return {0x215967, 0xDAEEF3};
    case Status::waived:
      return {0x404040, 0xD9D9D9};
    case Status::not_applicable:
      break;
  }
  return {0x7F7F7F, 0xF2F2F2};
}

// Rows by portions, large enough to be worth handing over.
class XlsxTable::Portions {
 public:
  Portions(std::size_t count, unsigned jobs, const std::function<XlsxRow(std::size_t at)>& row)
      : count_(count), jobs_(jobs), row_(row) {}

  std::size_t size() const { return (count_ + kRows - 1) / kRows; }
  template <class Take>
  void each(std::size_t portion, const Take& take) const {
    for (std::size_t at = portion * kRows; at < std::min(count_, (portion + 1) * kRows); ++at) take(row_(at));
  }
  template <class Work>
  source::InOrder<std::invoke_result_t<Work, std::size_t>> on_threads(const Work& work) const {
    return {size(), jobs_, work, {.ahead = kAhead}};
  }

 private:
  static constexpr std::size_t kRows = 50, kAhead = 32;
  std::size_t count_;
  unsigned jobs_;
  const std::function<XlsxRow(std::size_t at)>& row_;
};

XlsxTable::XlsxTable(XlsxSheet& sheet, std::vector<XlsxColumn> columns)
    : sheet_(sheet),
      columns_(std::move(columns)),
      widths_(columns_.size(), kNarrowest),
      header_row_(sheet.row()),
      row_(header_row_) {}

void XlsxTable::fill(const std::function<void(XlsxTable&)>& rows) {
  for (const bool measuring : {true, false}) {
    measuring_ = measuring;
    row_ = header_row_;
    header();
    rows(*this);
  }
  set_widths();
}

// Rows are measured, and then made again with their heights known, in portions on several threads: the library that
// writes them works on one.
void XlsxTable::fill(std::size_t count, unsigned jobs, const std::function<XlsxRow(std::size_t at)>& row) {
  const Portions portions{count, jobs, row};
  measuring_ = true;
  header();
  measure(portions);
  measuring_ = false;
  row_ = header_row_;
  header();
  write(portions);
  set_widths();
}

void XlsxTable::measure(const Portions& portions) {
  source::InOrder<std::vector<std::size_t>> measured = portions.on_threads([&](std::size_t portion) {
    std::vector<std::size_t> widths(columns_.size());
    portions.each(portion, [&](const XlsxRow& cells) {
      for (std::size_t at = 0; at < cells.size(); ++at)
        widths[at] = width_of(cells[at].shown, widths[at], columns_[at].widest);
    });
    return widths;
  });
  for (std::size_t portion = 0; portion < portions.size(); ++portion) {
    const std::vector<std::size_t> widths = measured.take();
    for (column_ = 0; column_ < widths.size(); ++column_) widen(widths[column_]);
  }
  column_ = 0;
}

void XlsxTable::write(const Portions& portions) {
  // What was written is let go of by those who make what follows.
  std::mutex mutex;
  std::vector<std::vector<High>> written;
  const auto take_written = [&] {
    const std::lock_guard lock(mutex);
    return std::exchange(written, {});
  };
  source::InOrder<std::vector<High>> made = portions.on_threads([&](std::size_t portion) {
    take_written();
    std::vector<High> rows;
    portions.each(portion, [&](XlsxRow cells) { rows.push_back(ready(std::move(cells))); });
    return rows;
  });
  for (std::size_t portion = 0; portion < portions.size(); ++portion) {
    std::vector<High> rows = made.take();
    for (const High& one : rows) {
      for (const XlsxCell& cell : one.cells) write(cell);
      lines_ = one.lines;
      end_row();
    }
    const std::lock_guard lock(mutex);
    written.push_back(std::move(rows));
  }
}

XlsxTable::High XlsxTable::ready(XlsxRow cells) const {
  std::size_t lines = 1;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    XlsxCell& cell = cells[at];
    lines = std::max(lines, lines_of(cell.shown, widths_[at]));
    if (cell.kind == XlsxCell::Kind::text && !cell.shown.empty()) cell.made = sheet_.made(cell.shown);
  }
  return {std::move(cells), lines};
}

void XlsxTable::set_widths() {
  std::vector<double> widths;
  for (const std::size_t width : widths_) widths.push_back(static_cast<double>(width) + 1.5);
  sheet_.widths(widths);
}

void XlsxTable::header() {
  for (const XlsxColumn& column : columns_) {
    if (measuring_) widen(source::display_width(column.title) + kFilterButton);
    lines_ = std::max(lines_, lines_of(column.title, widths_[column_]));
    if (!measuring_) sheet_.text(column.title, header_style());
    ++column_;
  }
  end_row();
}

XlsxStyle XlsxTable::style() const {
  XlsxStyle style;
  style.wrap = style.border = true;
  style.align = columns_[column_].align;
  style.bold = emphasised_;
  if (emphasised_) style.fill = kEmphasis;
  return style;
}

void XlsxTable::widen(std::size_t width) {
  widths_[column_] = std::max(widths_[column_], std::min(width, columns_[column_].widest));
}

void XlsxTable::begin_cell(std::string_view shown) {
  if (measuring_) {
    widen(width_of(shown, widths_[column_], columns_[column_].widest));
  } else {
    lines_ = std::max(lines_, lines_of(shown, widths_[column_]));
  }
}

void XlsxTable::cell(const XlsxCell& cell) {
  begin_cell(cell.shown);
  if (measuring_) {
    ++column_;
  } else {
    write(cell);
  }
}

void XlsxTable::write(const XlsxCell& cell) {
  XlsxStyle style = this->style();
  switch (cell.kind) {
    case XlsxCell::Kind::text:
      if (cell.made) {
        sheet_.text(*cell.made, style);
      } else {
        cell.shown.empty() ? sheet_.blank(style) : sheet_.text(cell.shown, style);
      }
      break;
    case XlsxCell::Kind::number:
      style.zero_as_dash = true;
      sheet_.number(cell.value, style);
      break;
    case XlsxCell::Kind::date:
      sheet_.date(cell.value, style);
      break;
    case XlsxCell::Kind::time:
      sheet_.time(cell.value, style);
      break;
  }
  ++column_;
}

void XlsxTable::sum(const XlsxSheet::Block& block, std::int64_t value) {
  begin_cell(std::to_string(value));
  if (!measuring_) {
    XlsxStyle style = this->style();
    style.zero_as_dash = true;
    sheet_.sum(block, value, style);
  }
  ++column_;
}

void XlsxTable::end_row() {
  if (!measuring_) sheet_.end_row(xlsx_height(lines_));
  ++row_;
  column_ = 0;
  lines_ = 1;
}

XlsxSheet::Block XlsxTable::cells_of(std::uint32_t column) const {
  return {header_row_ + 1, column, sheet_.row() - 1, column};
}

void XlsxTable::color_by_status(std::uint32_t column, source::Language language) {
  for (std::size_t at = 0; at < check::kStatuses; ++at) {
    const auto status = static_cast<Status>(at);
    const auto [ink, fill] = colors_of(status);
    sheet_.color_text(cells_of(column), report::status_word(status, language), ink, fill);
  }
}

void XlsxTable::hold(std::uint16_t frozen_columns, bool filter) {
  sheet_.freeze(header_row_ + 1, frozen_columns);
  const auto last_column = static_cast<std::uint32_t>(columns_.size() - 1);
  if (filter) sheet_.filter({header_row_, 0, std::max(sheet_.row() - 1, header_row_), last_column});
}

void XlsxTable::print(const XlsxSheet::Margins& margins, std::uint32_t end) {
  sheet_.print(header_row_, margins);
  if (end > 0) sheet_.print_only({0, 0, sheet_.row() - 1, end - 1});
}

}  // namespace zhudun::render
