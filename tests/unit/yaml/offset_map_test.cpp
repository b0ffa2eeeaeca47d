#include "zhudun/yaml/offset_map.h"

#include "reading.h"

using namespace zhudun;

namespace {

// What is underlined in the file for a word of the decoded text of the value of `e`.
std::string underlined(const std::string& text, const std::string& word) {
  CAPTURE(text, word);
  const Reading r(text);
  INFO(r.errors());
  REQUIRE(r.tree);
  const yaml::NodeId node = r.at("e");
  const std::size_t at = r.tree->text(node).find(word);
  REQUIRE(at != std::string::npos);
  return std::string(yaml::OffsetMap(*r.tree, node).span(at, at + word.size()).text());
}

}  // namespace

TEST_CASE("a word of a decoded scalar is underlined where it is spelt") {
  struct Case {
    const char* text;
    const char* word;
    const char* underlined;
  };
  const Case cases[] = {
      {"e: size(级别) > 3\n", "> 3", "> 3"},
      {"e: 级别 >= 三级\n", "三级", "三级"},
      {"e: a\n   && b\n", "&& b", "&& b"},
      {"e: a\n   && b\n", "a && b", "a\n   && b"},
      {"e: a\r\n   && b\r\n", "&& b", "&& b"},
      {"\xEF\xBB\xBF"
       "e: a && b\n",
       "b", "b"},
      {"e: 'it''s == \"x\"'\n", "==", "=="},
      {"e: 'it''s'\n", "'", "''"},
      {"e: 'a\n\n  b'\n", "b", "b"},
      {"e: \"a \\\"q\\\" == b\"\n", "==", "=="},
      {"e: \"a \\\"q\\\" == b\"\n", "\"q\"", "\\\"q\\\""},
      {"e: \"\\u7ea7\\u522b > 3\"\n", "> 3", "> 3"},
      {"e: \"\\u7ea7\\u522b > 3\"\n", "别", "\\u522b"},
      {"e: \"\\U0001F600\\x41 x\"\n", "x", "x"},
      {"e: \"a\\\n   b c\"\n", "b", "b"},
      {"e: \"a\n   b c\"\n", "b c", "b c"},
      {"e: |\n  a &&\n  b\n", "b", "b"},
      {"e: |\r\n  a &&\r\n    b\r\n", "b", "b"},
      {"e: |2\n    a\n  b\n", "b", "b"},
      {"e: |2\n    a\n  b\n", "  a", "  a"},
      {"e: |\n\n\n  a\n\n  b\n", "b", "b"},
      {"e: >\n  a &&\n  b ||\n\n  c\n", "b ||", "b ||"},
      {"e: >\n  a &&\n  b ||\n\n  c\n", "c", "c"},
      {"e: >-\n  a\n    more\n  b\n", "more", "more"},
      {"e: >-  # comment\n  级别\n  > 三\n", "> 三", "> 三"},
      {"e: !!str &x \"a\\tb\"\n", "b", "b"},
      {"o:\n  - x\ne: &a\n  'b'\n", "b", "b"},
  };
  for (const Case& each : cases) CHECK(underlined(each.text, each.word) == each.underlined);
}

TEST_CASE("an alias is underlined whole, and the end of a text is the end of its spelling") {
  const Reading r("a: &x a && b\ne: *x\nf: \"a\\n\"\n");
  REQUIRE(r.tree);
  const yaml::OffsetMap alias(*r.tree, r.at("e"));
  CHECK(alias.span(2, 4).text() == "*x");
  const yaml::OffsetMap map(*r.tree, r.at("f"));
  CHECK(map.at(0) == r.file.bytes().find("\"a") + 1);
  CHECK(map.at(2) == r.file.bytes().rfind('"'));
  CHECK(map.span(1, 1).text().empty());
}
