#include "zhudun/yaml/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "yaml/words.h"
#include "zhudun/source/encoding.h"
#include "zhudun/source/kind.h"
#include "zhudun/source/text.h"

namespace zhudun::yaml {
namespace {

using source::File;
using source::Span;

Span at(const File& file, std::size_t begin, std::size_t end) {
  return {&file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

unsigned byte(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0x100U;
}

constexpr const char* kSaveAsUtf8 = "save the file as UTF-8";

// The length of a character that may not stand in a text, 0 if the one at i may.
std::size_t forbidden(std::string_view b, std::size_t i) {
  const unsigned c = byte(b, i);
  if (c == '\r') return byte(b, i + 1) == '\n' ? 0 : 1;
  if (c < 0x20) return c == '\t' || c == '\n' ? 0 : 1;
  if (c == 0x7F) return 1;
  if (c == 0xC2) return byte(b, i + 1) < 0xA0 && byte(b, i + 1) != 0x85 ? 2 : 0;
  if (c == 0xEF && byte(b, i + 1) == 0xBF) return byte(b, i + 2) >= 0xBE ? 3 : 0;
  if (c == 0xEF && byte(b, i + 1) == 0xBB) return byte(b, i + 2) == 0xBF && i > 0 ? 3 : 0;
  return 0;
}

diag::Diagnostic control_error(const File& file, std::size_t i, std::size_t length) {
  const Span span = at(file, i, i + length);
  const std::string_view c = span.text();
  if (c == "\r") {
    return diag::error("text-control", span, "a carriage return stands without a line feed",
                       "save the file with line ends LF or CRLF");
  }
  if (length == 3 && c[1] == '\xBB') {
    return diag::error("text-control", span, "a byte-order mark stands inside the text",
                       "remove it; it may only be the first character of a file");
  }
  if (c == std::string_view("\0", 1)) return diag::error("text-control", span, "a NUL byte is not allowed in a text");
  const unsigned code = length == 1 ? byte(c, 0) : length == 2 ? byte(c, 1) : 0xFF40U + byte(c, 2);
  return diag::error("text-control", span, fmt::format("the control character U+{:04X} is not allowed in a text", code),
                     "remove it, or write it as an escape in double quotes");
}

// With the first words as they read in that encoding, for the reader to recognise.
std::string other_encoding_help(std::string_view bytes, source::Encoding encoding) {
  const std::string text = source::to_utf8(bytes, encoding).text;
  const auto plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const auto begin = std::find_if_not(text.begin(), text.end(), plain);
  const std::string words(begin, std::find_if(begin, text.end(), plain));
  if (words.empty()) return kSaveAsUtf8;
  return fmt::format("it begins with {}; {}", in_backticks(words), kSaveAsUtf8);
}

}  // namespace

std::size_t bom_size(const File& file) { return file.bytes().substr(0, kBomSize) == "\xEF\xBB\xBF" ? kBomSize : 0; }

bool check_encoding(const File& file, diag::Diagnostics& diagnostics, std::size_t most_errors) {
  const std::string_view bytes = file.bytes();
  if (file.is_clean() && !source::kind_of(bytes)) return true;
  if (const auto kind = source::kind_of(bytes)) {
    diagnostics.push_back(diag::error("wrong-file", {&file, 0, 0}, fmt::format("the file is {}, not a text", *kind),
                                      "a declaration is a YAML file; a table is saved as `CSV UTF-8`"));
    return false;
  }
  const source::Encoding encoding = source::encoding_of(bytes);
  if (encoding != source::Encoding::utf8) {
    const std::size_t bad = source::first_invalid_utf8(bytes).value_or(0);
    diagnostics.push_back(diag::error("text-encoding", at(file, bad, bad + 1),
                                      fmt::format("the file is {}, expected UTF-8", source::to_string(encoding)),
                                      other_encoding_help(bytes, encoding)));
    return false;
  }
  if (const auto bad = source::first_invalid_utf8(bytes)) {
    diagnostics.push_back(diag::error("text-encoding", at(file, *bad, *bad + 1),
                                      fmt::format("the byte 0x{:02X} is not UTF-8", byte(bytes, *bad)), kSaveAsUtf8));
    return false;
  }
  std::size_t found = 0;
  for (std::size_t i = 0; i < bytes.size() && found < most_errors; ++i) {
    if (const std::size_t length = forbidden(bytes, i)) {
      diagnostics.push_back(control_error(file, i, length));
      ++found;
    }
  }
  return found == 0;
}

}  // namespace zhudun::yaml
