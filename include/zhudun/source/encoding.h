// In which encoding the bytes of a text are, and the same text in UTF-8. In: bytes. Out: an encoding, a text.
// What is valid UTF-8 is UTF-8. Else the evidence is counted: a file most of whose characters are UTF-8 is UTF-8 with a
// fault, one most of whose characters are GB18030 (GBK, GB2312) is GB18030; what is neither counts as faulty UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhudun::source {

enum class Encoding : std::uint8_t { utf8, gb18030, utf16_le, utf16_be, utf32_le, utf32_be };

Encoding encoding_of(std::string_view bytes);
std::string_view to_string(Encoding encoding);

struct Decoded {
  std::string text;                  // U+FFFD stands for bytes that are no character
  std::optional<std::size_t> fault;  // where in the text the first of them is
  std::size_t fault_at = 0;          // and where in the bytes
};

// A byte-order mark is left out. UTF-8 comes back as it is.
Decoded to_utf8(std::string_view bytes, Encoding encoding);

}  // namespace zhudun::source
