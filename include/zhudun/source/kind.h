// What a file is that is no text of ours, by its first bytes: `a PDF document`, `an Excel workbook`. Nothing: it may be
// a text.
#pragma once

#include <optional>
#include <string_view>

namespace zhudun::source {

std::optional<std::string_view> kind_of(std::string_view bytes);

}  // namespace zhudun::source
