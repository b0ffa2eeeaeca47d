// A table as a spreadsheet saved it, in UTF-8. In: its file. Out: the same file, or one of the same name that was
// converted from GB18030 or UTF-16, which a note says; spans point into what comes out. Bytes that are no character,
// and lines in another encoding than the rest, are errors.
#pragma once

#include <memory>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/file.h"

namespace zhudun::csv {

std::unique_ptr<source::File> in_utf8(std::unique_ptr<source::File> file, diag::Diagnostics& diagnostics);

}  // namespace zhudun::csv
