// libxlsxwriter alone, writing the cells it is told. In: a file of lines `s TAB row TAB column TAB text`, `n ...
// number`, or `w TAB name` for the next sheet; the path to write. Strings are shared, as they are in the workbook of a
// report.
#include <xlsxwriter.h>

#include <cstdlib>

#include "inputs.h"

int main(int count, char** words) {
  if (count != 3) return 2;
  std::string bytes = peers::bytes_of(words[1]);
  lxw_workbook* book = workbook_new(words[2]);
  lxw_worksheet* sheet = nullptr;
  char* at = bytes.data();
  char* const end = at + bytes.size();
  while (at < end) {
    char* const line_end = std::find(at, end, '\n');
    if (line_end == end) return 1;
    *line_end = '\0';
    const char kind = *at;
    char* rest = at + 2;
    if (kind == 'w') {
      sheet = workbook_add_worksheet(book, rest);
    } else {
      const auto row = static_cast<lxw_row_t>(std::strtoul(rest, &rest, 10));
      const auto column = static_cast<lxw_col_t>(std::strtoul(rest + 1, &rest, 10));
      if (kind == 'n') {
        worksheet_write_number(sheet, row, column, std::strtod(rest + 1, nullptr), nullptr);
      } else {
        worksheet_write_string(sheet, row, column, rest + 1, nullptr);
      }
    }
    at = line_end + 1;
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
