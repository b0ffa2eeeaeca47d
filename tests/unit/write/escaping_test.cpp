#include "support/catch.h"
#include "zhudun/write/csv.h"
#include "zhudun/write/markdown.h"
#include "zhudun/write/uri.h"
#include "zhudun/write/workflow.h"
#include "zhudun/write/xml.h"

using namespace zhudun::write;

namespace {

std::string element(std::string_view attribute, std::string_view text) {
  std::string out;
  XmlWriter writer(out);
  writer.begin("a");
  writer.attribute("b", attribute);
  writer.text(text);
  writer.finish();
  return out.substr(out.find('\n') + 1);
}

std::string cell(std::string_view text) {
  std::string out;
  CsvWriter writer(out);
  writer.cell(text);
  return out;
}

}  // namespace

TEST_CASE("xml: elements, attributes and texts") {
  std::string out;
  XmlWriter writer(out);
  writer.begin("a");
  writer.attribute("b", "1");
  writer.begin("c");
  writer.end();
  writer.attribute("late", "does nothing");
  writer.begin("d");
  writer.text("text");
  writer.finish();
  writer.end();
  CHECK(out == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1\">\n  <c/>\n  <d>text</d>\n</a>");
}

TEST_CASE("xml: markup is text") {
  CHECK(element("<\"&'>", "<\"&']]>") == "<a b=\"&lt;&quot;&amp;'&gt;\">&lt;\"&amp;']]&gt;</a>");
}

TEST_CASE("xml: line breaks survive a reader, in attributes too") {
  CHECK(element("a\r\n\tb", "a\r\n\tb") == "<a b=\"a&#13;&#10;&#9;b\">a&#13;\n\tb</a>");
}

TEST_CASE("xml: what turns text around is a reference") {
  CHECK(element("a\u202Eb", "c\u2066d\u2028") == "<a b=\"a&#x202e;b\">c&#x2066;d&#x2028;</a>");
}

TEST_CASE("xml: what it forbids becomes U+FFFD") {
  CHECK(element("\x1b", "\x7f\xff\xEF\xBF\xBE\xC2\x85") == "<a b=\"\uFFFD\">\uFFFD\uFFFD\uFFFD\uFFFD</a>");
}

TEST_CASE("plain characters stay as they are, in runs of any length and beside any others") {
  const std::vector<std::string> plain = {"@", "@a", "b@h", "abc", "~ x", "不", "企业", "一龿", "a不b", "Ａ", "é", "😀"};
  for (const std::string& one : plain) {
    for (const std::string& other : plain) {
      CAPTURE(one, other);
      CHECK(element(one, one + other) == "<a b=\"" + one + "\">" + one + other + "</a>");
      CHECK(element("", one + "<" + other) == "<a b=\"\">" + one + "&lt;" + other + "</a>");
      CHECK(cell("x" + one + other) == "x" + one + other);
      CHECK(cell("x" + one + "\"" + other) == "\"x" + one + "\"\"" + other + "\"");
    }
  }
  CHECK(element("", "不\xE4\xB8") == "<a b=\"\">不\uFFFD</a>");
  CHECK(cell("企\xE4\xB8z") == "企\uFFFDz");
}

TEST_CASE("csv: quotes only where needed, CRLF after each row") {
  std::string out;
  CsvWriter writer(out);
  writer.cell("plain");
  writer.cell("a \"b\", c");
  writer.number(-3);
  writer.end_row();
  writer.cell("");
  writer.cell("two\nlines");
  writer.end_row();
  CHECK(out == "plain,\"a \"\"b\"\", c\",-3\r\n,\"two\nlines\"\r\n");
}

TEST_CASE("csv: a formula is harmless") {
  for (const std::string sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    CHECK(cell(sign + "1") == "'" + sign + "1");
    CHECK(cell(" " + sign + "1") == "' " + sign + "1");
  }
  CHECK(cell("\t=1") == "'\uFFFD=1");
  CHECK(cell("\r=1") == "\"'\r=1\"");
  CHECK(cell("a=1") == "a=1");
}

TEST_CASE("markdown: shows as itself") {
  CHECK(markdown("a | `b` *c* _d_ [e](f) <g> & h") == "a \\| \\`b\\` \\*c\\* \\_d\\_ \\[e\\](f) &lt;g&gt; &amp; h");
  CHECK(markdown("\\|") == "\\\\\\|");
  CHECK(markdown("a\r\nb\nc\rd\u2028e") == "a<br>b<br>c<br>d<br>e");
  CHECK(markdown("@all") == "@<!-- -->all");
  CHECK(markdown("\x1b[0m\t") == "\uFFFD\\[0m ");
}

TEST_CASE("workflow commands: one line whatever is in it") {
  CHECK(workflow_data("100%\r\na:b,c") == "100%25%0D%0Aa:b,c");
  CHECK(workflow_property("100%\r\na:b,c") == "100%25%0D%0Aa%3Ab%2Cc");
}

TEST_CASE("a path as a URI reference") {
  CHECK(uri_of_path("./a b/公司.yaml") == "a%20b/%E5%85%AC%E5%8F%B8.yaml");
  CHECK(uri_of_path("/a:b") == "file:///a%3Ab");
  CHECK(uri_of_path("-") == "-");
}

TEST_CASE("a line of output that is no workflow command, whatever it holds") {
  CHECK(workflow_line("tool: zhudun") == "tool: zhudun");
  CHECK(workflow_line("::error::x") == ". ::error::x");
  CHECK(workflow_line(" \t::error::x") == ".  \t::error::x");
  CHECK(workflow_line("a\n::error::x\r##[error]") == "a ::error::x ## [error]");
  CHECK(workflow_line("a ##[b] ###[c] #[d]") == "a ## [b] ### [c] #[d]");
  CHECK(workflow_line("").empty());
}
