#include "cel/parser.h"

#include "support/catch.h"
#include "unit/cel/support.h"

using namespace cel_test;

namespace {

std::string shape(const Tree& tree, ExprId id);

struct Shape {
  const Tree& tree;
  std::string at(ExprId id) const { return id == no_expr ? "-" : shape(tree, id); }
  std::string operator()(const Literal& node) const { return to_string(node.value); }
  std::string operator()(const Name& node) const { return node.name; }
  std::string operator()(const Select& node) const {
    return fmt::format("{}{}{}{}", node.test ? "has " : "", at(node.operand), node.optional ? ".?" : ".", node.field);
  }
  std::string operator()(const Call& node) const {
    std::string text;
    for (const ExprId argument : node.arguments) text += fmt::format(" {}", at(argument));
    return fmt::format("({}{})", node.function, text);
  }
  std::string operator()(const ListExpr& node) const {
    std::string text = "[";
    for (const ExprId element : node.elements) text += fmt::format("{}{}", text.size() > 1 ? " " : "", at(element));
    return text + "]";
  }
  std::string operator()(const MapExpr& node) const {
    std::string text = "{";
    for (const auto& entry : node.entries)
      text += fmt::format("{}{}:{}", text.size() > 1 ? " " : "", at(entry.key), at(entry.value));
    return text + "}";
  }
  std::string operator()(const MessageExpr& node) const {
    return node.name + "{" + std::to_string(node.entries.size()) + "}";
  }
  std::string operator()(const Comprehension& node) const {
    return fmt::format("<{} {} {} {} {}>", static_cast<int>(node.kind), at(node.range), node.variable,
                       at(node.condition), at(node.result));
  }
  std::string operator()(const Bind& node) const {
    return fmt::format("<{}={} {}>", node.name, at(node.value), at(node.body));
  }
};

std::string shape(const Tree& tree, ExprId id) { return std::visit(Shape{tree}, tree.nodes[id].node); }

std::string parsed(const std::string& text) {
  const source::File file("rule", text);
  const ExpressionText expression = whole(file);
  diag::Diagnostics diagnostics;
  Reporter reporter(expression, diagnostics);
  const auto tree = parse({}, reporter);
  return tree ? shape(*tree, tree->root) : fmt::format("refused: {}", diagnostics.at(0).message);
}

}  // namespace

TEST_CASE("operators bind as CEL says") {
  const auto [text, tree] = GENERATE(table<std::string, std::string>({
      {"1 + 2 * 3", "(_+_ 1 (_*_ 2 3))"},
      {"(1 + 2) * 3", "(_*_ (_+_ 1 2) 3)"},
      {"1 - 2 - 3", "(_-_ (_-_ 1 2) 3)"},
      {"a || b && c", "(_||_ a (_&&_ b c))"},
      {"a && b && c && d", "(_&&_ (_&&_ a b) (_&&_ c d))"},
      {"a == b && !c", "(_&&_ (_==_ a b) (!_ c))"},
      {"a ? b : c ? d : e", "(_?_:_ a b (_?_:_ c d e))"},
      {"a in b == c", "(_==_ (@in a b) c)"},
      {"-1", "-1"},
      {"- a.b", "(-_ a.b)"},
      {"!!a", "(!_ (!_ a))"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"a.b[1].c(2, x)", "(c (_[_] a.b 1) 2 x)"},
      {"a[?1].?b", "(_[?_] a 1).?b"},
      {"[1, ?a,]", "[1 a]"},
      {"{1: 2, 'a': b}", "{1:2 \"a\":b}"},
      {".a.b", ".a.b"},
      {"a.b{c: 1}", "a.b{1}"},
      {"x.`a-b`", "x.a-b"},
      {"x.if", "x.if"},
  }));
  CHECK(parsed(text) == tree);
}

TEST_CASE("macros stay what was written") {
  const auto [text, tree] = GENERATE(table<std::string, std::string>({
      {"has(a.b)", "has a.b"},
      {"l.all(x, x > 1)", "<0 l x (_>_ x 1) ->"},
      {"l.map(x, y, z)", "<4 l x y z>"},
      {"l.all(x)", "(all l x)"},
      {"cel.bind(x, 1, x + x)", "<x=1 (_+_ x x)>"},
      {"cel.block([1, cel.index(0)], cel.index(1))", "<@index:0=1 <@index:1=@index:0 @index:1>>"},
      {"math.greatest(1, 2, 3)", "(greatest math [1 2 3])"},
  }));
  CHECK(parsed(text) == tree);
}

TEST_CASE("what does not parse is said at its place, several mistakes at once") {
  const Environment environment;
  const auto [text, wanted] = GENERATE(table<std::string, std::vector<std::string>>({
      {"1 +", {"cel-syntax @ : expected an expression, found the end"}},
      {"a b", {"cel-syntax @ b: expected an operator or the end, found `b`"}},
      {"(1", {"cel-syntax @ : expected `)`, found the end"}},
      {"[1 2]", {"cel-syntax @ 2: expected `,` or `]`, found `2`"}},
      {"size(1 +, 2 *)",
       {"cel-syntax @ ,: expected an expression, found `,`", "cel-syntax @ ): expected an expression, found `)`"}},
      {"if", {"cel-syntax @ if: `if` is a reserved word / it may only name a field, after a dot"}},
      {"a = b", {"cel-syntax @ =: `=` has no meaning in an expression / equality is written `==`"}},
      {"价格 > 1",
       {"cel-syntax @ 价: `价` has no meaning in an expression",
        "cel-syntax @ 格: `格` has no meaning in an expression"}},
      {"'abc", {"cel-string @ 'abc: a string does not end / a string of several lines takes three quotes"}},
      {"'a\\qb'",
       {"cel-string @ \\q: `\\q` is not an escape of CEL / write `\\\\` for a backslash, or a raw string r'...'"}},
      {"99999999999999999999", {"cel-number @ 99999999999999999999: `99999999999999999999` does not fit in 64 bits"}},
      {"9223372036854775808",
       {"cel-number @ 9223372036854775808: `9223372036854775808` does not fit in an int / an unsigned number ends in "
        "`u`"}},
      {"has(a)", {"cel-macro @ a: `has` takes a field of something / write has(object.field)"}},
      {"[1].all(2, true)", {"cel-macro @ 2: `all` takes a plain name for each element here / write all(x, ... x ...)"}},
      {"1x", {"cel-number @ 1x: `1x` is not a number"}},
      {"x.`a-b", {"cel-syntax @ `a-b: a field name in backquotes does not end"}},
  }));
  CAPTURE(text);
  CHECK(complaints(environment, text) == wanted);
}

TEST_CASE("a place is in the file that holds the expression, however it is quoted there") {
  // As a YAML scalar would: the text begins at 6, and every quote inside is doubled.
  const source::File file("rule.yaml", "when: 'a == ''x'' && bcd'\n");
  ExpressionText text{"a == 'x' && bcd", &file,
                      [](std::uint32_t at) { return at + 7 + (at > 5 ? 1 : 0) + (at > 7 ? 1 : 0); }};
  Environment environment;
  environment.add_variable("a", Type::string());
  diag::Diagnostics diagnostics;
  CHECK_FALSE(compile(environment, text, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].span.text() == "bcd");
}
