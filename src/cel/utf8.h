// Unicode code points in UTF-8, for text known to be valid except where said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::cel {

constexpr bool is_scalar(std::uint32_t code) { return code < 0xD800 || (code > 0xDFFF && code <= 0x10FFFF); }
void append_utf8(std::string& text, std::uint32_t code);
std::size_t count_utf8(std::string_view text);  // code points
// The byte offset of each code point and, last, the size: a substring by code points is a slice of these.
std::vector<std::uint32_t> utf8_offsets(std::string_view text);
// The code point at a byte offset, which moves on to the next; a byte that is no UTF-8 gives U+FFFD and moves by one.
std::uint32_t next_utf8(std::string_view text, std::size_t& at);

}  // namespace zhudun::cel
