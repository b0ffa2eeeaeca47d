#include "zhudun/write/xlsx.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "write/memory_stream.h"
#include "write/xlsx_library.h"
#include "write/xlsx_text.h"

namespace zhudun::write {
namespace {

constexpr std::int64_t kFirstDay = -25'508;     // 1900-03-01, in days since 1970-01-01
constexpr std::int64_t kSerialOf1970 = 25'569;  // as spreadsheets count days
constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr int kBorderColor = 0xBFBFBF;
constexpr std::size_t kPropertyUnits = 255;
// As text, so that what is typed into such a cell, or confirmed in it, does not become a formula either.
constexpr const char* kTextFormat = "@";
constexpr std::uint8_t kTextFormatNumber = 49;  // of those that every spreadsheet knows
constexpr const char* kNumberFormat = "0";
constexpr const char* kDashFormat = "0;-0;\"–\"";
constexpr const char* kDateFormat = "yyyy-mm-dd";
constexpr const char* kTimeFormat = "yyyy-mm-dd hh:mm:ss";

std::string column_name(std::uint32_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

// A part of a page's header or footer. Ampersands lead marks there and are doubled in a text.
std::string margin_part(std::string_view mark, std::string_view text, std::size_t units) {
  if (text.empty()) return {};
  const auto ampersands = static_cast<std::size_t>(std::count(text.begin(), text.end(), '&'));
  std::string part(mark);
  for (const char c : xlsx_line(text, units - std::min(units - 1, ampersands))) {
    if (c == '&') part += c;
    part += c;
  }
  return part;
}

std::string with_page_numbers(std::string part) {
  for (const auto& [name, mark] : {std::pair("{page}", "&P"), std::pair("{pages}", "&N")}) {
    if (const std::size_t at = part.find(name); at != std::string::npos) part.replace(at, std::strlen(name), mark);
  }
  return part;
}

// The bytes of a file in memory.
std::optional<std::string> read_whole(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t got = ::pread(file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

// --- cells

bool XlsxSheet::has_room() { return row_ < book_->limits_.rows && sheet_; }

lxw_format* XlsxSheet::format(const XlsxStyle& style, const char* number_format) {
  lxw_format*& format = book_->formats_[{style, number_format}];
  if (format) return format;
  format = xlsx_library().workbook_add_format(book_->book_);
  xlsx_library().format_set_font_name(format, book_->font_.c_str());
  xlsx_library().format_set_font_size(format, style.points);
  if (number_format == std::string_view(kTextFormat)) {
    xlsx_library().format_set_num_format_index(format, kTextFormatNumber);
  } else {
    xlsx_library().format_set_num_format(format, number_format);
  }
  xlsx_library().format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (style.align == XlsxStyle::Align::center) xlsx_library().format_set_align(format, LXW_ALIGN_CENTER);
  if (style.align == XlsxStyle::Align::right) xlsx_library().format_set_align(format, LXW_ALIGN_RIGHT);
  if (style.align == XlsxStyle::Align::left) xlsx_library().format_set_align(format, LXW_ALIGN_LEFT);
  if (style.bold) xlsx_library().format_set_bold(format);
  if (style.italic) xlsx_library().format_set_italic(format);
  if (style.wrap) xlsx_library().format_set_text_wrap(format);
  if (style.ink != kNoColor) xlsx_library().format_set_font_color(format, static_cast<lxw_color_t>(style.ink));
  if (style.fill != kNoColor) xlsx_library().format_set_bg_color(format, static_cast<lxw_color_t>(style.fill));
  if (style.border) {
    xlsx_library().format_set_border(format, LXW_BORDER_THIN);
    xlsx_library().format_set_border_color(format, kBorderColor);
  }
  return format;
}

XlsxText XlsxSheet::made(std::string_view text) const { return xlsx_text(text, book_->limits_.characters); }

void XlsxSheet::text(const XlsxText& text, const XlsxStyle& style) {
  if (has_room()) {
    texts_cut_ += text.cut;
    xlsx_library().worksheet_write_string(sheet_, row_, column_, text.text.c_str(), format(style, kTextFormat));
  }
  ++column_;
}

void XlsxSheet::number(std::int64_t value, const XlsxStyle& style) {
  const char* spelling = style.zero_as_dash ? kDashFormat : kNumberFormat;
  if (has_room()) {
    xlsx_library().worksheet_write_number(sheet_, row_, column_, static_cast<double>(value), format(style, spelling));
  }
  ++column_;
}

bool XlsxSheet::has_day(std::int64_t days) { return days >= kFirstDay; }

bool XlsxSheet::has_second(std::int64_t seconds) { return seconds >= kFirstDay * kSecondsOfDay; }

void XlsxSheet::date(std::int64_t days, const XlsxStyle& style) {
  const auto serial = static_cast<double>(days + kSerialOf1970);
  if (has_room() && has_day(days))
    xlsx_library().worksheet_write_number(sheet_, row_, column_, serial, format(style, kDateFormat));
  ++column_;
}

void XlsxSheet::time(std::int64_t seconds, const XlsxStyle& style) {
  const double serial = static_cast<double>(seconds) / kSecondsOfDay + kSerialOf1970;
  if (has_room() && has_second(seconds)) {
    xlsx_library().worksheet_write_number(sheet_, row_, column_, serial, format(style, kTimeFormat));
  }
  ++column_;
}

void XlsxSheet::sum(const Block& block, std::int64_t value, const XlsxStyle& style) {
  const std::string formula = fmt::format("=SUM({}{}:{}{})", column_name(block.first_column), block.first_row + 1,
                                          column_name(block.last_column), block.last_row + 1);
  const char* spelling = style.zero_as_dash ? kDashFormat : kNumberFormat;
  if (has_room()) {
    xlsx_library().worksheet_write_formula_num(sheet_, row_, column_, formula.c_str(), format(style, spelling),
                                               static_cast<double>(value));
  }
  ++column_;
}

void XlsxSheet::blank(const XlsxStyle& style) {
  if (has_room()) xlsx_library().worksheet_write_blank(sheet_, row_, column_, format(style, kTextFormat));
  ++column_;
}

void XlsxSheet::end_row(double points) {
  if (!has_room()) ++rows_left_out_;
  if (has_room() && points > 0) xlsx_library().worksheet_set_row(sheet_, row_, points, nullptr);
  if (row_ < book_->limits_.rows) ++row_;
  column_ = 0;
}

// --- the sheet around them

void XlsxSheet::widths(std::span<const double> columns) {
  if (!sheet_) return;
  for (std::size_t at = 0; at < columns.size(); ++at) {
    xlsx_library().worksheet_set_column(sheet_, static_cast<lxw_col_t>(at), static_cast<lxw_col_t>(at), columns[at],
                                        nullptr);
  }
  if (columns.empty()) return;
  const std::string all = fmt::format("A1:{}{}", column_name(static_cast<std::uint32_t>(columns.size() - 1)),
                                      std::max(row_, std::uint32_t{1}));
  xlsx_library().worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str());
}

void XlsxSheet::freeze(std::uint32_t row, std::uint16_t column) {
  if (sheet_) xlsx_library().worksheet_freeze_panes(sheet_, row, column);
}

void XlsxSheet::filter(const Block& block) {
  if (!sheet_) return;
  xlsx_library().worksheet_autofilter(sheet_, block.first_row, static_cast<lxw_col_t>(block.first_column),
                                      block.last_row, static_cast<lxw_col_t>(block.last_column));
}

namespace {

void add_condition(lxw_worksheet* sheet, const XlsxSheet::Block& block, lxw_conditional_format& condition) {
  if (block.last_row < block.first_row) return;
  condition.type = LXW_CONDITIONAL_TYPE_CELL;
  xlsx_library().worksheet_conditional_format_range(sheet, block.first_row, static_cast<lxw_col_t>(block.first_column),
                                                    block.last_row, static_cast<lxw_col_t>(block.last_column),
                                                    &condition);
}

lxw_format* color_format(lxw_workbook* book, std::map<std::pair<XlsxColor, XlsxColor>, lxw_format*>& known,
                         XlsxColor ink, XlsxColor fill) {
  lxw_format*& format = known[{ink, fill}];
  if (format) return format;
  format = xlsx_library().workbook_add_format(book);
  if (ink != kNoColor) xlsx_library().format_set_font_color(format, static_cast<lxw_color_t>(ink));
  if (fill != kNoColor) xlsx_library().format_set_bg_color(format, static_cast<lxw_color_t>(fill));
  return format;
}

}  // namespace

void XlsxSheet::color_text(const Block& block, std::string_view text, XlsxColor ink, XlsxColor fill) {
  if (!sheet_) return;
  std::string quoted = "\"";
  for (const char c : xlsx_line(text, kPropertyUnits)) quoted += c == '"' ? "\"\"" : std::string(1, c);
  quoted += '"';
  lxw_conditional_format condition{};
  condition.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
  condition.value_string = quoted.data();
  condition.format = color_format(book_->book_, book_->colors_, ink, fill);
  add_condition(sheet_, block, condition);
}

void XlsxSheet::color_above_zero(const Block& block, XlsxColor ink, XlsxColor fill) {
  if (!sheet_) return;
  lxw_conditional_format condition{};
  condition.criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN;
  condition.value = 0;
  condition.format = color_format(book_->book_, book_->colors_, ink, fill);
  add_condition(sheet_, block, condition);
}

void XlsxSheet::print(std::optional<std::uint32_t> repeated_row, const Margins& margins) {
  if (!sheet_) return;
  constexpr std::uint8_t kA4 = 9;
  xlsx_library().worksheet_set_landscape(sheet_);
  xlsx_library().worksheet_set_paper(sheet_, kA4);
  xlsx_library().worksheet_fit_to_pages(sheet_, 1, 0);
  xlsx_library().worksheet_set_margins(sheet_, 0.4, 0.4, 0.7, 0.6);
  if (repeated_row) xlsx_library().worksheet_repeat_rows(sheet_, *repeated_row, *repeated_row);
  const std::size_t units = book_->limits_.margin_text;
  const std::string head =
      margin_part("&L", margins.head_left, units * 3 / 5) + margin_part("&R", margins.head_right, units * 2 / 5);
  const std::string foot = margin_part("&L", margins.foot_left, units / 3) +
                           margin_part("&C", margins.foot_center, units / 3) +
                           with_page_numbers(margin_part("&R", margins.foot_right, units / 3));
  xlsx_library().worksheet_set_header(sheet_, head.c_str());
  xlsx_library().worksheet_set_footer(sheet_, foot.c_str());
}

void XlsxSheet::print_only(const Block& block) {
  if (!sheet_) return;
  xlsx_library().worksheet_print_area(sheet_, block.first_row, static_cast<lxw_col_t>(block.first_column),
                                      block.last_row, static_cast<lxw_col_t>(block.last_column));
}

// --- the workbook

XlsxWorkbook::XlsxWorkbook(std::string font, const XlsxLimits& limits) : font_(std::move(font)), limits_(limits) {
  if (!xlsx_library().fault.empty()) {
    fault_ = xlsx_library().fault;
    return;
  }
  memory_streams().failed = false;
  file_ = ::memfd_create("workbook", MFD_CLOEXEC);
  const std::string path = fmt::format("/proc/self/fd/{}", file_);
  if (file_ < 0 || ::access(path.c_str(), W_OK) != 0) {
    fault_ = std::strerror(errno);
    return;
  }
  book_ = xlsx_library().workbook_new(path.c_str());
  if (!book_) fault_ = std::strerror(ENOMEM);
}

XlsxWorkbook::~XlsxWorkbook() {
  if (book_) xlsx_library().lxw_workbook_free(book_);
  if (file_ >= 0) ::close(file_);
}

std::string XlsxWorkbook::legal_name(std::string_view name) {
  std::string legal;
  for (const char c : xlsx_line(name, limits_.sheet_name)) legal += std::strchr("[]:*?/\\", c) ? '_' : c;
  while (legal.starts_with('\'')) legal.erase(0, 1);
  while (legal.ends_with('\'')) legal.pop_back();
  if (legal.empty()) legal = "_";
  const auto lower = [](std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
  };
  std::string unique = legal;
  for (std::size_t time = 2; !names_.insert(lower(unique)).second; ++time) {
    const std::string tail = fmt::format(" {}", time);
    unique = xlsx_line(legal, limits_.sheet_name - tail.size()) + tail;
  }
  return unique;
}

XlsxSheet& XlsxWorkbook::add_sheet(std::string_view name) {
  std::string legal = legal_name(name);
  lxw_worksheet* sheet = book_ ? xlsx_library().workbook_add_worksheet(book_, legal.c_str()) : nullptr;
  sheets_.push_back(XlsxSheet(*this, sheet, std::move(legal)));
  return sheets_.back();
}

void XlsxWorkbook::properties(const XlsxProperties& properties) {
  if (!book_) return;
  std::string texts[] = {properties.title, properties.subject, properties.author, properties.company,
                         properties.comments};
  for (std::string& text : texts) text = xlsx_line(text, kPropertyUnits);
  lxw_doc_properties made{};
  made.title = texts[0].data();
  made.subject = texts[1].data();
  made.author = texts[2].data();
  made.company = texts[3].data();
  made.comments = texts[4].data();
  // Noon: the same day all over the world, and never 0, which the library takes for now.
  const std::int64_t day = std::max<std::int64_t>(properties.created, kFirstDay);
  made.created = static_cast<time_t>(day * kSecondsOfDay + kSecondsOfDay / 2);
  xlsx_library().workbook_set_properties(book_, &made);
}

std::optional<std::string> XlsxWorkbook::finish() {
  if (!book_) return std::nullopt;
  const lxw_error outcome = xlsx_library().workbook_close(book_);  // and frees it
  book_ = nullptr;
  for (XlsxSheet& sheet : sheets_) sheet.sheet_ = nullptr;
  if (memory_streams().failed) {
    fault_ = std::strerror(ENOMEM);
  } else if (outcome != LXW_NO_ERROR) {
    fault_ = xlsx_library().lxw_strerror(outcome);
  } else if (auto bytes = read_whole(file_)) {
    return bytes;
  } else {
    fault_ = std::strerror(errno);
  }
  return std::nullopt;
}

}  // namespace zhudun::write
