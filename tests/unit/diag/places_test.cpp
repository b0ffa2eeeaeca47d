// What is printed around a place: tabs, Chinese, several lines, very long lines, marks and labels.
#include <fmt/format.h>

#include "support/catch.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/text.h"

using namespace zhudun;

namespace {

// Where `under` stands in the file, as a diagnostic prints it.
std::string shown(const std::string& bytes, const std::string& under) {
  const source::File file("a.yaml", bytes);
  const std::size_t at = bytes.find(under);
  REQUIRE(at != std::string::npos);
  const auto begin = static_cast<std::uint32_t>(at);
  return diag::to_text(diag::error("x", {&file, begin, begin + static_cast<std::uint32_t>(under.size())}, "m"));
}

std::size_t count(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

}  // namespace

TEST_CASE("the caret stands under its words, two columns for a wide one") {
  CHECK(shown("a: 名称 x\n", "x") == "a.yaml:1:7: m\n 1 | a: 名称 x\n   |         ^\n");
  CHECK(shown("a: 名称 x\n", "名称") == "a.yaml:1:4: m\n 1 | a: 名称 x\n   |    ^^^^\n");
  CHECK(shown("\xEF\xBB\xBF"
              "a: x\n",
              "x") == "a.yaml:1:4: m\n 1 | a: x\n   |    ^\n");
  CHECK(shown("one\r\na: x\r\n", "x") == "a.yaml:2:4: m\n 2 | a: x\n   |    ^\n");
  CHECK(shown("e\u0301: x\n", "x").ends_with("|    ^\n"));
}

TEST_CASE("an empty place has one caret, at the end of the file too") {
  const source::File file("a.yaml", "a:\nb: 1");
  CHECK(diag::to_text(diag::error("x", {&file, 2, 2}, "m")) == "a.yaml:1:3: m\n 1 | a:\n   |   ^\n");
  CHECK(diag::to_text(diag::error("x", {&file, 7, 7}, "m")) == "a.yaml:2:5: m\n 2 | b: 1\n   |     ^\n");
}

TEST_CASE("of several lines the first is shown, with carets to its end") {
  CHECK(shown("a: [1,\n  2]\n", "[1,\n  2]") == "a.yaml:1:4: m\n 1 | a: [1,\n   |    ^^^\n");
}

TEST_CASE("a line of any length stays readable, and the caret on it") {
  for (const std::string& filling : {std::string("x"), std::string("甲"), std::string("\t"), std::string("\x1b[2J")}) {
    std::string bytes;
    for (int at = 0; at < 20000; ++at) bytes += filling;
    const std::string text = shown(bytes + "WORD" + bytes, "WORD");
    CHECK(text.size() < 4000);
    CHECK(count(text, '^') == 4);
    CHECK(text.find("WORD") != std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK_FALSE(source::first_invalid_utf8(text));
    const std::size_t line = text.find('\n') + 1, carets = text.find('\n', line) + 1;
    const std::string before = text.substr(line, text.find("WORD") - line);
    CHECK(source::display_width(before) == text.find('^', carets) - carets);
  }
}

TEST_CASE("a place of any length is cut, with carets under what is left") {
  for (const std::string& filling : {std::string("x"), std::string("甲"), std::string("\t")}) {
    std::string word;
    for (int at = 0; at < 20000; ++at) word += filling;
    const std::string text = shown("a: " + word + " b", word);
    CHECK(text.size() < 1500);
    const std::size_t line = text.find('\n') + 1, end = text.find('\n', line);
    CHECK(source::display_width(text.substr(line, end - line)) == text.size() - end - 2);
  }
}

TEST_CASE("labels have their own place, and a hostile name does not reach the terminal") {
  const source::File file("a\x1b[2J.yaml", "a: 1\na: 2\n");
  diag::Diagnostic told = diag::error("x", {&file, 5, 6}, "twice\x1b[2J", "help\x1b[2J");
  told.labels.push_back({{&file, 0, 1}, "first\x1b[2J"});
  const std::string text = diag::to_text(told);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find(":2:1: twice") != std::string::npos);
  CHECK(text.find(":1:1: first") != std::string::npos);
}
