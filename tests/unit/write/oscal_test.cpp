#include "zhudun/write/oscal.h"

#include "support/catch.h"

using namespace zhudun::write;

TEST_CASE("oscal: a string is one line with no blank at its ends") {
  CHECK(oscal_string("plain text") == "plain text");
  CHECK(oscal_string("") == "-");
  CHECK(oscal_string(" a ") == "\\u{20}a\\u{20}");
  CHECK(oscal_string(" ") == "\\u{20}");
  CHECK(oscal_string("　好　") == "\\u{3000}好\\u{3000}");
  CHECK(oscal_string("\uFEFFa\u00A0") == "\\u{feff}a\\u{a0}");
  CHECK(oscal_string("a\r\nb\u2028c\u0085") == "a\\u{d}\\u{a}b\\u{2028}c\\u{85}");
  CHECK(oscal_string(std::string_view("\0\xff", 2)) == "\\u{0}\uFFFD");
}

TEST_CASE("oscal: a token") {
  CHECK(oscal_token("T03.2") == "T03.2");
  CHECK(oscal_token("a-b_c") == "a-b_c");
  CHECK(oscal_token("3a") == "_33a");
  CHECK(oscal_token("a b") == "a_20b");
  CHECK(oscal_token("长") == "_e9_95_bf");
  CHECK(oscal_token("") == "_");
}

TEST_CASE("oscal: markup shows as the text itself") {
  CHECK(oscal_markup("data_catalog/current (a-b) 50% #1") == "data_catalog/current (a-b) 50% #1");
  CHECK(oscal_markup("*a* _b_ `c` [d](e) <f> &g; ~h~ ^i^ \\") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> \\&g; \\~h\\~ \\^i\\^ \\\\");
  CHECK(oscal_markup("# a") == "\\# a");
  CHECK(oscal_markup("- a") == "\\- a");
  CHECK(oscal_markup("12. a 1.") == "12\\. a 1.");
  CHECK(oscal_markup("3.0 to 4") == "3.0 to 4");
  CHECK(oscal_markup("{{ a }}") == "\\{{ a }}");
  CHECK(oscal_markup("    a\nb") == "a\\\\u{a}b");
  CHECK(oscal_markup("") == "-");
  CHECK(oscal_markup("  ") == "-");
}
