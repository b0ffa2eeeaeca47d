// A regular expression of a schema (RE2) as editors read one (ECMA-262 with the u flag). Out: a pattern that finds
// exactly what RE2 finds, or nothing where that is not sure: an editor had better say too little than refuse what is
// right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhudun::form {

std::optional<std::string> ecma_pattern(std::string_view re2);

}  // namespace zhudun::form
