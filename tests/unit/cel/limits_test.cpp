#include <fmt/format.h>

#include "unit/cel/support.h"

using namespace cel_test;

namespace {

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::string around(const std::string& open, std::size_t times, const std::string& middle,
                   const std::string& close = {}) {
  return fmt::format("{}{}{}", repeated(open, times), middle, repeated(close, times));
}

std::string chained(const std::string& first, const std::string& more, std::size_t times) {
  return fmt::format("{}{}", first, repeated(more, times));
}

std::string refusal(const Environment& environment, const std::string& text) {
  const Compiled result = compiled(environment, text);
  return result.program ? "" : result.diagnostics.at(0).code + ": " + result.diagnostics.at(0).message;
}

Value limited(const std::string& text, EvaluationLimits limits) {
  const Compiled result = compiled(Environment(), text);
  REQUIRE(result.program);
  Context context(limits);
  return result.program->evaluate({}, context);
}

std::string reached(const std::string& text, EvaluationLimits limits) {
  const Value value = limited(text, limits);
  if (!value.is(Value::Kind::error)) return "";
  CHECK(value.error_code() == ErrorCode::limit);
  return value.error_message();
}

}  // namespace

TEST_CASE("expression_length: one byte more is refused") {
  Environment environment;
  environment.set_limits({10, 200, 8});
  CHECK(refusal(environment, "1 + 2 + 34") == "");
  CHECK(refusal(environment, "1 + 2 + 345") ==
        "cel-limit: the expression has 11 bytes, more than `expression_length` = 10");
}

TEST_CASE("expression_depth: brackets, prefixes and chains") {
  Environment environment;
  environment.set_limits({100'000, 20, 8});
  const std::string wanted = "cel-limit: the expression nests deeper than `expression_depth` = 20";
  CHECK(refusal(environment, around("(", 19, "1", ")")) == "");
  CHECK(refusal(environment, around("(", 20, "1", ")")) == wanted);
  CHECK(refusal(environment, around("!", 19, "true")) == "");
  CHECK(refusal(environment, around("!", 20, "true")) == wanted);
  CHECK(refusal(environment, chained("1", " + 1", 19)) == "");
  CHECK(refusal(environment, chained("1", " + 1", 20)) == wanted);
  CHECK(refusal(environment, chained("true", " && true", 2000)) == "");
  CHECK(refusal(environment, chained("dyn(1)", ".a", 30)) == wanted);
}

TEST_CASE("a hundred thousand brackets end in a message, not in the stack") {
  Environment environment;
  environment.set_limits({1'000'000, 200, 8});
  for (const char* part :
       {"(", "[", "{1:", "!", "-", "a(", "a.b(", "a[", "true ? ", "true ? 1 : ", "[1].all(x, ", "1 + (", "a{b:"}) {
    CAPTURE(part);
    CHECK(refusal(environment, repeated(part, 100'000)).starts_with("cel-"));
  }
  CHECK(refusal(environment, chained("1", " + 1", 100'000)).starts_with("cel-limit"));
  CHECK(refusal(environment, chained("a", ".b", 100'000)).starts_with("cel-limit"));
}

TEST_CASE("the deepest expression allowed runs, within functions defined in CEL too") {
  Environment environment;
  diag::Diagnostics diagnostics;
  const std::string deep = around("(1 + ", 90, "x", ")");
  const source::File first("pack", deep);
  REQUIRE(environment.add_definition({"f0", false, {{"x", Type::integer()}}, Type::integer(), whole(first), "", ""},
                                     diagnostics));
  std::vector<std::unique_ptr<source::File>> files;
  for (int i = 1; i < 40; ++i) {
    const std::string body = around("(1 + ", 90, fmt::format("f{}(x)", i - 1), ")");
    files.push_back(std::make_unique<source::File>("pack", body));
    REQUIRE(environment.add_definition(
        {fmt::format("f{}", i), false, {{"x", Type::integer()}}, Type::integer(), whole(*files.back()), "", ""},
        diagnostics));
  }
  CHECK(run(environment, "f15(0)") == "1440");
  CHECK(run(environment, "f16(0)") == "error(limit: the evaluation reached the bound `call_depth` = 16)");
  CHECK(run(environment, "f39(0)") == "error(limit: the evaluation reached the bound `call_depth` = 16)");
}

TEST_CASE("comprehension_depth: one more within is refused") {
  Environment environment;
  environment.set_limits({100'000, 200, 2});
  CHECK(refusal(environment, "[1].all(x, [1].all(y, true))") == "");
  CHECK(refusal(environment, "[1].all(x, [1].all(y, [1].all(z, true)))") ==
        "cel-limit: comprehensions nest deeper than `comprehension_depth` = 2");
  CHECK(refusal(environment, "[1].all(x, true) && [1].all(y, true) && [1].all(z, true)") == "");
}

TEST_CASE("cost: a budget that nothing absorbs") {
  CHECK(reached("1 + 1", {3}) == "");
  CHECK(reached("1 + 1", {2}) == "the evaluation reached the bound `cost` = 2");
  CHECK(reached("lists.range(1000).all(x, lists.range(1000).all(y, y >= 0))", {100'000}) ==
        "the evaluation reached the bound `cost` = 100000");
  CHECK(reached("lists.range(100000).all(x, x >= 0) || true", {1000}) ==
        "the evaluation reached the bound `cost` = 1000");
  const std::string matched = "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('aaaaaaaaaaaaaaaaaaaa')";  // 4 times 6
  CHECK(reached(matched, {30}) == "");
  CHECK(reached(matched, {20}) == "the evaluation reached the bound `cost` = 20");
}

TEST_CASE("text_size: no longer text is built, however") {
  EvaluationLimits limits;
  limits.text_size = 8;
  const std::string wanted = "the evaluation reached the bound `text_size` = 8";
  CHECK(reached("'abcd' + 'efgh'", limits) == "");
  CHECK(reached("'abcd' + 'efghi'", limits) == wanted);
  CHECK(reached("'aaaa'.replace('a', 'bb')", limits) == "");
  CHECK(reached("'aaaa'.replace('a', 'bbb')", limits) == wanted);
  CHECK(reached("['aaaa', 'bbbb'].join()", limits) == "");
  CHECK(reached("['aaaa', 'bbbb'].join(',')", limits) == wanted);
  CHECK(reached("'%s%s'.format(['aaaa', 'bbbb'])", limits) == "");
  CHECK(reached("'%s%s!'.format(['aaaa', 'bbbb'])", limits) == wanted);
}

TEST_CASE("list_size: no longer list is built, however") {
  EvaluationLimits limits;
  limits.list_size = 3;
  const std::string wanted = "the evaluation reached the bound `list_size` = 3";
  CHECK(reached("[1] + [2, 3]", limits) == "");
  CHECK(reached("[1, 2] + [3, 4]", limits) == wanted);
  CHECK(reached("lists.range(3)", limits) == "");
  CHECK(reached("lists.range(4)", limits) == wanted);
  CHECK(reached("'abc'.split('')", limits) == "");
  CHECK(reached("'abcd'.split('')", limits) == wanted);
  CHECK(reached("[1, 2, 3, 4].map(x, x)", limits) == wanted);
  for (const char* whole : {"sort", "distinct", "reverse"}) {
    CHECK(reached(fmt::format("[1, 2, 3].{}()", whole), limits) == "");
    CHECK(reached(fmt::format("[1, 2, 3, 4].{}()", whole), limits) == wanted);
  }
}

TEST_CASE("missing: no unknown gathers more paths from a list") {
  const Harbour harbour;
  EvaluationLimits limits;
  limits.missing = 2;
  const auto run = [&](const std::string& text) {
    const Compiled result = compiled(harbour.environment, text);
    REQUIRE(result.program);
    Context context(limits);
    return to_string(result.program->evaluate(harbour.activation, context));
  };
  const std::string wanted = "error(limit: the evaluation reached the bound `missing` = 2)";
  const std::string each = "x == 'a' ? bare.tons > 1 : x == 'b' ? gone.tons > 1 : gone.mast.height > 1.0";
  CHECK(run("['a', 'b', 'b'].map(x, " + each + ")") == "unknown(fleet[1].tons, gone.tons)");
  CHECK(run("['a', 'b', 'c'].map(x, " + each + ")") == wanted);
  // Even where a later element would have decided without them.
  CHECK(run("['a', 'b', 'c', 'd'].exists(x, x == 'd' || (" + each + "))") == wanted);
  CHECK(run("['a', 'b'].exists(x, x == 'b' || (" + each + "))") == "true");
  CHECK(run("false && ['a', 'b', 'c'].all(x, " + each + ")") == "false");
}
