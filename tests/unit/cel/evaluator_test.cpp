#include <set>

#include "unit/cel/support.h"
#include "zhudun/cel/program_bytes.h"

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
      {"dyn(1) || 1 / 0 > 0", "error(divide_by_zero: divide by zero)"},
      {"true && dyn(1)", "error(no_such_overload: expected a bool, found `int`)"},
      {"[?dyn(1)]", "error(no_such_overload: expected an optional after `?`, found `int`)"},
      {"[?optional.of(1), ?optional.none(), 2]", "[1, 2]"},
      {"optional.of(b'\\n')", "optional(b\"\\n\")"},
      {"optional.none()", "optional.none()"},
      {"'a\\n\"'", "\"a\\n\\\"\""},
      {"int", "int"},
  }));
  CAPTURE(text);
  CHECK(run(text) == value);
}

TEST_CASE("built-ins at their edges") {
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"dyn([1])['a']", "error(no_such_overload: no such overload: `_[_](list(dyn), string)`)"},
      {"[dyn(1), 'a'].sort()", "error(invalid_argument: only values of one type that has an order can be sorted)"},
      {"[null, null].sort()", "error(invalid_argument: only values of one type that has an order can be sorted)"},
      {"[1, 2].slice(1, 3)", "error(range: the slice from 1 to 3 is outside of a list of 2)"},
      {"math.greatest([dyn('a')])", "error(no_such_overload: no such overload: `string` is not a number)"},
      {"[math.sqrt(9), math.sqrt(16u)]", "[3.0, 4.0]"},
      {"int('+5')", "5"},
      {"[[1]].flatten(-1)", "error(invalid_argument: the levels to flatten cannot be negative)"},
      {"{?'a': dyn(1)}", "error(no_such_overload: expected an optional after `?`, found `int`)"},
      {"{?'a': optional.none(), ?'b': optional.of(1)}", "{\"b\": 1}"},
      {"[false, 0u, 0.0, duration('0s'), timestamp(0), optional.none(), null, b'', {}]"
       ".exists(x, optional.ofNonZeroValue(x).hasValue())",
       "false"},
      {"[true, 1u, 0.5, duration('1s'), timestamp(1), optional.of(0), int, b'0', {1: 1}]"
       ".all(x, optional.ofNonZeroValue(x).hasValue())",
       "true"},
      {"optional.unwrap([dyn(1)])", "error(no_such_overload: no such overload: a list of optionals is needed)"},
      {"timestamp(0).getMilliseconds('Nowhere')", "error(invalid_argument: unknown time zone `Nowhere`)"},
      {"timestamp('2025-01-01T00:00:00.25Z').getMilliseconds('UTC')", "250"},
      {"[1].transformMapEntry(i, v, dyn(3))", "error(no_such_overload: transformMapEntry takes a map of one entry)"},
      {"dyn(1).optMap(x, x)", "error(no_such_overload: expected an optional, found `int`)"},
      {"optional.of(1).optFlatMap(x, dyn(x))", "error(no_such_overload: optFlatMap takes what gives an optional)"},
      {"'%.1f %.2e'.format([1, 2u])", "\"1.0 2.00e+00\""},
      {"'%s'.format([optional.of(1)])",
       "error(invalid_argument: %s takes a value that has a text, not `optional_type(dyn)`)"},
      {"'abc'.replace('', '-')", "\"-a-b-c-\""},
      {"'abc'.replace('', '-', 1)", "\"-abc\""},
      {"'abc'.replace('', '-', 4)", "\"-a-b-c-\""},
      {"['a', dyn(1)].join()", "error(no_such_overload: no such overload: join takes texts, found `int`)"},
      {"duration('9223372036s') + duration('1s')", "error(range: duration out of range)"},
      {"timestamp('2300-01-01T00:00:00Z') - timestamp(0)", "error(range: duration out of range)"},
  }));
  CAPTURE(text);
  CHECK(run(text) == value);
}

TEST_CASE("messages of protobuf's own types are values of CEL's") {
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"google.protobuf.Timestamp{seconds: 90}", "1970-01-01T00:01:30Z"},
      {"google.protobuf.Duration{seconds: 90, nanos: 500000000}", "90.5s"},
      {"google.protobuf.Duration{?seconds: optional.of(90), ?nanos: optional.none()}", "90s"},
      {"google.protobuf.Duration{?seconds: dyn(90)}",
       "error(no_such_overload: expected an optional after `?`, found `int`)"},
      {"google.protobuf.Duration{seconds: 400000000000}", "error(range: duration out of range)"},
      {"google.protobuf.Timestamp{nanos: 1000000000}", "error(range: `google.protobuf.Timestamp` out of range)"},
      {"google.protobuf.Timestamp{seconds: dyn('a')}",
       "error(no_such_overload: `string` cannot be the `seconds` of `google.protobuf.Timestamp`)"},
      {"google.protobuf.Int32Value{value: 2147483647}", "2147483647"},
      {"google.protobuf.Int32Value{value: 2147483648}",
       "error(range: 2147483648 is out of the range of `google.protobuf.Int32Value`)"},
      {"google.protobuf.UInt32Value{value: 4294967296u}",
       "error(range: 4294967296u is out of the range of `google.protobuf.UInt32Value`)"},
      {"google.protobuf.Int32Value{worth: 3}", "refused: `google.protobuf.Int32Value` has no field `worth`"},
  }));
  CAPTURE(text);
  CHECK(run(text) == value);
}

TEST_CASE("unchecked, a field that a message lacks is an error") {
  CHECK(run(Environment(), "google.protobuf.Int32Value{worth: 3}", {}, false) ==
        "error(no_such_field: no such field `worth`)");
}

namespace {

// Lists of anything: 10 of two ships with a number between them, 11 of a number and a gap, 12 of a number and an error.
class Hold : public Fleet {
 public:
  std::size_t size(std::uint32_t list) const override { return list == 10 ? 3 : 2; }
  Value at(std::uint32_t list, std::size_t index) const override {
    if (list == 10) return index == 1 ? Value::integer(7) : Value::object(*this, index == 0 ? 0 : 1);
    if (index == 0) return Value::integer(1);
    return list == 11 ? Value::absent(*this, 1, tons) : Value::error(ErrorCode::host, "rotten");
  }
};

}  // namespace

TEST_CASE("a host's list may hold anything") {
  const Hold hold;
  Environment environment;
  environment.add_variable("mixed", Type::dyn());
  environment.add_variable("gap", Type::dyn());
  environment.add_variable("rotten", Type::dyn());
  const auto [text, value] = GENERATE(table<std::string, std::string>({
      {"mixed.filter(x, true)", "[ship{...}, 7, ship{...}]"},
      {"mixed.filter(x, x != 7).map(x, x.name)", "[\"Anna\", \"Berta\"]"},
      {"mixed[0] + 1", "error(no_such_overload: no such overload: `_+_(ship, int)`)"},
      {"gap.sort()", "unknown(fleet[1].tons)"},
      {"rotten.reverse()", "error(host: rotten)"},
      {"'%s'.format([gap])", "unknown(fleet[1].tons)"},
      {"'%s'.format([rotten])", "error(host: rotten)"},
      {"'%s'.format([mixed])", "error(invalid_argument: %s takes a value that has a text, not `ship`)"},
      {"gap.sort() == [1] || true", "true"},
  }));
  CAPTURE(text);
  CHECK(run(environment, text, {Value::host_list(hold, 10), Value::host_list(hold, 11), Value::host_list(hold, 12)}) ==
        value);
}

TEST_CASE("a host's function is chosen by the kinds of its arguments") {
  const Harbour harbour;
  Environment environment = harbour.environment.extend();
  const std::pair<const char*, Type> kinds[] = {{"null", Type::null()},
                                                {"type", Type::type(Type::dyn())},
                                                {"int or null", Type::wrapper(Type::integer())},
                                                {"mast", Type::object("mast")}};
  for (const auto& [name, type] : kinds) {
    environment.add_function({"kind", name, false, {type}, Type::string(), "", "", [name = name](Context&, auto) {
                                return Value::borrowed_string(name);
                              }});
  }
  const auto said = [&](const std::string& text) { return run(environment, text, harbour.activation); };
  CHECK(said("kind(dyn(null))") == "\"null\"");
  CHECK(said("kind(dyn(int))") == "\"type\"");
  CHECK(said("kind(dyn(3))") == "\"int or null\"");
  CHECK(said("kind(anything.mast)") == "\"mast\"");
  CHECK(said("kind(anything)") == "error(no_such_overload: no such overload: `kind(ship)`)");
  CHECK(said("kind(dyn('a'))") == "error(no_such_overload: no such overload: `kind(string)`)");
}

TEST_CASE("a program kept as bytes gives what it gave") {
  const Environment environment;
  const std::string text = GENERATE(as<std::string>(), "google.protobuf.Duration{seconds: 90}",
                                    "[1, 2u, 2.5, 'a', b'b', true, null, int, ?optional.of(3)].map(x, x)",
                                    "cel.bind(x, {'a': [1]}, {?'b': x.?b, 'c': x.a[0]})");
  const Compiled result = compiled(environment, text);
  REQUIRE(result.program);
  const auto surroundings =
      std::make_shared<const Surroundings>(Surroundings{environment.functions(), {result.file.get()}});
  const std::string bytes = to_bytes(*result.program, *surroundings);
  const Program back = program_of(bytes, surroundings);
  Context context, other;
  CHECK(to_string(back.evaluate({}, context)) == to_string(result.program->evaluate({}, other)));
  CHECK(back.source(back.root()) == text);
  CHECK((to_bytes(back, *surroundings) == bytes));
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
