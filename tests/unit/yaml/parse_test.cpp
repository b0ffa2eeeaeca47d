#include "zhudun/yaml/parse.h"

#include <fmt/format.h>

#include "reading.h"
#include "zhudun/yaml/encoding.h"

using namespace zhudun;

namespace {

struct Case {
  std::string text;
  std::string wanted;
};

void gives(std::initializer_list<Case> cases) {
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Reading r(each.text);
    INFO(r.errors());
    CHECK(r.shape() == each.wanted);
    CHECK(r.diagnostics.empty());
  }
}

void refuses(std::initializer_list<Case> cases) {
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Reading r(each.text);
    CHECK(r.errors() == each.wanted);
    CHECK_FALSE(r.tree);
  }
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("what YAML means is read") {
  gives({
      {"a: 1\nb:\n- x\n- y\nc:\n  - z\n", "{<a>:<1>,<b>:[<x>,<y>],<c>:[<z>]}"},
      {"a:\nb: ~\nnull: null\n", "{<a>:<>,<b>:<~>,<null>:<null>}"},
      {"-\n- null\n- - a\n  - b\n", "[<>,<null>,[<a>,<b>]]"},
      {"{a: , b, c: null, \"d\":1}", "{<a>:<>,<b>:<>,<c>:<null>,<d>:<1>}"},
      {"[a: 1, {b: 2}, c]", "[{<a>:<1>},{<b>:<2>},<c>]"},
      {"? a\n: b\n? c\nd: e\n", "{<a>:<b>,<c>:<>,<d>:<e>}"},
      {"%YAML 1.2\n---\na\n...\n# end\n", "<a>"},
      {"---\n", "<>"},
      {"--- # c\na: b # d\n", "{<a>:<b>}"},
      {"a: x y\n  z\n\n  w\n", "{<a>:<x y z\nw>}"},
      {"a: [\n  1, # one\n  2\n]\n", "{<a>:[<1>,<2>]}"},
      {"a: http://x#y\nb: 12:30\n", "{<a>:<http://x#y>,<b>:<12:30>}"},
      {"a: |+\n  x\n\nb: >\n  y\n  z\n", "{<a>:<x\n\n>,<b>:<y z\n>}"},
      {"a:\t1\n", "{<a>:<1>}"},
      {"no: yes\n017: 0o17\n", "{<no>:<yes>,<017>:<0o17>}"},
  });
}

TEST_CASE("a byte-order mark, CRLF and Chinese change no place") {
  const Reading r("\xEF\xBB\xBF名: 车\r\n列: [甲, \"乙\"]\r\n文: |\r\n  一\r\n  二\r\n");
  CHECK(r.shape() == "{<名>:<车>,<列>:[<甲>,<乙>],<文>:<一\n二\n>}");
  CHECK(r.under(r.at("名") - 1) == "名");
  CHECK(r.under(r.at("名")) == "车");
  CHECK(r.under(r.at("列")) == "[甲, \"乙\"]");
  CHECK(r.under(r.at("文")) == "|\r\n  一\r\n  二");
}

TEST_CASE("there is exactly one document") {
  refuses({
      {"", "yaml-empty||the file holds no document\n"},
      {"# nothing\n\n", "yaml-empty||the file holds no document\n"},
      {"%YAML 1.2\n", "yaml-empty||the file holds no document\n"},
      {"a: 1\n---\nb: 2\n", "yaml-documents|---|a second document begins here, expected only one in a file\n"},
      {"a\n...\nb\n", "yaml-syntax|b|`b` does not belong to what stands above it\n"},
      {"- a\nb: 1\n", "yaml-syntax|b:|`b:` does not belong to what stands above it\n"},
  });
  const Reading old("%YAML 1.1\n---\na: no\n");
  CHECK(old.tree);
  CHECK(old.errors() == "yaml-directive|%YAML 1.1|the file says YAML 1.1, it is read as YAML 1.2\n");
}

TEST_CASE("an alias is a copy with the alias's own place") {
  const Reading r("a: &x {k: [1]}\nb: *x\nc: &y \"t\\n\"\nd: *y\n*y : e\n");
  REQUIRE(r.tree);
  CHECK(r.shape() == "{<a>:{<k>:[<1>]},<b>:{<k>:[<1>]},<c>:<t\n>,<d>:<t\n>,<t\n>:<e>}");
  CHECK(r.under(r.at("b")) == "*x");
  CHECK(r.tree->span(r.at("b") + 1) == r.tree->span(r.at("a") + 1));
  CHECK(r.under(r.at("d")) == "*y");
  CHECK(r.tree->type(r.at("d")) == yaml::ScalarType::string);
  refuses({
      {"a: &x [*x]\n", "yaml-recursion|*x|the alias `*x` stands inside of what it stands for\n"},
      {"a: &x {b: {c: *x}}\n", "yaml-recursion|*x|the alias `*x` stands inside of what it stands for\n"},
      {"a: &base 1\nb: *bse\n", "yaml-alias|*bse|no anchor is named `bse`\n"},
      {"a: &x [1]\n*x : 1\n", "yaml-complex-key|*x|a mapping's key is a list or a mapping, expected a single value\n"},
  });
  CHECK(Reading("a: &base 1\nb: *bse\n").diagnostics[0].help == "did you mean `*base`?");
}

TEST_CASE("keys are single values and unique; there is no merge key") {
  refuses({
      {"a: 1\nb: 2\n\"a\": 3\n'\\u0062': 4\nb : 5\n",
       "yaml-duplicate-key|\"a\"|the key `a` is given twice\nyaml-duplicate-key|b|the key `b` is given twice\n"},
      {"x: {a: 1, a: 2}\n", "yaml-duplicate-key|a|the key `a` is given twice\n"},
      {"? [a]\n: b\n", "yaml-complex-key|[|a mapping's key is a list or a mapping, expected a single value\n"},
      {"[{a: 1}: 2]", "yaml-complex-key|{|a mapping's key is a list or a mapping, expected a single value\n"},
      {"a: &x {b: 1}\nc:\n  <<: *x\n", "yaml-merge-key|<<|the merge key `<<` is no part of YAML 1.2\n"},
  });
  CHECK(Reading("'<<': 1\n").tree);
  std::string many;
  for (int i = 0; i < 20; ++i) many += fmt::format("k{}: 1\n", i);
  CHECK(Reading(many).tree);
  const Reading twice(many + "k7: 2\n");
  CHECK(twice.errors() == "yaml-duplicate-key|k7|the key `k7` is given twice\n");
  REQUIRE(twice.diagnostics[0].labels.size() == 1);
  CHECK(twice.diagnostics[0].labels[0].message == "first here");
  CHECK(twice.file.position(twice.diagnostics[0].labels[0].span.begin).line == 8);
}

TEST_CASE("only tags of the core schema are read, and must fit") {
  gives({{"!!map {a: !!seq [!!str 1, ! 2, !<tag:yaml.org,2002:int> 3]}\n", "{<a>:[<1>,<2>,<3>]}"}});
  refuses({
      {"a: !!int x\nb: !!bool yes\nc: !!null 1\nd: !!float a\n",
       "yaml-tag|!!int|the tag `!!int` does not fit the value `x`\n"
       "yaml-tag|!!bool|the tag `!!bool` does not fit the value `yes`\n"
       "yaml-tag|!!null|the tag `!!null` does not fit the value `1`\n"
       "yaml-tag|!!float|the tag `!!float` does not fit the value `a`\n"},
      {"a: !!seq x\n", "yaml-tag|!!seq|the tag `!!seq` does not fit the value `x`\n"},
      {"a: !!map [x]\n", "yaml-tag|!!map|the tag `!!map` does not fit a list\n"},
      {"a: !env HOME\nb: !inc {}\n",
       "yaml-tag|!env|the tag `!env` is unknown\nyaml-tag|!inc|the tag `!inc` is unknown\n"},
      {"a: !!str\"x\"\n", "yaml-tag|!!str\"x\"|the tag `!!str\"x\"` has a sign that is not allowed in tags\n"},
      {"a: !!binary aGk=\n", "yaml-tag|!!binary|the tag `!!binary` is unknown\n"},
  });
}

TEST_CASE("what yaml-cpp lets pass is refused here") {
  refuses({
      {"a: 1\nb\n", "yaml-colon|b|expected `: ` and a value after the key `b`\n"},
      {"a: \"x\n", "yaml-scalar|\"|the quote opened here is never closed\n"},
      {"a: \"x\nb: 1\n", "yaml-scalar|\"|the quote opened here is not closed before a line that is not indented\n"},
      {"a: [1, , 2]\n", "yaml-syntax|,|expected an item, found `,`\n"},
      {"a: [1]#c\n", "yaml-comment|#|a comment needs a space in front of its `#`\n"},
      {"a: \"\\'\"\n", "yaml-scalar|\\'|`\\'` is no escape\n"},
      {"a: \"\\x1\"\n", "yaml-scalar|\\x|this escape names no character\n"},
      {"a: \"x\n\ty\"\n", "yaml-scalar|\t|a tab is used as indentation\n"},
      {"a: \"\\uD83D\\uDE00\"\n", "yaml-scalar|\\uD83D|this escape names no character\n"},
      {"a: it 's\nb: c: d\n", "yaml-syntax|:|a `:` may not stand here\n"},
      {"a: |1 x\n b\n", "yaml-syntax|x|a block text begins on the line after its mark\n"},
      {"a: [1,\n2]\n",
       "yaml-syntax|2]|expected a line that is indented more than its key, inside the bracket, found `2]`\n"},
      {"a: %x\n", "yaml-syntax|%x|`%x` cannot begin a value\n"},
  });
}

TEST_CASE("errors of syntax are said in plain words, where they are to be mended") {
  refuses({
      {"a: [1, 2\nb: c\n", "yaml-unclosed|[|the `[` opened here is never closed\n"},
      {"a: {x: 1\n", "yaml-unclosed|{|the `{` opened here is never closed\n"},
      {"a: 'x\nb: 'y'\n", "yaml-scalar|'|the quote opened here is not closed before a line that is not indented\n"},
      {"a: b: c\n", "yaml-syntax|:|a `:` may not stand here\n"},
      {"a:\n\t- x\n", "yaml-tab|\t|a tab is used as indentation\n"},
      {"a:\n\tb: 1\n", "yaml-tab|\t|a tab is used as indentation\n"},
      {"a: {b: 1}\n \tb: 2\n", "yaml-tab| \t|a tab is used as indentation\n"},
      {"a:\n  b: {x: 1}\n\t  c: 2\n", "yaml-tab|\t  |a tab is used as indentation\n"},
      {"a:\n  - [1]\n\t  - [2]\n", "yaml-tab|\t  |a tab is used as indentation\n"},
      {"a: [1,\n\t2]\n", "yaml-tab|\t|a tab is used as indentation\n"},
      {"a:\n\tx\n", "yaml-tab|\t|a tab is used as indentation\n"},
      {"a: 1\n  b: 2\n", "yaml-syntax|:|a `:` may not stand here\n"},
      {"a: \"x\" y\n", "yaml-syntax|y|`y` may not stand behind the value before it\n"},
      {"a: ]\n", "yaml-syntax|]|this bracket closes nothing\n"},
      {"a: @x\n", "yaml-syntax|@x|`@x` cannot begin a value\n"},
  });
}

TEST_CASE("full-width punctuation is named") {
  const Reading colon("姓名：张三\nb: c\n");
  REQUIRE(colon.diagnostics.size() == 1);
  CHECK(colon.errors() == "yaml-syntax|：|the full-width colon `：` ends no key\n");
  CHECK(colon.diagnostics[0].help == "after a key, write `: ` and not the full-width colon `：`");
  REQUIRE(colon.diagnostics[0].labels.size() == 1);
  CHECK(colon.diagnostics[0].labels[0].span.text() == ":");
  const Reading bare("a: 1\n姓名：张三\n");
  REQUIRE(bare.diagnostics.size() == 1);
  CHECK(bare.diagnostics[0].span.text() == "：");
  CHECK(bare.diagnostics[0].help == "it has a full-width colon `：`; write `: `");
  CHECK(Reading("a: {b: 甲，c: 乙}\n").errors() == "yaml-full-width|，|the full-width `，` sets nothing apart\n");
  CHECK(Reading("a: {b: 甲、乙，c：丙，d: 乙}\n").errors() ==
        "yaml-full-width|，|the full-width `，` sets nothing apart\n");
  const Reading dash("a:\n  b: 1\n  －c\n");
  REQUIRE(dash.diagnostics.size() == 1);
  CHECK(dash.diagnostics[0].help == "an item of a list begins with `- `");
  CHECK(Reading("a: [甲，乙]\n").diagnostics.empty());
  CHECK(Reading("a：1\n").errors() ==
        "yaml-full-width|a：1|the whole file is one text, with a full-width colon `：`\n");
  CHECK(Reading("a: 说明：见附件，其他\n").diagnostics.empty());
}

TEST_CASE("a colon without a space behind it is named") {
  const Reading tight("a:\n  name:甲\n  b: c\n");
  CHECK(tight.errors() == "yaml-syntax|:|a space is missing behind this `:`\n");
  CHECK(tight.diagnostics[0].help == "after a key, write `: `, a colon and a space");
  CHECK(tight.diagnostics[0].span.begin == 9);
  const Reading url("a:\n  http://b\n  b: c\n");
  CHECK(url.errors() == "yaml-syntax|:|a `:` may not stand here\n");
}

TEST_CASE("a file that is no text is called what it is") {
  using namespace std::string_literals;
  refuses({
      {"%PDF-1.7\n\xE2\xE3\n", "wrong-file||the file is a PDF document, not a text\n"},
      {"PK\x03\x04\x14\0[Content_Types].xml xl/workbook.xml"s,
       "wrong-file||the file is an Excel workbook, not a text\n"},
      {"PK\x03\x04 word/document.xml", "wrong-file||the file is a Word document, not a text\n"},
      {"PK\x03\x04 a.txt", "wrong-file||the file is a ZIP archive, not a text\n"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"s,
       "wrong-file||the file is an Office document of the old kind (.doc, .xls, .ppt), not a text\n"},
      {"\x89PNG\r\n\x1A\n", "wrong-file||the file is a picture, not a text\n"},
      {"\xFF\xD8\xFF\xE0", "wrong-file||the file is a picture, not a text\n"},
      {"<!DOCTYPE html>\n", "wrong-file||the file is a web page, not a text\n"},
  });
}

TEST_CASE("what is no UTF-8 text is refused and named") {
  using namespace std::string_literals;
  refuses({
      {"a\0b"s, "text-control|\0|a NUL byte is not allowed in a text\n"s},
      {"a: \x1b[31m\nb: \x7f\n",
       "text-control|\x1b|the control character U+001B is not allowed in a text\n"
       "text-control|\x7f|the control character U+007F is not allowed in a text\n"},
      {"a: \xC2\x9B\n", "text-control|\xC2\x9B|the control character U+009B is not allowed in a text\n"},
      {"a\rb\n", "text-control|\r|a carriage return stands without a line feed\n"},
      {"a: \xEF\xBB\xBF\n", "text-control|\xEF\xBB\xBF|a byte-order mark stands inside the text\n"},
      {"a: \xFFz\n", "text-encoding|\xFF|the byte 0xFF is not UTF-8\n"},
      {"a: \xB3\xB5\xC1\xAA\n", "text-encoding|\xB3|the file is GB18030 (GBK), expected UTF-8\n"},
      {"\xFF\xFE"
       "a\0"s,
       "text-encoding|\xFF|the file is UTF-16 (little endian), expected UTF-8\n"},
      {"\xFE\xFF\0a"s, "text-encoding|\xFE|the file is UTF-16 (big endian), expected UTF-8\n"},
      {"a\0:\0 \0"s, "text-encoding|a|the file is UTF-16 (little endian), expected UTF-8\n"},
      {"\xFF\xFE\0\0a\0\0\0"s, "text-encoding|\xFF|the file is UTF-32 (little endian), expected UTF-8\n"},
      {"\0\0\0a"s, "text-encoding|\0|the file is UTF-32 (big endian), expected UTF-8\n"s},
  });
}

TEST_CASE("each limit is named, and holds on both sides") {
  yaml::Limits limits;
  SECTION("depth") {
    limits.depth = 3;
    CHECK(Reading("[[[1]]]", limits).tree);
    CHECK(Reading("[[[[1]]]]", limits).errors() ==
          "limit-depth|[|lists and mappings are nested deeper than the limit `depth` of 3\n");
    CHECK(Reading(repeated("[", 100) + repeated("]", 100)).tree);
    CHECK(Reading(repeated("[", 101) + repeated("]", 101)).diagnostics[0].code == "limit-depth");
  }
  SECTION("nodes") {
    limits.nodes = 5;
    CHECK(Reading("[1, 2, 3, 4]", limits).tree);
    CHECK(Reading("[1, 2, 3, 4, 5]", limits).diagnostics[0].code == "limit-nodes");
    CHECK(Reading("[&a 1, *a, *a, *a]", limits).tree);
    CHECK(Reading("[&a [1], *a, *a]", limits).errors() ==
          "limit-nodes|*a|the file has more nodes than the limit `nodes` of 5\n");
  }
  SECTION("scalar_bytes") {
    limits.scalar_bytes = 3;
    CHECK(Reading("abc", limits).tree);
    CHECK(Reading("abcd", limits).errors() ==
          "limit-scalar-bytes|a|a text is longer than the limit `scalar_bytes` of 3\n");
  }
  SECTION("flow_tokens") {
    limits.flow_tokens = 100'000;
    CHECK(Reading("[1" + repeated(",1", 99'998) + "]", limits).tree);
    CHECK(Reading("[1" + repeated(",1", 99'999) + "]", limits).diagnostics[0].code == "limit-flow-tokens");
  }
  SECTION("errors") {
    limits.errors = 2;
    CHECK(Reading("a: !x 1\n", limits).diagnostics.size() == 1);
    const Reading r("a: !x 1\nb: !x 1\nc: !x 1\n", limits);
    REQUIRE(r.diagnostics.size() == 3);
    CHECK(r.diagnostics[2].code == "limit-errors");
  }
}

TEST_CASE("hostile files end soon, with an error") {
  const int many = 200'000;
  for (const char* text : {"[", "{", "{a: ", "- ", "? ", "&a ", "!!str ", "\"", "] ", ": ", "%x\n", "|", "*a "}) {
    CAPTURE(text);
    CHECK_FALSE(Reading(repeated(text, many)).tree);
  }
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'l'; ++c) {
    const std::string before = fmt::format("*{}, ", static_cast<char>(c - 1));
    bomb += fmt::format("{}: &{} [{}]\n", c, c, repeated(before, 10));
  }
  CHECK(Reading(bomb).diagnostics[0].code == "limit-nodes");
}

TEST_CASE("errors come in the order of the file") {
  const Reading r("a:\n  x: !t 1\n  y: !u 2\n  x: 3\n<<: 4\n");
  CHECK(
      r.errors() ==
      "yaml-tag|!t|the tag `!t` is unknown\nyaml-tag|!u|the tag `!u` is unknown\n"
      "yaml-duplicate-key|x|the key `x` is given twice\nyaml-merge-key|<<|the merge key `<<` is no part of YAML 1.2\n");
}
