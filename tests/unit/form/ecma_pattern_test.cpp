#include "form/ecma_pattern.h"

#include "support/catch.h"

using zhudun::form::ecma_pattern;

TEST_CASE("patterns that both read alike stay as they are") {
  for (const char* same : {"^abc$", "^[a-z]+$", "a|b", "(?:a|b)*", "x{2}", "x{2,}", "x{2,5}?", "\\d\\w\\b",
                           "[^\\x00-\\x1f\\x7f]", "^[京沪]牌$", "\\.\\+", "(a)(b)"}) {
    CHECK(ecma_pattern(same) == same);
  }
}

TEST_CASE("what is written otherwise is written otherwise") {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"^[^/[:cntrl:]]+$", "^[^\\/\\x00-\\x1f\\x7f]+$"},
      {"[[:alpha:]_-]", "[A-Za-z_-]"},
      {"\\Aabc\\z", "^abc$"},
      {"a.b", "a[^\\n]b"},
      {"\\s", "[\\t\\n\\f\\r ]"},
      {"\\S", "[^\\t\\n\\f\\r ]"},
      {"[\\s,]", "[\\t\\n\\f\\r ,]"},
      {"\\x{4e00}", "\\u{4e00}"},
      {"[]a]", "[\\]a]"},
      {"a{b}", "a\\{b\\}"},
      {"x{,3}", "x\\{,3\\}"},
      {"a]", "a\\]"},
      {"\\-\\@", "-@"},
      {"[\\-]", "[\\-]"},
  };
  for (const auto& [given, wanted] : cases) CHECK(ecma_pattern(given) == wanted);
}

TEST_CASE("what is not sure is left out") {
  for (const char* unsure :
       {"(?i)abc", "(?P<name>a)", "\\pL", "\\p{Han}", "\\Qa.b\\E", "[[:alien:]]", "\\C", "[\\p{Han}]", "[a", "\\"}) {
    CHECK(ecma_pattern(unsure) == std::nullopt);
  }
}
