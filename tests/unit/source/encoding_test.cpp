#include "zhudun/source/encoding.h"

#include <fmt/format.h>

#include "support/catch.h"

using namespace zhudun::source;

namespace {

std::string_view name(std::string_view bytes) { return to_string(encoding_of(bytes)); }

std::string gb(std::string_view bytes) {
  const Decoded decoded = to_utf8(bytes, Encoding::gb18030);
  return decoded.fault ? fmt::format("{}!{}", decoded.text, *decoded.fault) : decoded.text;
}

}  // namespace

TEST_CASE("an encoding is told by its marks, its zeros, or by most of its characters") {
  using namespace std::string_view_literals;
  CHECK(name("") == "UTF-8");
  CHECK(name("a,b\n") == "UTF-8");
  CHECK(name("数据级别") == "UTF-8");
  CHECK(name("\xEF\xBB\xBF\xCA\xFD") == "UTF-8");  // it says so
  CHECK(name("\xCA\xFD\xBE\xDD\xBC\xB6\xB1\xF0") == "GB18030 (GBK)");
  CHECK(name("id\n\x81\x30\x81\x30") == "GB18030 (GBK)");
  CHECK(name("\xFF\xFE\0\0"sv) == "UTF-32 (little endian)");
  CHECK(name("\0\0\xFE\xFF"sv) == "UTF-32 (big endian)");
  CHECK(name("\xFF\xFE") == "UTF-16 (little endian)");
  CHECK(name("\xFE\xFF") == "UTF-16 (big endian)");
  CHECK(name("a\0b\0"sv) == "UTF-16 (little endian)");
  CHECK(name("\0a\0b"sv) == "UTF-16 (big endian)");
}

TEST_CASE("a UTF-8 text with a fault is not taken for GB18030") {
  CHECK(name("数据级\xE5\x88,1\n") == "UTF-8");  // cut short, and so an even number of bytes for GBK
  CHECK(name("数据\xB3\xB5") == "UTF-8");        // one character of GBK among two
  CHECK(name("\xB3\xB5\xC1\xBE\xB9\xEC 数") == "GB18030 (GBK)");
  CHECK(name("caf\xE9,\n") == "UTF-8");  // neither
  CHECK(name(std::string_view("\xCA\xFD\0\xCA", 4)) == "UTF-8");
}

TEST_CASE("GB18030 in one, two and four bytes") {
  CHECK(gb("a,b\n") == "a,b\n");
  CHECK(gb("\xB3\xB5\xC1\xAA\xCD\xF8") == "车联网");
  CHECK(gb("\x81\x40\xFE\xA0") == "丂龻");
  CHECK(gb("\x81\x30\x81\x30") == "\xC2\x80");
  CHECK(gb("\x81\x39\xEE\x39") == "㐀");
  CHECK(gb("\x84\x31\xA4\x39") == "\xEF\xBF\xBF");
  CHECK(gb("\x90\x30\x81\x30\x95\x32\x82\x36\xE3\x32\x9A\x35") == "\xF0\x90\x80\x80𠀀\xF4\x8F\xBF\xBF");
}

TEST_CASE("bytes that are no character of GB18030 are replaced and told") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(gb("\xB3") == r + "!0");
  CHECK(gb("a\xB3,") == "a" + r + ",!1");
  CHECK(gb("\x80\xFF") == r + r + "!0");
  CHECK(gb("\xB3\xB5\x81\x30") == "车" + r + "0!3");
  CHECK(gb("\x81\x30\x81") == r + "0" + r + "!0");
  CHECK(gb("\x84\x31\xA5\x30") == r + "1" + r + "0!0");  // not assigned
  CHECK(gb("\xE3\x32\x9A\x36") == r + "2" + r + "6!0");  // beyond U+10FFFF
  const Decoded decoded = to_utf8("\xB3\xB5\xB3", Encoding::gb18030);
  CHECK(decoded.fault_at == 2);
}

TEST_CASE("UTF-16 and UTF-32 without their marks") {
  using namespace std::string_view_literals;
  CHECK(to_utf8("\xFF\xFE\x66\x8F,\0\x40\xD8\x00\xDC"sv, Encoding::utf16_le).text == "车,𠀀");
  CHECK(to_utf8("\xFE\xFF\x8F\x66\0,"sv, Encoding::utf16_be).text == "车,");
  CHECK(to_utf8("\x66\x8F\0\0"sv, Encoding::utf32_le).text == "车");
  CHECK(to_utf8("\0\0\x8F\x66"sv, Encoding::utf32_be).text == "车");
  CHECK(to_utf8("a\0\x00\xDC"sv, Encoding::utf16_le).fault == 1);  // half of a pair
  CHECK(to_utf8("a\0\x40\xD8"sv, Encoding::utf16_le).fault == 1);
  CHECK(to_utf8("a\0b"sv, Encoding::utf16_le).fault == 1);
  CHECK(to_utf8("\0\xD8\0\0"sv, Encoding::utf32_le).fault == 0);
  CHECK(to_utf8("\0\0\x11\0"sv, Encoding::utf32_le).fault == 0);
}
