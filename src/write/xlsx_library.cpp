#include "write/xlsx_library.h"

#include <dlfcn.h>

namespace zhudun::write {
namespace {

// The loader's words begin with the library's name.
std::string loader_fault() {
  const char* words = ::dlerror();
  return words ? words : "a library could not be loaded";
}

template <class Function>
void find(void* library, const char* name, Function& function, std::string& fault) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (!function && fault.empty()) fault = loader_fault();
}

}  // namespace

// Stays loaded to the end of the process: workbooks may be made by several threads.
XlsxLibrary load_xlsx_library(const char* name) {
  XlsxLibrary made;
  void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    made.fault = loader_fault();
    return made;
  }
#define ZHUDUN_XLSX_FIND(function) find(library, #function, made.function, made.fault);
  ZHUDUN_XLSX_FUNCTIONS(ZHUDUN_XLSX_FIND)
#undef ZHUDUN_XLSX_FIND
  return made;
}

const XlsxLibrary& xlsx_library() {
  static const XlsxLibrary library = load_xlsx_library(ZHUDUN_XLSXWRITER);
  return library;
}

}  // namespace zhudun::write
