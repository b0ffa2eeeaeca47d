// Says in this program's words what yaml-cpp refused. In: its message and mark, and how far the reader has come. Out:
// an error at the place that has to be changed, which is often before the place where yaml-cpp noticed.
#pragma once

#include <string_view>

#include "yaml/reader.h"
#include "zhudun/diag/diagnostic.h"

namespace zhudun::yaml {

diag::Diagnostic explain(std::string_view message, std::uint32_t at, const Reader& reader);

}  // namespace zhudun::yaml
