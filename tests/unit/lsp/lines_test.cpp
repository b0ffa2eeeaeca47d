#include "lsp/lines.h"

#include "support/catch.h"

using namespace zhudun::lsp;

namespace {

const std::string kText = "a: 诊断\r\n😀b: \xff\xe4x\rlast";

Position at(std::string_view what, Encoding encoding) {
  return Lines(kText, encoding).position(static_cast<std::uint32_t>(kText.find(what)));
}

}  // namespace

TEST_CASE("characters are counted in the units that were agreed on") {
  CHECK(at("诊", Encoding::utf8) == Position{0, 3});
  CHECK(at("断", Encoding::utf8) == Position{0, 6});
  CHECK(at("断", Encoding::utf16) == Position{0, 4});
  CHECK(at("断", Encoding::utf32) == Position{0, 4});
  CHECK(at("b: ", Encoding::utf8) == Position{1, 4});
  CHECK(at("b: ", Encoding::utf16) == Position{1, 2});
  CHECK(at("b: ", Encoding::utf32) == Position{1, 1});
  CHECK(at("last", Encoding::utf16) == Position{2, 0});
}

TEST_CASE("bytes that are no text are one each") {
  CHECK(at("x\r", Encoding::utf16) == Position{1, 7});
  CHECK(at("x\r", Encoding::utf8) == Position{1, 9});
}

TEST_CASE("there and back again, from every byte that begins a character") {
  for (const Encoding encoding : {Encoding::utf8, Encoding::utf16, Encoding::utf32}) {
    const Lines lines(kText, encoding);
    for (const std::string_view what : {"a", "诊", "断", "😀", "b", "x", "last", "ast"}) {
      const auto offset = static_cast<std::uint32_t>(kText.find(what));
      CHECK(lines.offset(lines.position(offset)) == offset);
    }
  }
}

TEST_CASE("what lies beyond is the end, what lies within a character its beginning") {
  const Lines lines(kText, Encoding::utf16);
  CHECK(lines.count() == 3);
  CHECK(lines.offset({0, 99}) == kText.find('\r'));
  CHECK(lines.offset({9, 0}) == kText.size());
  CHECK(lines.offset({1, 1}) == kText.find("😀"));
  CHECK(lines.position(static_cast<std::uint32_t>(kText.find("😀") + 2)) == Position{1, 0});
  CHECK(lines.position(static_cast<std::uint32_t>(kText.find('\n'))) == Position{0, 5});
  CHECK(lines.position(1000) == Position{2, 4});
  CHECK(lines.line(0) == "a: 诊断");
  CHECK(lines.line(7).empty());
  CHECK(Lines("", Encoding::utf8).position(0) == Position{0, 0});
}
