#include "zhudun/pattern/pattern.h"

#include "support/catch.h"

using zhudun::pattern::Pattern;

TEST_CASE("a pattern is found anywhere unless anchored") {
  std::string why;
  const auto pattern = Pattern::compile("^[^/\\x00-\\x1f]+$", why);
  REQUIRE(pattern);
  CHECK(pattern->found_in("车联-1"));
  CHECK_FALSE(pattern->found_in("a/b"));
  CHECK_FALSE(pattern->found_in(""));
  CHECK(Pattern::compile("b+", why)->found_in("abbc"));
}

TEST_CASE("what is no regular expression says why") {
  std::string why;
  CHECK_FALSE(Pattern::compile("a(", why));
  CHECK_FALSE(why.empty());
}
