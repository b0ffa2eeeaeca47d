// Where libxlsxwriter keeps the parts of a workbook before they are packed: in memory.
// The library would keep them in temporary files and not look whether writing to those succeeded, so that a full disk
// gave a damaged workbook and said nothing. Its function that opens them, lxw_tmpfile of its header utility.h, is
// defined here instead; the loader takes the program's definition before a shared library's own.
#pragma once

#include <cstddef>

namespace zhudun::write {

struct MemoryStreams {
  std::size_t opened = 0;  // of this thread, ever
  bool failed = false;     // memory ran out for one of them
};
MemoryStreams& memory_streams();

}  // namespace zhudun::write
