// CSV as RFC 4180 has it: cells in rows, CRLF after each row, quotes only where they are needed, no byte-order mark.
// In: cells in order. Out: UTF-8 appended to the caller's string.
// A text that a spreadsheet would take for a formula (first =, +, -, @, also full-width, also after spaces) gets a
// leading apostrophe. Control characters but line breaks, and broken UTF-8, become U+FFFD.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zhudun::write {

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}

  void cell(std::string_view text);
  void number(std::int64_t value);
  void end_row();

 private:
  void comma();

  std::string& out_;
  bool in_row_ = false;
};

}  // namespace zhudun::write
