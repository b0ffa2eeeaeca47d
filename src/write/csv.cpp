#include "zhudun/write/csv.h"

#include <algorithm>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

// Spreadsheets read the full-width forms (U+FF1D, U+FF0B, U+FF0D, U+FF20) as they read the others.
constexpr std::string_view kFormulaSigns[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool looks_like_a_formula(std::string_view text) {
  const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
  const std::string_view rest = text.substr(static_cast<std::size_t>(first - text.begin()));
  return std::any_of(std::begin(kFormulaSigns), std::end(kFormulaSigns),
                     [&](std::string_view sign) { return rest.starts_with(sign); });
}

std::string without_controls(std::string_view text) {
  std::string clean;
  each_other(clean, text, [&](std::string_view character) {
    const bool breaks_line = character == "\n" || character == "\r";
    clean += is_control(character) && !breaks_line ? kReplacement : character;
  });
  return clean;
}

}  // namespace

void CsvWriter::comma() {
  if (in_row_) out_ += ',';
  in_row_ = true;
}

void CsvWriter::cell(std::string_view text) {
  comma();
  const std::string clean = (looks_like_a_formula(text) ? "'" : "") + without_controls(text);
  if (clean.find_first_of("\",\r\n") == std::string::npos) {
    out_ += clean;
    return;
  }
  out_ += '"';
  std::string_view rest = clean;
  for (std::size_t quote; (quote = rest.find('"')) != std::string_view::npos; rest.remove_prefix(quote + 1)) {
    out_.append(rest.substr(0, quote + 1)) += '"';
  }
  out_ += rest;
  out_ += '"';
}

void CsvWriter::number(std::int64_t value) {
  comma();
  out_ += std::to_string(value);
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  in_row_ = false;
}

}  // namespace zhudun::write
