// CSV as it is written, read by the rules of RFC 4180 alone: as many cells as were written, none that a spreadsheet
// would take for a formula.
#include "promise.h"
#include "zhudun/write/csv.h"

using namespace zhudun;
using fuzz::hold;

namespace {

std::vector<std::vector<std::string>> read(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t at = 0; at < text.size();) {
    std::vector<std::string>& row = rows.emplace_back();
    while (true) {
      std::string& cell = row.emplace_back();
      if (at < text.size() && text[at] == '"') {
        for (++at; at < text.size(); ++at) {
          if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"')) break;
          if (text[at] == '"') ++at;
          cell += text[at];
        }
        ++at;
      } else {
        while (at < text.size() && text[at] != ',' && text[at] != '\r') {
          hold(text[at] != '"' && text[at] != '\n', "quotes and line breaks stand in quotes");
          cell += text[at++];
        }
      }
      if (at < text.size() && text[at] == ',') {
        ++at;
        continue;
      }
      hold(text.substr(at, 2) == "\r\n", "a row ends in CR and LF");
      at += 2;
      break;
    }
  }
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(fuzz::bytes(data, size));
  std::vector<std::vector<std::string>> rows;
  std::string out;
  write::CsvWriter writer(out);
  while (!choices.over()) {
    auto& row = rows.emplace_back();
    for (auto count = 1 + choices.below(5); count > 0; --count) writer.cell(row.emplace_back(choices.text()));
    writer.end_row();
  }
  fuzz::hold_printable(out.substr(0, out.find('\xE2')), "\t\r", "csv");
  hold(!source::first_invalid_utf8(out), "csv is UTF-8");
  const auto back = read(out);
  hold(back.size() == rows.size(), "as many rows as were written: " + out);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    hold(back[row].size() == rows[row].size(), "as many cells as were written: " + out);
    for (std::size_t cell = 0; cell < rows[row].size(); ++cell) {
      const std::string& text = back[row][cell];
      const std::size_t first = text.find_first_not_of(" \t\r\n");
      hold(first == std::string::npos || std::string_view("=+-@").find(text[first]) == std::string_view::npos,
           "no cell is a formula: " + text);
      const bool plain =
          rows[row][cell].find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789,\"") == std::string::npos;
      if (plain) hold(text == rows[row][cell], "a plain cell reads back as it was");
    }
  }
  return 0;
}
