// libxlsxwriter alone, writing the cells it is told. In: a file of lines of a letter, row, column, format and value:
// `s` a text, `n` a number, `b` a cell that has a format and nothing else, `h` the row's height, or `w TAB name` for
// the next sheet; the path to write. Strings are shared and rows come from the top, as in the workbook of a report.
#include <xlsxwriter.h>

#include <cstdlib>
#include <map>

#include "inputs.h"

namespace {

// As many formats as the workbook has, of as much to say.
lxw_format* format(lxw_workbook* book, std::map<unsigned long, lxw_format*>& formats, unsigned long number) {
  lxw_format*& made = formats[number];
  if (number == 0 || made) return made;
  made = workbook_add_format(book);
  format_set_border(made, LXW_BORDER_THIN);
  format_set_text_wrap(made);
  format_set_indent(made, static_cast<uint8_t>(number % 200));
  return made;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 2;
  std::string bytes = peers::bytes_of(words[1]);
  lxw_workbook* book = workbook_new(words[2]);
  lxw_worksheet* sheet = nullptr;
  std::map<unsigned long, lxw_format*> formats;
  char* at = bytes.data();
  char* const end = at + bytes.size();
  while (at < end) {
    char* const line_end = std::find(at, end, '\n');
    if (line_end == end) return 1;
    *line_end = '\0';
    const char kind = *at;
    char* rest = at + 2;
    at = line_end + 1;
    if (kind == 'w') {
      sheet = workbook_add_worksheet(book, rest);
      continue;
    }
    const auto row = static_cast<lxw_row_t>(std::strtoul(rest, &rest, 10));
    const auto column = static_cast<lxw_col_t>(std::strtoul(rest + 1, &rest, 10));
    lxw_format* const own = format(book, formats, std::strtoul(rest + 1, &rest, 10));
    if (kind == 'h') {
      worksheet_set_row(sheet, row, std::strtod(rest + 1, nullptr), nullptr);
    } else if (kind == 'n') {
      worksheet_write_number(sheet, row, column, std::strtod(rest + 1, nullptr), own);
    } else if (kind == 'b') {
      worksheet_write_blank(sheet, row, column, own);
    } else {
      worksheet_write_string(sheet, row, column, rest + 1, own);
    }
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
