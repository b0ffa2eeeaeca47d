#include "unit/cel/support.h"

using namespace cel_test;

TEST_CASE("what is wrong is said with the nearest name, under the very words") {
  Harbour harbour;
  harbour.environment.add_variable("count", Type::integer());
  const auto [text, wanted] = GENERATE(table<std::string, std::vector<std::string>>({
      {"coutn + 1", {"cel-unknown-name @ coutn: nothing is named `coutn` / did you mean `count`?"}},
      {"full.nmae == 'x'", {"cel-unknown-field @ nmae: `ship` has no field `nmae` / did you mean `name`?"}},
      {"full.mast.tons", {"cel-unknown-field @ tons: `mast` has no field `tons`"}},
      {"count.x", {"cel-unknown-field @ x: `int` has no fields, so no `x`"}},
      {"sise([1])", {"cel-unknown-function @ sise: there is no function `sise` / did you mean `size`?"}},
      {"size", {"cel-unknown-name @ size: nothing is named `size` / `size` is a function: call it with `(...)`"}},
      {"count + 'a'",
       {"cel-no-overload @ +: `+` does not take `(int, string)` / there is `(int, int) -> int`, `(uint, uint) -> "
        "uint`, "
        "`(double, double) -> double`, `(string, string) -> string`, `(bytes, bytes) -> bytes`, "
        "`(list(A), list(A)) -> list(A)` and 3 more"}},
      {"'a'.contains(1)",
       {"cel-no-overload @ contains: `contains` does not take `string.(int)` / there is `string.(string) -> bool`"}},
      {"count == 'a'", {"cel-no-overload @ ==: `==` does not take `(int, string)` / there is `(A, A) -> bool`"}},
      {"[1].all(x, x + 1)", {"cel-type @ x + 1: the condition needs `bool`, found `int`"}},
      {"count.all(x, true)", {"cel-type @ count: `all` does not go through `int`"}},
      {"[?count]", {"cel-type @ count: expected an optional after `?`, found `int`"}},
      {"Thing{a: 1}",
       {"cel-message @ Thing: `Thing{...}` builds a protobuf message, and there are none here / a map is written "
        "{\"key\": value}"}},
      {"x + y", {"cel-unknown-name @ x: nothing is named `x`", "cel-unknown-name @ y: nothing is named `y`"}},
      {"[1].map(x, x).map(x, zz)", {"cel-unknown-name @ zz: nothing is named `zz`"}},
      // What a call that does not fit would have made of `x` is forgotten: it is no list of dyn.
      {"cel.bind(x, [], x == [1] && x.flatten('a') == x)",
       {"cel-no-overload @ flatten: `flatten` does not take `list(int).(string)` / there is "
        "`list(list(A)).() -> list(A)`, `list(dyn).(int) -> list(dyn)`"}},
      {"cel.block(1, 2)", {"cel-macro @ 1: `cel.block` takes a list literal first"}},
      {"[1].map(x, cel.index(-1))", {"cel-macro @ -1: `cel.index` takes a number from 0"}},
      {"cel.accuVar(0, 1)", {"cel-unknown-name @ cel.accuVar(0, 1): nothing is named `@ac:0:1`"}},
      {"cel.own(0)",
       {"cel-unknown-name @ cel: nothing is named `cel`", "cel-unknown-function @ own: there is no function `own`"}},
  }));
  CAPTURE(text);
  CHECK(complaints(harbour.environment, text) == wanted);
}

TEST_CASE("types are found") {
  Harbour harbour;
  harbour.environment.add_variable("maybe", Type::wrapper(Type::integer()));
  const auto [text, type] = GENERATE(table<std::string, std::string>({
      {"[1, 2]", "list(int)"},
      {"[1, 'a']", "list(dyn)"},
      {"{'a': [1u]}", "map(string, list(uint))"},
      {"[]", "list(dyn)"},
      {"[[], [1]]", "list(list(int))"},
      {"full.ports.filter(p, p.tons > 3).map(p, p.name)", "list(string)"},
      {"full.ports[0].mast", "mast"},
      {"true ? maybe : null", "wrapper(int)"},
      {"maybe + 1", "int"},
      {"optional.of(1)", "optional_type(int)"},
      {"full.?tons", "optional_type(int)"},
      {"anything.a.b[3]", "dyn"},
      {"type(1)", "type(int)"},
      {"{1: 2}.transformMap(k, v, string(v))", "map(int, string)"},
      {"cel.bind(x, [1], x[0])", "int"},
      {"timestamp(0) - timestamp(1)", "duration"},
  }));
  CAPTURE(text);
  const Compiled result = compiled(harbour.environment, text);
  REQUIRE(result.program);
  CHECK(to_string(result.program->result_type()) == type);
}

TEST_CASE("an expected type is one of those given, dyn fits all") {
  const Environment environment;
  CHECK(compiled(environment, "1", {{Type::string(), Type::integer()}, true}).program);
  CHECK(compiled(environment, "dyn(1)", {{Type::string()}, true}).program);
  const Compiled result = compiled(environment, "1 + 1", {{Type::string(), Type::boolean()}, true});
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].message == "expected `string` or `bool`, found `int`");
  CHECK(result.diagnostics[0].span.text() == "1 + 1");
}

TEST_CASE("names are looked for from the container outwards, a dot begins outside") {
  Environment environment;
  environment.add_constant("a.b.x", Type::string(), Value::string("inner"));
  environment.add_constant("x", Type::string(), Value::string("outer"));
  environment.set_container("a.b");
  CHECK(run(environment, "x") == "\"inner\"");
  CHECK(run(environment, ".x") == "\"outer\"");
  CHECK(run(environment, "[1].map(x, x)") == "[1]");
}

TEST_CASE("a layer sees its parent and hides its names; the parent sees nothing of it") {
  Environment parent;
  CHECK(parent.add_variable("a", Type::integer()) == 0);
  Environment child = parent.extend();
  CHECK(child.add_variable("b", Type::integer()) == 1);
  child.add_constant("c", Type::integer(), Value::integer(7));
  CHECK(run(child, "a + b + c", {Value::integer(1), Value::integer(2)}) == "10");
  CHECK(run(parent, "b") == "refused: nothing is named `b`");
  CHECK(child.slots() == 2);
  CHECK(parent.slots() == 1);
}

TEST_CASE("references are the paths from variables, the longest of each chain, and the functions") {
  Harbour harbour;
  const Compiled result =
      compiled(harbour.environment, "full.mast.height > 3.0 && has(bare.tons) && full.ports.all(p, size(p.name) > 1)");
  REQUIRE(result.program);
  const References& references = result.program->references();
  std::vector<std::string> paths;
  for (const Path& path : references.paths) {
    std::string text = path.variable;
    for (const std::string& field : path.fields) text += '.' + field;
    paths.push_back(text);
  }
  CHECK(paths == std::vector<std::string>{"full.mast.height", "bare.tons", "full.ports"});
  CHECK(references.functions == std::vector<std::string>{"_&&_", "_>_", "size"});
  CHECK(result.program->source(references.paths[0].id) == "full.mast.height");
}
