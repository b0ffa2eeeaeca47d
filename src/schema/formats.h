// Spellings that a declaration's texts must keep.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zhudun::schema {

// How many characters a UTF-8 text has.
std::size_t characters(std::string_view text);

// The Unified Social Credit Identifier of GB 32100-2015: 18 characters, the last a check character (mod 31).
// Empty if right, else what is wrong.
std::string uscc_fault(std::string_view text);

}  // namespace zhudun::schema
