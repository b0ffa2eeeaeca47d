// libxlsxwriter, loaded when the first workbook is made. Linked, it would bring zlib, minizip and OpenSSL's libcrypto
// into every run, and with their relocations half of a short one's time; Debian has no archive of it.
// Out: its functions as its header declares them, or why it could not be loaded.
#pragma once

#include <xlsxwriter.h>

#include <string>

// Those that write/ calls.
#define ZHUDUN_XLSX_FUNCTIONS(function)                                                                             \
  function(workbook_new) function(workbook_add_format) function(workbook_add_worksheet)                             \
      function(workbook_set_properties) function(workbook_close) function(lxw_workbook_free) function(lxw_strerror) \
          function(format_set_align) function(format_set_bg_color) function(format_set_bold)                        \
              function(format_set_border) function(format_set_border_color) function(format_set_font_color)         \
                  function(format_set_font_name) function(format_set_font_size) function(format_set_italic)         \
                      function(format_set_num_format) function(format_set_num_format_index)                         \
                          function(format_set_text_wrap) function(worksheet_autofilter)                             \
                              function(worksheet_conditional_format_range) function(worksheet_fit_to_pages)         \
                                  function(worksheet_freeze_panes) function(worksheet_ignore_errors)                \
                                      function(worksheet_print_area) function(worksheet_repeat_rows)                \
                                          function(worksheet_set_column) function(worksheet_set_footer)             \
                                              function(worksheet_set_header) function(worksheet_set_landscape)      \
                                                  function(worksheet_set_margins) function(worksheet_set_paper)     \
                                                      function(worksheet_set_row) function(worksheet_write_blank)   \
                                                          function(worksheet_write_formula_num)                     \
                                                              function(worksheet_write_number)                      \
                                                                  function(worksheet_write_string)

namespace zhudun::write {

struct XlsxLibrary {
  std::string fault;  // empty: all is there
#define ZHUDUN_XLSX_MEMBER(name) decltype(&::name) name = nullptr;
  ZHUDUN_XLSX_FUNCTIONS(ZHUDUN_XLSX_MEMBER)
#undef ZHUDUN_XLSX_MEMBER
};

// Of the program, loaded at the first question.
const XlsxLibrary& xlsx_library();
// Of that name.
XlsxLibrary load_xlsx_library(const char* name);

}  // namespace zhudun::write
