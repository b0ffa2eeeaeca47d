#include "zhudun/yaml/encoding.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>

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

// By byte-order mark, or by where the zero bytes of the first character are.
std::optional<std::string_view> wide_encoding(std::string_view b) {
  const std::array<unsigned, 4> c{byte(b, 0), byte(b, 1), byte(b, 2), byte(b, 3)};
  if (c == std::array<unsigned, 4>{0xFF, 0xFE, 0, 0}) return "UTF-32 (little endian)";
  if (c == std::array<unsigned, 4>{0, 0, 0xFE, 0xFF}) return "UTF-32 (big endian)";
  if (c[0] == 0xFF && c[1] == 0xFE) return "UTF-16 (little endian)";
  if (c[0] == 0xFE && c[1] == 0xFF) return "UTF-16 (big endian)";
  const auto text = [](unsigned value) { return value != 0 && value < 0x80; };
  if (text(c[0]) && c[1] == 0 && c[2] == 0 && c[3] == 0) return "UTF-32 (little endian)";
  if (c[0] == 0 && c[1] == 0 && c[2] == 0 && text(c[3])) return "UTF-32 (big endian)";
  if (text(c[0]) && c[1] == 0 && (c[3] == 0 || b.size() == 2)) return "UTF-16 (little endian)";
  if (c[0] == 0 && text(c[1]) && (c[2] == 0 || b.size() == 2)) return "UTF-16 (big endian)";
  return std::nullopt;
}

// The length of a GB18030 character at i: 1, 2 or 4; 0 if there is none.
std::size_t gb18030_length(std::string_view b, std::size_t i) {
  const unsigned first = byte(b, i);
  const unsigned second = byte(b, i + 1);
  if (first < 0x80) return 1;
  if (first == 0x80 || first == 0xFF) return 0;
  if (second >= 0x40 && second <= 0xFE && second != 0x7F) return 2;
  const unsigned third = byte(b, i + 2);
  const unsigned fourth = byte(b, i + 3);
  const bool four =
      second >= 0x30 && second <= 0x39 && third >= 0x81 && third <= 0xFE && fourth >= 0x30 && fourth <= 0x39;
  return four ? 4 : 0;
}

bool is_gb18030(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = gb18030_length(bytes, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
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

}  // namespace

std::size_t bom_size(const File& file) { return file.bytes().substr(0, kBomSize) == "\xEF\xBB\xBF" ? kBomSize : 0; }

bool check_encoding(const File& file, diag::Diagnostics& diagnostics, std::size_t most_errors) {
  const std::string_view bytes = file.bytes();
  if (const auto name = wide_encoding(bytes)) {
    diagnostics.push_back(diag::error("text-encoding", at(file, 0, 1),
                                      fmt::format("the file is {}, expected UTF-8", *name), kSaveAsUtf8));
    return false;
  }
  if (const auto bad = source::first_invalid_utf8(bytes)) {
    const Span span = at(file, *bad, *bad + 1);
    diagnostics.push_back(
        is_gb18030(bytes)
            ? diag::error("text-encoding", span, "the file looks like GBK or GB18030, expected UTF-8", kSaveAsUtf8)
            : diag::error("text-encoding", span, fmt::format("the byte 0x{:02X} is not UTF-8", byte(bytes, *bad)),
                          kSaveAsUtf8));
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
