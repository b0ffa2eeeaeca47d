#include <set>

#include "unit/cel/support.h"

using namespace cel_test;

TEST_CASE("values come out as CEL says") {
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"9223372036854775807 + 1", "error(overflow: integer overflow)"},
      {"-9223372036854775808 / -1", "error(overflow: integer overflow)"},
      {"-(-9223372036854775808)", "error(overflow: integer overflow)"},
      {"0u - 1u", "error(overflow: integer overflow)"},
      {"1 / 0", "error(divide_by_zero: divide by zero)"},
      {"7 % -2", "1"},
      {"dyn(1) == 1.0 && dyn(1u) == 1", "true"},
      {"dyn(9007199254740993) == 9007199254740992.0", "false"},
      {"0.0 / 0.0 == 0.0 / 0.0", "false"},
      {"{1: 'a'}[dyn(1u)]", "\"a\""},
      {"{'a': 1}.b", "error(no_such_key: no such key: `b`)"},
      {"{1: 1, dyn(1u): 2}", "error(duplicate_key: a key is repeated in a map)"},
      {"[1, 2][2]", "error(range: index 2 is outside of a list of 2)"},
      {"false && 1 / 0 > 0", "false"},
      {"1 / 0 > 0 || true", "true"},
      {"dyn(1) + 'a'", "error(no_such_overload: no such overload: `_+_(int, string)`)"},
      {"dyn(1) && true", "error(no_such_overload: expected a bool, found `int`)"},
      {"[1, 2, 3].exists(x, x / 0 > 1 || x == 3)", "true"},
      {"[0, 1].all(x, 1 / x > 0)", "error(divide_by_zero: divide by zero)"},
      {"[0, 2].all(x, 1 / x > 0)", "false"},
      {"size('日本語')", "3"},
      {"'日本語'.substring(1, 2)", "\"本\""},
      {"b'\\xff' + bytes('a')", "b\"\\xffa\""},
      {"string(b'\\xff')", "error(invalid_argument: invalid UTF-8 in bytes)"},
      {"timestamp('2025-03-01T00:00:00Z') + duration('36h')", "2025-03-02T12:00:00Z"},
      {"timestamp('2025-03-01T08:00:00+08:00')", "2025-03-01T00:00:00Z"},
      {"timestamp('2025-02-29T00:00:00Z')",
       "error(invalid_argument: `2025-02-29T00:00:00Z` is not an RFC 3339 timestamp)"},
      {"timestamp('2024-12-31T23:00:00Z').getFullYear('+08:00')", "2025"},
      {"timestamp(0).getHours('Nowhere/At_All')", "error(invalid_argument: unknown time zone `Nowhere/At_All`)"},
      {"timestamp(0).getHours('../../etc/passwd')", "error(invalid_argument: unknown time zone `../../etc/passwd`)"},
      {"duration('1h30m') == duration('5400s')", "true"},
      {"'a1b'.matches('[0-9]')", "true"},
      {"'a'.matches('(')", "error(invalid_argument: `(` is not a regular expression: missing ): ()"},
      {"cel.bind(x, [1, 2], x + x)", "[1, 2, 1, 2]"},
      {"{'a': 1}.?b.orValue(5)", "5"},
      {"optional.of(1).or(optional.of(1 / 0)).value()", "1"},
      {"[1, 2].map(x, x > 1, x * 2)", "[4]"},
      {"['b', 'a'].transformMap(i, v, v)", "{0: \"b\", 1: \"a\"}"},
      {"type([1]) == list && type(int) == type", "true"},
      {"2.0", "2.0"},
  }));
  CAPTURE(text);
  CHECK(run(text) == value);
}

TEST_CASE("every built-in has a line of documentation and an example that is true") {
  const Environment environment;
  std::set<std::string> ids;
  for (const Overload* overload : environment.functions()) {
    CAPTURE(overload->function, overload->id, overload->example);
    CHECK_FALSE(overload->doc.empty());
    CHECK(run(environment, std::string(overload->example)) == "true");
    CHECK(ids.insert(overload->id).second);
  }
}

TEST_CASE("an error says which sub-expression failed") {
  const Compiled result = compiled(Environment(), "true && (1 + 2) / (3 - 3) > 1");
  REQUIRE(result.program);
  Context context;
  const Value value = result.program->evaluate({}, context);
  REQUIRE(value.is(Value::Kind::error));
  CHECK(value.error_span().text() == "(1 + 2) / (3 - 3)");
}

TEST_CASE("unchecked, names and calls are resolved when it runs") {
  Harbour harbour;
  CHECK(harbour.run("[1, 'a'].map(x, x)", false) == "[1, \"a\"]");
  CHECK(harbour.run("nope || true", false) == "true");
  CHECK(harbour.run("nope", false) == "error(undeclared: nothing is named `nope`)");
  CHECK(harbour.run("nope(1)", false) == "error(no_such_function: there is no function `nope`)");
  CHECK(harbour.run("full.mast.height", false) == "12.5");
}

TEST_CASE("a variable's value may be of another type than declared: an error, never worse") {
  Environment environment;
  environment.add_variable("l", Type::list(Type::integer()));
  for (const char* text : {"l[0]", "l + l", "l.map(x, x)", "size(l)", "1 in l"}) {
    CAPTURE(text);
    CHECK(run(environment, text, {Value::integer(3)}).starts_with("error(no_such_overload"));
    CHECK(run(environment, text, {}).starts_with("error(undeclared"));
  }
}

TEST_CASE("a function defined in CEL is strict, by value, and sees what was declared before it") {
  Environment environment;
  environment.add_variable("base", Type::integer());
  diag::Diagnostics diagnostics;
  const source::File body("pack", "x * 2 + base");
  REQUIRE(environment.add_definition({"twice", false, {{"x", Type::integer()}}, Type::integer(), whole(body), "", ""},
                                     diagnostics));
  const source::File outer("pack", "twice(twice(x)) + [1].map(x, x)[0]");
  REQUIRE(environment.add_definition({"quad", true, {{"x", Type::integer()}}, Type::integer(), whole(outer), "", ""},
                                     diagnostics));
  const Environment user = environment.extend();
  CHECK(run(user, "twice(3)", {Value::integer(10)}) == "16");
  CHECK(run(user, "3.quad()", {Value::integer(1)}) == "16");
  CHECK(run(user, "twice(1 / 0)", {Value::integer(1)}) == "error(divide_by_zero: divide by zero)");
  CHECK(run(user, "twice('a')") == "refused: `twice` does not take `(string)`");
  const source::File wrong("pack", "x + 'a'");
  CHECK_FALSE(environment.add_definition(
      {"bad", false, {{"x", Type::integer()}}, Type::integer(), whole(wrong), "", ""}, diagnostics));
  const source::File own("pack", "loop(x)");
  CHECK_FALSE(environment.add_definition({"loop", false, {{"x", Type::integer()}}, Type::integer(), whole(own), "", ""},
                                         diagnostics));
}

namespace {

struct Recorder : Observer {
  void on_value(const Program& program, ExprId id, const Value& value) override {
    lines.push_back(program.source(id) + " = " + to_string(value));
  }
  std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("an observer sees each value once it is known, operands first") {
  Harbour harbour;
  const Compiled result = compiled(harbour.environment, "full.tons > 3 && [1].all(x, x == 1) || 1 / 0 > 1");
  Recorder recorder;
  Context context({}, nullptr, &recorder);
  result.program->evaluate(harbour.activation, context);
  CHECK(recorder.lines == std::vector<std::string>{"full = ship{...}", "full.tons = 70", "full.tons > 3 = true",
                                                   "[1] = [1]", "x = 1", "x == 1 = true", "[1].all(x, x == 1) = true",
                                                   "full.tons > 3 && [1].all(x, x == 1) = true",
                                                   "full.tons > 3 && [1].all(x, x == 1) || 1 / 0 > 1 = true"});
}

namespace {

struct Hour : OpaqueType {
  Type type() const override { return Type::opaque("hour"); }
  bool ordered() const override { return true; }
  std::string to_string(std::int64_t value) const override { return std::to_string(value) + "h"; }
};

}  // namespace

TEST_CASE("a host's own type has a name, equality, order and a text") {
  const Hour hour;
  Environment environment;
  environment.add_opaque(hour);
  environment.add_variable("a", Type::opaque("hour"));
  environment.add_variable("b", Type::opaque("hour"));
  const std::vector<Value> hours{Value::opaque(hour, 3), Value::opaque(hour, 4)};
  CHECK(run(environment, "a < b && a <= a && b > a && a != b", hours) == "true");
  CHECK(run(environment, "type(a) == hour", hours) == "true");
  CHECK(run(environment, "string(b)", hours) == "\"4h\"");
  CHECK(run(environment, "[b, a].sort()", hours) == "[3h, 4h]");
  CHECK(run(environment, "a < 3", hours).starts_with("refused: `<` does not take `(hour, int)`"));
}

TEST_CASE("a timestamp without a time of day stays one until it is counted with") {
  Environment environment;
  environment.add_variable("t", Type::timestamp());
  const Value day = Value::timestamp(0, 0, true);
  const auto result = [&](const char* text) {
    Context context;
    return compiled(environment, text).program->evaluate(std::vector{day}, context);
  };
  CHECK(result("true ? t : t").whole_day());
  CHECK(result("[t][0]").whole_day());
  CHECK_FALSE(result("t + duration('0s')").whole_day());
  CHECK(result("t == timestamp(0)").is_true());
}
