#include "zhudun/source/text.h"

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
