#include "zhudun/pack/rule_names.h"

#include "support/rules.h"

using namespace zhudun;

TEST_CASE("a rule that is not there, with the one that was meant") {
  const support::Rules rules = support::load(support::small(support::rule("done: 'true'\nsubject: base", "R03.2") +
                                                            support::rule("done: 'true'\nsubject: base", "R03.10") +
                                                            support::rule("done: 'true'\nsubject: base", "R12.1")));
  for (const support::Told& told : rules.told()) FAIL(told);
  REQUIRE(rules.pack);
  const auto advice = [&](const char* id) { return pack::rule_advice(*rules.pack, id); };
  CHECK(advice("R3.2") == "did you mean `R03.2`?");
  CHECK(advice("r03.02") == "did you mean `R03.2`?");
  CHECK(advice("3.10") == "did you mean `R03.10`?");
  CHECK(advice("R03") == "its rules are R03.2, R03.10");
  CHECK(advice("r3") == "its rules are R03.2, R03.10");
  CHECK(advice("R12.2") == "did you mean `R12.1`?");
  CHECK(advice("Q99.99x") == "`zhudun rules` lists them");
  CHECK(advice("") == "`zhudun rules` lists them");
}
