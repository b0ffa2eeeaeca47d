#include "zhudun/source/encoding.h"

#include <utf8proc.h>

#include <array>

#include "source/gb18030.h"
#include "zhudun/source/text.h"

namespace zhudun::source {
namespace {

unsigned byte(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0x100U;
}

// By byte-order mark, or by where the zero bytes of the first character are.
std::optional<Encoding> wide_encoding(std::string_view b) {
  const std::array<unsigned, 4> c{byte(b, 0), byte(b, 1), byte(b, 2), byte(b, 3)};
  if (c == std::array<unsigned, 4>{0xFF, 0xFE, 0, 0}) return Encoding::utf32_le;
  if (c == std::array<unsigned, 4>{0, 0, 0xFE, 0xFF}) return Encoding::utf32_be;
  if (c[0] == 0xFF && c[1] == 0xFE) return Encoding::utf16_le;
  if (c[0] == 0xFE && c[1] == 0xFF) return Encoding::utf16_be;
  const auto text = [](unsigned value) { return value != 0 && value < 0x80; };
  if (text(c[0]) && c[1] == 0 && c[2] == 0 && c[3] == 0) return Encoding::utf32_le;
  if (c[0] == 0 && c[1] == 0 && c[2] == 0 && text(c[3])) return Encoding::utf32_be;
  if (text(c[0]) && c[1] == 0 && (c[3] == 0 || b.size() == 2)) return Encoding::utf16_le;
  if (c[0] == 0 && text(c[1]) && (c[2] == 0 || b.size() == 2)) return Encoding::utf16_be;
  return std::nullopt;
}

// How many characters beyond ASCII are well formed, and how many bytes are not.
struct Tally {
  std::size_t good = 0, bad = 0;
};

template <class Length>
Tally tally(std::string_view bytes, Length length) {
  Tally result;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = length(at);
    if (size == 0) ++result.bad;
    if (size > 1) ++result.good;
    at += size == 0 ? 1 : size;
  }
  return result;
}

std::size_t utf8_length(std::string_view bytes, std::size_t at) {
  utf8proc_int32_t code = 0;
  const auto* from = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()) + at;
  const utf8proc_ssize_t size = utf8proc_iterate(from, static_cast<utf8proc_ssize_t>(bytes.size() - at), &code);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

// A character of UTF-16 or UTF-32 at an offset.
gb18030::Character wide_character(std::string_view bytes, std::size_t at, Encoding encoding) {
  const bool little = encoding == Encoding::utf16_le || encoding == Encoding::utf32_le;
  const bool four = encoding == Encoding::utf32_le || encoding == Encoding::utf32_be;
  const auto unit = [&](std::size_t from, std::size_t size) {
    char32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | byte(bytes, from + (little ? size - 1 - i : i));
    return value;
  };
  const std::size_t left = bytes.size() - at;
  if (left < (four ? 4U : 2U)) return {};
  if (four) {
    const char32_t code = unit(at, 4);
    return {code, code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF) ? 4U : 0U};
  }
  const char32_t high = unit(at, 2);
  if (high < 0xD800 || high > 0xDFFF) return {high, 2};
  const char32_t low = high < 0xDC00 && left >= 4 ? unit(at + 2, 2) : 0;
  if (low < 0xDC00 || low > 0xDFFF) return {};
  return {0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00), 4};
}

void append(std::string& text, char32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

}  // namespace

Encoding encoding_of(std::string_view bytes) {
  if (const auto wide = wide_encoding(bytes)) return *wide;
  if (bytes.starts_with("\xEF\xBB\xBF") || !first_invalid_utf8(bytes)) return Encoding::utf8;
  const Tally utf8 = tally(bytes, [&](std::size_t at) { return utf8_length(bytes, at); });
  if (utf8.good >= utf8.bad || bytes.find('\0') != std::string_view::npos) return Encoding::utf8;
  const Tally gb = tally(bytes, [&](std::size_t at) { return gb18030::character(bytes, at).length; });
  return gb.good > gb.bad ? Encoding::gb18030 : Encoding::utf8;
}

std::string_view to_string(Encoding encoding) {
  constexpr std::array<std::string_view, 6> names = {"UTF-8",
                                                     "GB18030 (GBK)",
                                                     "UTF-16 (little endian)",
                                                     "UTF-16 (big endian)",
                                                     "UTF-32 (little endian)",
                                                     "UTF-32 (big endian)"};
  return names[static_cast<std::size_t>(encoding)];
}

Decoded to_utf8(std::string_view bytes, Encoding encoding) {
  Decoded result;
  if (encoding == Encoding::utf8) return {std::string(bytes), {}, 0};
  const bool narrow = encoding == Encoding::gb18030;
  const std::size_t unit = narrow ? 1 : encoding == Encoding::utf16_le || encoding == Encoding::utf16_be ? 2 : 4;
  result.text.reserve(bytes.size() * 3 / 2);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto [code, length] = narrow ? gb18030::character(bytes, at) : wide_character(bytes, at, encoding);
    if (length == 0 && !result.fault) {
      result.fault = result.text.size();
      result.fault_at = at;
    }
    if (at != 0 || code != 0xFEFF) append(result.text, length == 0 ? 0xFFFD : code);
    at += length == 0 ? unit : length;
  }
  return result;
}

}  // namespace zhudun::source
