#include "cel/quote.h"

#include <fmt/format.h>

#include "cel/utf8.h"

namespace zhudun::cel {

namespace {

// The letter of a character's escape, or 0.
char escape_of(std::uint32_t code) {
  switch (code) {
    case '\a':
      return 'a';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '\v':
      return 'v';
    case '\\':
      return '\\';
    case '"':
      return '"';
    default:
      return 0;
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = next_utf8(text, at);
    if (const char letter = escape_of(code)) {
      result += {'\\', letter};
    } else {
      append_utf8(result, code);
    }
  }
  return result + '"';
}

std::string quoted_bytes(std::string_view data) {
  std::string result = "b\"";
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    if (const char letter = escape_of(byte)) {
      result += {'\\', letter};
    } else if (byte < 0x20 || byte >= 0x7F) {
      result += fmt::format("\\x{:02x}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

}  // namespace zhudun::cel
