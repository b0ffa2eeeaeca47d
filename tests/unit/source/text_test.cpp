#include "zhudun/source/text.h"

#include <algorithm>

#include "support/catch.h"
#include "zhudun/source/digest.h"

using namespace zhudun::source;

TEST_CASE("display width: Chinese is two columns, a combining mark none") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("逾期 1") == 6);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(pad("逾期", 6) == "逾期  ");
  CHECK(pad("逾期", 3) == "逾期");
}

TEST_CASE("every character is as wide as utf8proc says, and shown or escaped, whatever was known of it at once") {
  CHECK(display_width("不企龿䷀㐀") == 9);  // a hexagram is one column
  CHECK(display_width("~ \x7F") == 2);
  CHECK(printable("不企龿~") == "不企龿~");
  CHECK(printable("\x7F\xE4\xB8") == "\\u{7f}\\xe4\\xb8");
}

TEST_CASE("wrap keeps to the width and never begins a line with a closing mark") {
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("应当提交报告。", 12) == std::vector<std::string>{"应当提交报", "告。"});
  CHECK(wrap("abcdefgh", 3) == std::vector<std::string>{"abc", "def", "gh"});
  CHECK(wrap("a\nb", 9) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("invalid UTF-8 is found where it begins") {
  CHECK_FALSE(first_invalid_utf8("车联"));
  CHECK(first_invalid_utf8("ab\xB3\xB5") == 2u);
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0u);
  CHECK(first_invalid_utf8("a\xE8\xBD") == 1u);
}

namespace {

// The same one character at a time, from the table of RFC 3629 and the list in the header.
bool is_clean_slowly(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (first_invalid_utf8(text)) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')) return false;
    if (c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) return false;
    const std::string_view two = text.substr(at, 2), three = text.substr(at, 3);
    if (two >= "\xC2\x80" && two <= "\xC2\x9F") return false;
    if (three == "\xEF\xBB\xBF" || three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a clean text is told from every other, wherever in it the fault stands") {
  const std::vector<std::string> parts = {"\x00", "\x08", "\t",   "\n",   "\r",   "\x1F", " ",    "a",    "\x7E",
                                          "\x7F", "\x80", "\x9F", "\xA0", "\xBB", "\xBC", "\xBE", "\xBF", "\xC0",
                                          "\xC1", "\xC2", "\xDF", "\xE0", "\xE1", "\xEC", "\xED", "\xEE", "\xEF",
                                          "\xF0", "\xF4", "\xF5", "\xFF", "车",   "，"};
  std::size_t clean = 0, compared = 0;
  const auto compare = [&](const std::string& sequence) {
    for (const std::size_t before : {0U, 13U, 14U, 15U, 16U, 31U, 45U}) {
      for (const std::size_t after : {0U, 1U, 40U}) {
        const std::string text = std::string(before, 'x') + sequence + std::string(after, 'y');
        const bool expected = is_clean_slowly(text);
        clean += expected ? 1 : 0;
        ++compared;
        if (is_clean(text) != expected) FAIL(printable(text) << " after " << before << ", before " << after);
      }
    }
  };
  for (const std::string& a : parts) {
    for (const std::string& b : parts) {
      for (const std::string& c : parts) {
        const std::string three = (a == "\x00" ? std::string(1, '\0') : a) + b + c;
        compare(three);
        compare("车" + three);
        compare("\xF0\x90" + three);
      }
    }
  }
  CHECK(clean > 1'000);
  CHECK(compared > 10 * clean);
  CHECK(is_clean(""));
  CHECK(is_clean("\xEF\xBB\xBF"));
  CHECK_FALSE(is_clean(std::string_view("\0", 1)));
}

TEST_CASE("printable text cannot move a cursor or turn its direction") {
  CHECK(printable("a\x1b[31mb") == "a\\u{1b}[31mb");
  CHECK(printable("x\u202ey") == "x\\u{202e}y");
  CHECK(printable("\xff") == "\\xff");
  CHECK(printable("好 ok") == "好 ok");
}

TEST_CASE("SHA-256 has the standard's values") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
