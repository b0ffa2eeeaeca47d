#include "zhudun/cel/value.h"

#include "support/catch.h"

using namespace zhudun::cel;

TEST_CASE("a value is small") { CHECK(sizeof(Value) == 24); }
