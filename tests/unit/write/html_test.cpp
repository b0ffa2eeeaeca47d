// HTML: a text stays a text, whatever it holds.
#include "zhudun/write/html.h"
#include "support/catch.h"

using namespace zhudun::write;

namespace {

constexpr std::string_view kDoctype = "<!doctype html>\n";

std::string text(std::string_view value) {
  std::string out;
  HtmlWriter(out).text(value);
  return out.substr(kDoctype.size());
}

std::string code(std::string_view value) {
  std::string out;
  HtmlWriter(out).code("script", value);
  return out.substr(kDoctype.size());
}

}  // namespace

TEST_CASE("html: elements, attributes and texts") {
  std::string out;
  HtmlWriter writer(out);
  writer.open("p", {{"class", "a b"}, {"hidden", ""}});
  writer.element("b", {}, "bold");
  writer.lone("br", {});
  writer.text("text");
  writer.close();
  writer.close();
  writer.open("i");
  writer.open("u");
  writer.finish();
  CHECK(out == "<!doctype html>\n<p class=\"a b\" hidden><b>bold</b><br>text</p><i><u></u></i>\n");
}

TEST_CASE("html: a writer within a page begins nothing and closes only its own") {
  std::string out = "<main>";
  HtmlWriter writer = HtmlWriter::within(out);
  writer.element("p", {}, "a & b");
  writer.close();
  CHECK(out == "<main><p>a &amp; b</p>");
}

TEST_CASE("html: markup is text, in attributes too") {
  CHECK(text("</p><script>'\"&amp;") == "&lt;/p&gt;&lt;script&gt;&#39;&quot;&amp;amp;");
  std::string out;
  HtmlWriter(out).lone("a", {{"b", "\" onclick='x' <>&"}});
  CHECK(out.ends_with("<a b=\"&quot; onclick=&#39;x&#39; &lt;&gt;&amp;\">"));
}

TEST_CASE("html: line breaks and tabs survive a reader") { CHECK(text("a\r\n\tb") == "a&#13;\n&#9;b"); }

TEST_CASE("html: what it does not allow becomes U+FFFD") {
  for (const std::string_view bad :
       {std::string_view("\0", 1), std::string_view("\x1b"), std::string_view("\x7f"), std::string_view("\u0085"),
        std::string_view("\u009f"), std::string_view("\xff"), std::string_view("\xEF\xBF\xBE"),
        std::string_view("\xEF\xBF\xBF"), std::string_view("\xEF\xB7\x90"), std::string_view("\xF4\x8F\xBF\xBF"),
        std::string_view("\xED\xA0")}) {
    CAPTURE(bad);
    CHECK(text(bad).starts_with("\uFFFD"));
    CHECK(text(bad).size() % 3 == 0);
  }
  CHECK(text("\u00a0\u4e2d\U0001F600\uFFFD") == "\u00a0\u4e2d\U0001F600\uFFFD");
}

TEST_CASE("html: what reorders or hides its neighbours is spelled") {
  CHECK(text("a\u202Eb\u2066c\u2069") == "a\\u{202e}b\\u{2066}c\\u{2069}");
  CHECK(text("\u200e\u200f\u061c\u2028\u2029\ufeff") == "\\u{200e}\\u{200f}\\u{61c}\\u{2028}\\u{2029}\\u{feff}");
  CHECK(text("\U000E0041") == "\\u{e0041}");
  CHECK(text("\u200d\u0627\u05d0") == "\u200d\u0627\u05d0");  // joiners and right-to-left letters are text
}

TEST_CASE("html: code that would close its element is left out") {
  CHECK(code("if (a < b) c();") == "<script>if (a < b) c();</script>");
  CHECK(code("'</ScRiPt>'") == "<script></script>");
  CHECK(code("<!-- x") == "<script></script>");
}

TEST_CASE("html: a policy names code by its hash") {
  // SHA-256 of nothing, as base64.
  CHECK(policy_hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ==
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK(policy_hash("e3b0").empty());
  CHECK(policy_hash(std::string(64, 'g')).empty());
}
