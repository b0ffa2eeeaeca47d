// Plain scalars by the YAML 1.2 core schema. In: a scalar's text. Out: its type, or its value as that type.
// `no`, `017` and `2025-01-01` hold no surprise: a string, the integer 17, a string. A value that does not fit is
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

ScalarType resolve(std::string_view plain);

bool is_null(std::string_view text);                        // empty, ~, null, Null, NULL
std::optional<bool> to_bool(std::string_view text);         // true, True, TRUE, false, ...
std::optional<std::int64_t> to_int(std::string_view text);  // -12, +3, 017 (seventeen), 0o17, 0x1f
std::optional<double> to_double(std::string_view text);     // what to_int takes, 1.5, 1e3, .inf, .nan; nearest value

}  // namespace zhudun::yaml
