// Texts as a workbook may hold them. In: any bytes. Out: UTF-8 that XML 1.0 and a spreadsheet take as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "zhudun/write/xlsx.h"

namespace zhudun::write {

// At most so many UTF-16 units, the last `…` where that cut something. Line breaks of every kind become line feeds.
// `_x0041_`, which a spreadsheet would read as `A`, is written so that it reads as what it is; that counts too.
XlsxText xlsx_text(std::string_view text, std::size_t units);
// The same on one line.
std::string xlsx_line(std::string_view text, std::size_t units);

}  // namespace zhudun::write
