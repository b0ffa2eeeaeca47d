#include "csv/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/yaml/encoding.h"

namespace zhudun::csv {

Rows::Rows(const source::File& file, const Columns& columns, diag::Diagnostics& diagnostics, const Limits& limits)
    : file_(file),
      bytes_(file.bytes()),
      columns_for_(columns),
      diagnostics_(diagnostics),
      limits_(limits),
      builder_(file),
      at_(static_cast<std::uint32_t>(yaml::bom_size(file))) {}

source::Span Rows::span(std::size_t begin, std::size_t end) const {
  return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void Rows::skip_line_breaks() {
  while (at_ < bytes_.size() && (bytes_[at_] == '\r' || bytes_[at_] == '\n')) ++at_;
}

// The place of the cell that begins here, with its quotes; the cursor goes past the comma behind it.
source::Span Rows::cell_span(std::size_t length) {
  std::size_t end = at_ + length;
  if (quoted()) {
    for (end = bytes_.find('"', at_ + 1); bytes_.substr(end, 2) == "\"\""; end = bytes_.find('"', end + 2)) {
    }
    ++end;
  }
  const source::Span result = span(at_, end);
  at_ = result.end < bytes_.size() && bytes_[result.end] == ',' ? result.end + 1 : result.end;
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
  if (title.empty()) {
    report(diag::error("csv-header", place, fmt::format("column {} has no name", cells_), "name it in the first row"));
  }
  const std::optional<std::string> key = columns_for_ ? columns_for_(title) : std::nullopt;
  columns_.push_back({place, key.value_or(std::string(title)), {}});
  const Column& column = columns_.back();
  const auto first =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& each) { return each.key == column.key; });
  if (title.empty() || first->span == place) return;
  diag::Diagnostic error = diag::error("csv-header", place, fmt::format("the column `{}` is given twice", column.key),
                                       "remove or rename one of the two");
  error.labels.push_back({first->span, "first here"});
  report(std::move(error));
}

void Rows::value(source::Span place, std::string_view text) {
  if (text.empty() || cells_ > columns_.size()) return;
  if (builder_.count() + 3 > limits_.nodes) return stop(place, "nodes", limits_.nodes);
  if (!row_open_) builder_.begin_mapping(span(row_begin_, row_begin_));
  row_open_ = true;
  Column& column = columns_[cells_ - 1];
  if (column.node) {
    builder_.copy_subtree(*column.node);
  } else {
    column.node = builder_.scalar(column.span, column.key, yaml::Style::plain, yaml::ScalarType::string);
  }
  builder_.scalar(place, text);
}

void Rows::row() {
  if (stopped_ || cells_ == 0) return;
  if (in_header_) {
    in_header_ = false;
    builder_.begin_sequence(span(row_begin_, row_end_));
  } else {
    check_width();
    if (row_open_) builder_.end(row_end_);
  }
  row_open_ = false;
  cells_ = 0;
}

void Rows::check_width() {
  if (cells_ == columns_.size()) return;
  report(diag::error("csv-width", span(row_begin_, row_end_),
                     fmt::format("the row has {} cell{}, expected {} as in the header", cells_, cells_ == 1 ? "" : "s",
                                 columns_.size()),
                     "put a cell with a comma or a quote in it in double quotes"));
}

void Rows::bad_quote(std::uint32_t at) {
  if (stopped_) return;
  if (cells_ == 0) skip_line_breaks();
  if (at >= bytes_.size()) {
    return report(diag::error("csv-quote", span(at_, at_ + 1), "the quote opened here is never closed"));
  }
  diag::Diagnostic error =
      diag::error("csv-quote", span(at, at + 1), "a quote may not stand inside a cell without quotes",
                  "put the whole cell in double quotes and write the quote twice");
  if (quoted()) {
    error = diag::error("csv-quote", span(at, at + 1), "expected a comma or the end of the line after a cell in quotes",
                        "inside a cell in quotes, write a quote twice");
    error.labels.push_back({span(at_, at_ + 1), "the quote was opened here"});
  }
  report(std::move(error));
}

void Rows::finish() {
  if (stopped_) return;
  if (!in_header_) return builder_.end();
  report(diag::error("csv-header", span(bytes_.size(), bytes_.size()), "the file has no header row",
                     "name the columns in the first row"));
}

void Rows::report(diag::Diagnostic diagnostic) {
  const source::Span place = diagnostic.span;
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
