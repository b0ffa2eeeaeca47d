#include "unit/cel/support.h"

using namespace cel_test;

TEST_CASE("what is absent is unknown by its path, and passes on as CEL says") {
  const Harbour harbour;
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"bare.tons", "unknown(fleet[1].tons)"},
      {"bare.mast.height", "unknown(fleet[1].mast.height)"},
      {"gone.mast.height > 1.0", "unknown(gone.mast.height)"},
      {"bare.tons + gone.tons", "unknown(fleet[1].tons, gone.tons)"},
      {"bare.tons + bare.tons", "unknown(fleet[1].tons)"},
      {"gone.ports[0].name", "unknown(gone.ports)"},
      {"gone.ports.map(p, p.name)", "unknown(gone.ports)"},
      {"[bare.tons, 1, gone.name]", "unknown(fleet[1].tons, gone.name)"},
      {"{'a': bare.tons}", "unknown(fleet[1].tons)"},
      {"bare.tons > 1 && false", "false"},
      {"false && bare.tons > 1", "false"},
      {"bare.tons > 1 && true", "unknown(fleet[1].tons)"},
      {"true || bare.tons > 1", "true"},
      {"bare.tons > 1 || gone.tons > 1", "unknown(fleet[1].tons, gone.tons)"},
      {"1 / 0 > 1 && bare.tons > 1", "unknown(fleet[1].tons)"},
      {"bare.tons > 1 || 1 / 0 > 1", "unknown(fleet[1].tons)"},
      {"bare.tons + 1 / 0", "unknown(fleet[1].tons)"},
      {"bare.tons > 1 ? 1 : 2", "unknown(fleet[1].tons)"},
      {"(true ? gone : full).name", "unknown(gone.name)"},
      {"has(bare.tons)", "false"},
      {"has(full.tons)", "true"},
      {"has(bare.mast.height)", "false"},
      {"has(gone.tons)", "false"},
      {"has(gone.ports[0].tons)", "unknown(gone.ports)"},
      {"bare.?tons.orValue(0)", "0"},
      {"full.ports.all(p, p.tons > 1)", "unknown(fleet[1].tons)"},
      {"full.ports.all(p, p.tons > 100)", "false"},
      {"full.ports.exists(p, p.tons > 1)", "true"},
      {"full.ports.exists(p, p.tons > 100)", "unknown(fleet[1].tons)"},
      {"full.ports.exists_one(p, p.tons > 1)", "unknown(fleet[1].tons)"},
      {"full.ports.map(p, p.tons)", "unknown(fleet[1].tons)"},
      {"full.ports.map(p, p.name)", "[\"Anna\", \"Berta\"]"},
      {"anything.mast.height", "12.5"},
      {"anything.rudder", "error(no_such_field: `ship` has no field `rudder`)"},
      {"full == anything && full != bare", "true"},
  }));
  CAPTURE(text);
  CHECK(harbour.run(text) == value);
}

TEST_CASE("an unknown extends only while fields are selected from it") {
  const Value unknown = Value::unknown("a");
  CHECK(to_string(unknown.extended("b").extended("c")) == "unknown(a.b.c)");
  CHECK(to_string(unknown.settled().extended("b")) == "unknown(a)");
  const Value merged = merge_unknowns(Value::unknown("a"), Value::unknown(std::vector<std::string>{"b", "a"}));
  CHECK(to_string(merged) == "unknown(a, b)");
  CHECK_FALSE(merged.extendable());
}
