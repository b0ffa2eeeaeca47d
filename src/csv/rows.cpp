#include "csv/rows.h"

#include <fmt/format.h>

#include <algorithm>

namespace zhudun::csv {
namespace {

// A title without the spaces around it, ideographic and no-break ones among them.
std::string_view without_spaces(std::string_view title) {
  constexpr std::string_view spaces[] = {" ", "\t", "\r", "\n", "\xE3\x80\x80", "\xC2\xA0"};
  for (std::size_t before = title.size() + 1; before != title.size();) {
    before = title.size();
    for (const std::string_view space : spaces) {
      if (title.starts_with(space)) title.remove_prefix(space.size());
      if (title.ends_with(space)) title.remove_suffix(space.size());
    }
  }
  return title;
}

}  // namespace

Rows::Rows(const source::File& file, const Dialect& dialect, const Columns& columns, diag::Diagnostics& diagnostics,
           const Limits& limits)
    : file_(file),
      dialect_(dialect),
      bytes_(file.bytes()),
      columns_for_(columns),
      diagnostics_(diagnostics),
      limits_(limits),
      builder_(file),
      at_(dialect.begin) {}

source::Span Rows::span(std::size_t begin, std::size_t end) const {
  return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void Rows::skip_line_breaks() {
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n')) ++at_;
}

// The place of the cell that begins here, with its quotes; the cursor goes past the delimiter behind it.
source::Span Rows::cell_span(std::size_t length) {
  std::size_t end = at_ + length;
  if (quoted()) {
    for (end = bytes_.find('"', at_ + 1); bytes_.substr(end, 2) == "\"\""; end = bytes_.find('"', end + 2)) {
    }
    ++end;
  }
  const source::Span result = span(at_, end);
  at_ = result.end < bytes_.size() && bytes_[result.end] == dialect_.delimiter ? result.end + 1 : result.end;
  row_end_ = result.end;
  return result;
}

void Rows::cell(std::string_view text) {
  if (stopped_) return;
  if (cells_ == 0) {
    skip_line_breaks();
    row_begin_ = at_;
  }
  const source::Span place = cell_span(text.size());
  ++cells_;
  if (text.size() > limits_.cell_bytes) return stop(place, "cell_bytes", limits_.cell_bytes);
  in_header_ ? header_cell(place, text) : value(place, text);
}

void Rows::header_cell(source::Span place, std::string_view title) {
  if (columns_.size() >= limits_.columns) return stop(place, "columns", limits_.columns);
  const std::string_view trimmed = without_spaces(title);
  const std::optional<std::string> key = columns_for_ ? columns_for_(trimmed) : std::nullopt;
  columns_.push_back({place, key.value_or(std::string(trimmed)), {}, !trimmed.empty()});
  if (trimmed.empty()) return;
  named_ = columns_.size();
  Column& column = columns_.back();
  const auto first =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& each) { return each.key == column.key; });
  if (first->span == place) return;
  diag::Diagnostic error = diag::error("csv-header", place, fmt::format("the column `{}` is given twice", column.key),
                                       "remove or rename one of the two");
  error.labels.push_back({first->span, "first here"});
  column.left_out = true;
  report(std::move(error));
}

void Rows::value(source::Span place, std::string_view text) {
  if (text.empty()) return;
  width_ = cells_;
  if (cells_ > columns_.size() || columns_[cells_ - 1].left_out) return;
  if (!columns_[cells_ - 1].named) return nameless_value(place);
  if (filled_ == row_.size()) row_.emplace_back();
  Cell& cell = row_[filled_++];
  cell.column = cells_ - 1;
  cell.place = place;
  cell.text = text;
}

void Rows::nameless_value(source::Span place) {
  columns_[cells_ - 1].left_out = true;
  diag::Diagnostic error = diag::error("csv-header", place, fmt::format("column {} has values but no name", cells_),
                                       "name it in the first row, or clear its cells");
  error.labels.push_back({columns_[cells_ - 1].span, "its name belongs here"});
  report(std::move(error));
}

void Rows::row() {
  if (stopped_ || cells_ == 0) return;
  if (in_header_) {
    in_header_ = false;
    check_header();
    builder_.begin_sequence(span(row_begin_, row_end_));
  } else {
    take_row();
  }
  cells_ = width_ = filled_ = 0;
}

// A header typed with a Chinese keyboard is one long name.
void Rows::check_header() {
  if (columns_.size() != 1) return;
  for (const std::string_view wide : {"，", "；"}) {
    const std::size_t at = columns_[0].span.text().find(wide);
    if (at == std::string_view::npos) continue;
    const std::size_t begin = columns_[0].span.begin + at;
    report(diag::error("csv-header", span(begin, begin + wide.size()),
                       fmt::format("the columns are set apart by the full-width `{}`", wide),
                       fmt::format("write `{}`", wide == "，" ? ',' : ';')));
    columns_[0].left_out = true;
    return;
  }
}

// Too many cells: which of them is where is not known, so none is taken.
void Rows::take_row() {
  if (width_ > columns_.size()) {
    return report(
        diag::error("csv-width", span(row_begin_, row_end_),
                    fmt::format("the row has {} cells, expected {} as in the header", width_, columns_.size()),
                    fmt::format("put a cell with {} or a quote in it in double quotes", dialect_.name())));
  }
  if (filled_ == 0) return;
  if (cells_ < named_ && ++short_rows_ == 1) {
    short_row_ = span(row_begin_, row_end_);
    short_cells_ = cells_;
  }
  builder_.begin_mapping(span(row_begin_, row_begin_));
  for (std::size_t at = 0; at < filled_ && !stopped_; ++at) add(row_[at]);
  builder_.end(row_end_);
}

void Rows::add(const Cell& cell) {
  if (builder_.count() + 2 > limits_.nodes) return stop(cell.place, "nodes", limits_.nodes);
  key(columns_[cell.column]);
  builder_.scalar(cell.place, cell.text);
}

void Rows::key(Column& column) {
  if (column.node) {
    builder_.copy_subtree(*column.node);
  } else {
    column.node = builder_.scalar(column.span, column.key, yaml::Style::plain, yaml::ScalarType::string);
  }
}

void Rows::warn_of_short_rows() {
  if (short_rows_ == 0) return;
  const std::string more = short_rows_ == 1 ? std::string() : fmt::format("; so do those of {} more", short_rows_ - 1);
  diagnostics_.push_back(
      diag::warning("csv-width", short_row_,
                    fmt::format("{}: the row ends after {} of {} cells, those missing count as empty{}",
                                grid().place(short_row_), short_cells_, named_, more)));
}

const Grid& Rows::grid() {
  if (!grid_) grid_.emplace(file_);
  return *grid_;
}

void Rows::bad_quote(std::uint32_t at) {
  if (stopped_) return;
  if (cells_ == 0) skip_line_breaks();
  if (at >= bytes_.size()) {
    report(diag::error("csv-quote", span(at_, at_ + 1), "the quote opened here is never closed"));
    return close();
  }
  diag::Diagnostic error =
      diag::error("csv-quote", span(at, at + 1), "a quote may not stand inside a cell without quotes",
                  "put the whole cell in double quotes and write the quote twice");
  if (quoted()) {
    error = diag::error("csv-quote", span(at, at + 1),
                        fmt::format("expected {} or the end of the line after a cell in quotes", dialect_.name()),
                        "inside a cell in quotes, write a quote twice");
    error.labels.push_back({span(at_, at_ + 1), "the quote was opened here"});
  }
  report(std::move(error));
  close();
}

void Rows::finish() {
  if (stopped_) return;
  if (!in_header_) return close();
  report(diag::error("csv-header", span(bytes_.size(), bytes_.size()), "the file has no header row",
                     "name the columns in the first row"));
}

void Rows::close() {
  warn_of_short_rows();
  if (whole()) builder_.end();
}

void Rows::report(diag::Diagnostic diagnostic) {
  const source::Span place = diagnostic.span;
  if (!columns_.empty()) diagnostic.message = fmt::format("{}: {}", grid().place(place), diagnostic.message);
  diagnostics_.push_back(std::move(diagnostic));
  if (++errors_ >= limits_.errors) stop(place, "errors", limits_.errors);
}

void Rows::stop(source::Span place, std::string_view limit, std::size_t value) {
  if (stopped_) return;
  stopped_ = true;
  std::string code = fmt::format("limit-{}", limit);
  std::replace(code.begin(), code.end(), '_', '-');
  diagnostics_.push_back(diag::error(
      std::move(code), place, fmt::format("the limit `{}` of {} is reached, the rest is not read", limit, value)));
}

}  // namespace zhudun::csv
