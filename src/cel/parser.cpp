#include "cel/parser.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "cel/builder.h"

namespace zhudun::cel {

namespace {

struct Operator {
  std::string_view mark;
  int precedence;
  std::string_view function;
};
constexpr Operator operators[] = {
    {"||", 1, "_||_"}, {"&&", 2, "_&&_"}, {"==", 3, "_==_"}, {"!=", 3, "_!=_"}, {"<", 3, "_<_"},
    {"<=", 3, "_<=_"}, {">", 3, "_>_"},   {">=", 3, "_>=_"}, {"in", 3, "@in"},  {"+", 4, "_+_"},
    {"-", 4, "_-_"},   {"*", 5, "_*_"},   {"/", 5, "_/_"},   {"%", 5, "_%_"},
};
constexpr std::string_view reserved[] = {"as",        "break",  "const",  "continue", "else", "for",
                                         "function",  "if",     "import", "let",      "loop", "package",
                                         "namespace", "return", "var",    "void",     "while"};

class Parser {
 public:
  Parser(const CompileLimits& limits, Reporter& reporter)
      : limits_(limits),
        builder_(limits, reporter),
        tokens_(lex(reporter.text().text, reporter)),
        lexer_failed_(reporter.failed()) {}

  std::optional<Tree> run() {
    builder_.reserve(tokens_.size());
    const ExprId root = expression();
    if (root != no_expr && !is_end()) unexpected("an operator or the end");
    if (builder_.reporter().failed()) return std::nullopt;
    return builder_.finish(root);
  }

 private:
  // Counts one more level of brackets or prefixes for as long as it lives.
  struct Level {
    explicit Level(Parser& parser) : parser(parser) { ++parser.level_; }
    ~Level() { --parser.level_; }
    Parser& parser;
  };

  const Token& token() const { return tokens_[next_]; }
  bool is_end() const { return token().kind == TokenKind::end; }
  bool is(std::string_view mark) const { return token().kind == TokenKind::mark && token().text == mark; }
  bool take(std::string_view mark) {
    if (!is(mark)) return false;
    ++next_;
    return true;
  }
  std::uint32_t last_end() const { return next_ > 0 ? tokens_[next_ - 1].end : 0; }
  Place place_of(const Token& token) const { return {token.begin, token.end}; }
  Place from(std::uint32_t begin) const { return {begin, last_end()}; }

  ExprId unexpected(std::string_view wanted) {
    // If the lexer left something out it has said why; the gap would only be told again.
    if (lexer_failed_) return no_expr;
    const std::string found = is_end() ? "the end" : fmt::format("`{}`", token().text);
    builder_.reporter().error("cel-syntax", token().begin, token().end,
                              fmt::format("expected {}, found {}", wanted, found));
    return no_expr;
  }

  ExprId expression() {
    const Level level(*this);
    if (level_ > limits_.expression_depth) return builder_.stop(place_of(token()));
    const ExprId condition = binary(1);
    if (condition == no_expr || !is("?")) return condition;
    const Place mark = place_of(token());
    ++next_;
    const ExprId yes = binary(1);
    if (yes == no_expr) return no_expr;
    if (!take(":")) return unexpected("`:` of `?:`");
    const ExprId no = expression();
    if (no == no_expr) return no_expr;
    return builder_.add(from(builder_.at(condition).begin), mark, Call{"_?_:_", false, {condition, yes, no}});
  }

  const Operator* operator_here(int least) const {
    if (token().kind != TokenKind::mark) return nullptr;
    for (const Operator& one : operators) {
      if (one.mark == token().text) return one.precedence >= least ? &one : nullptr;
    }
    return nullptr;
  }

  ExprId binary(int least) {
    ExprId left = unary();
    while (left != no_expr) {
      const Operator* found = operator_here(least);
      if (!found) return left;
      if (found->precedence <= 2) {
        left = chain(left, *found);
        continue;
      }
      const Place mark = place_of(token());
      ++next_;
      const ExprId right = binary(found->precedence + 1);
      if (right == no_expr) return no_expr;
      left =
          builder_.add(from(builder_.at(left).begin), mark, Call{std::string(found->function), false, {left, right}});
    }
    return no_expr;
  }

  // a && b && c ... as a balanced tree: a long list of conditions is not a deep one.
  ExprId chain(ExprId first, const Operator& one) {
    std::vector<ExprId> terms{first};
    std::vector<Place> marks;
    while (is(one.mark)) {
      marks.push_back(place_of(token()));
      ++next_;
      terms.push_back(binary(one.precedence + 1));
      if (terms.back() == no_expr) return no_expr;
    }
    return balance(one, terms, marks, 0, terms.size());
  }

  ExprId balance(const Operator& one, const std::vector<ExprId>& terms, const std::vector<Place>& marks,
                 std::size_t begin, std::size_t end) {
    if (end - begin == 1) return terms[begin];
    const std::size_t middle = begin + (end - begin + 1) / 2;
    const ExprId left = balance(one, terms, marks, begin, middle);
    const ExprId right = balance(one, terms, marks, middle, end);
    if (left == no_expr || right == no_expr) return no_expr;
    return builder_.add({builder_.at(left).begin, builder_.at(right).end}, marks[middle - 1],
                        Call{std::string(one.function), false, {left, right}});
  }

  ExprId unary() {
    if (!is("!") && !is("-")) return member();
    const Level level(*this);
    if (level_ > limits_.expression_depth) return builder_.stop(place_of(token()));
    const Token& mark = token();
    ++next_;
    if (mark.text == "-" && number_follows()) return member(&mark);
    const ExprId operand = unary();
    if (operand == no_expr) return no_expr;
    return builder_.add(from(mark.begin), place_of(mark), Call{mark.text == "!" ? "!_" : "-_", false, {operand}});
  }

  bool number_follows() const {
    return token().kind == TokenKind::integer ||
           (token().kind == TokenKind::literal && token().value.is(Value::Kind::floating));
  }

  // With a minus sign the literal that follows is a negative number.
  ExprId member(const Token* minus = nullptr) {
    ExprId id = minus ? number(*minus) : primary();
    while (id != no_expr) {
      const std::uint32_t begin = builder_.at(id).begin;
      if (take(".")) {
        id = field(begin, id);
      } else if (take("[")) {
        id = index(begin, id);
      } else if (is("{") && message_name(id)) {
        id = message(begin, *message_name(id));
      } else {
        return id;
      }
    }
    return no_expr;
  }

  ExprId field(std::uint32_t begin, ExprId operand) {
    const bool optional = take("?");
    const Token& name = token();
    if (name.kind != TokenKind::identifier && name.kind != TokenKind::quoted) return unexpected("a field name");
    ++next_;
    if (is("(") && !optional && name.kind == TokenKind::identifier) return call(begin, name, operand);
    return builder_.add(from(begin), place_of(name), Select{operand, std::string(name.text), false, optional});
  }

  ExprId index(std::uint32_t begin, ExprId operand) {
    const Place bracket = place_of(tokens_[next_ - 1]);
    const bool optional = take("?");
    const ExprId key = expression();
    if (key == no_expr) return no_expr;
    if (!take("]")) return unexpected("`]`");
    return builder_.add(from(begin), bracket, Call{optional ? "_[?_]" : "_[_]", false, {operand, key}});
  }

  ExprId number(const Token& minus) {
    const Token& digits = token();
    ++next_;
    const Place place{minus.begin, digits.end};
    if (digits.kind == TokenKind::literal)
      return builder_.add(place, place, Literal{Value::floating(-digits.value.as_floating())});
    const std::uint64_t size = digits.value.as_uinteger();
    if (size > std::uint64_t{1} << 63) return too_large(place);
    return builder_.add(place, place, Literal{Value::integer(static_cast<std::int64_t>(0 - size))});
  }

  ExprId too_large(Place place) {
    builder_.reporter().error("cel-number", place.begin, place.end,
                              fmt::format("`{}` does not fit in an int", tokens_[next_ - 1].text),
                              "an unsigned number ends in `u`");
    return no_expr;
  }

  ExprId primary() {
    const Token& first = token();
    switch (first.kind) {
      case TokenKind::literal:
        ++next_;
        return builder_.add(place_of(first), place_of(first), Literal{first.value});
      case TokenKind::integer:
        ++next_;
        if (first.value.as_uinteger() > std::numeric_limits<std::int64_t>::max()) return too_large(place_of(first));
        return builder_.add(place_of(first), place_of(first),
                            Literal{Value::integer(static_cast<std::int64_t>(first.value.as_uinteger()))});
      case TokenKind::identifier:
        return name(first.begin, "");
      case TokenKind::mark:
        break;
      default:
        return unexpected("an expression");
    }
    ++next_;
    if (first.text == "(") return group(first);
    if (first.text == "[") return list(first);
    if (first.text == "{") return map(first);
    if (first.text == "." && token().kind == TokenKind::identifier) return name(first.begin, ".");
    --next_;
    return unexpected("an expression");
  }

  ExprId name(std::uint32_t begin, std::string_view dot) {
    const Token& word = token();
    if (std::find(std::begin(reserved), std::end(reserved), word.text) != std::end(reserved)) {
      builder_.reporter().error("cel-syntax", word.begin, word.end, fmt::format("`{}` is a reserved word", word.text),
                                "it may only name a field, after a dot");
      return no_expr;
    }
    ++next_;
    if (is("(")) return call(begin, word, no_expr, dot);
    return builder_.add(from(begin), from(begin), Name{std::string(dot) + std::string(word.text)});
  }

  ExprId group(const Token& open) {
    const ExprId inner = expression();
    if (inner == no_expr) return no_expr;
    if (!take(")")) return unexpected("`)`");
    // The brackets belong to what is underlined, but make no node.
    Expr& expr = builder_.at(inner);
    expr.begin = open.begin;
    expr.end = last_end();
    expr.span = builder_.reporter().text().span(expr.begin, expr.end);
    return inner;
  }

  ExprId call(std::uint32_t begin, const Token& name, ExprId target, std::string_view dot = "") {
    const Place name_place{dot.empty() ? name.begin : begin, name.end};
    ++next_;  // the bracket
    std::vector<ExprId> arguments;
    if (!sequence(")", [&] { return arguments.emplace_back(expression()) != no_expr; })) return no_expr;
    const std::string function = std::string(dot) + std::string(name.text);
    const CallSite site{from(begin), name_place, function, target, arguments};
    if (const auto macro = expand_macro(builder_, site)) return *macro;
    if (target != no_expr) arguments.insert(arguments.begin(), target);
    return builder_.add(from(begin), name_place, Call{function, target != no_expr, std::move(arguments)});
  }

  // `one, one, ... close`, a trailing comma allowed. After a mistake in one part it goes on with the next.
  template <typename One>
  bool sequence(std::string_view close, One one) {
    bool good = true;
    while (!is(close)) {
      if (!one()) {
        good = false;
        if (builder_.too_deep() || !resume(close)) return false;
      }
      if (take(",")) continue;
      if (!is(close)) {
        unexpected(fmt::format("`,` or `{}`", close));
        return false;
      }
    }
    ++next_;
    return good;
  }

  // Moves to the comma or closing bracket that ends a part which failed.
  bool resume(std::string_view close) {
    for (int depth = 0; !is_end(); ++next_) {
      if (depth == 0 && (is(",") || is(close))) return true;
      if (is("(") || is("[") || is("{")) ++depth;
      if (is(")") || is("]") || is("}")) --depth;
      if (depth < 0) return false;
    }
    return false;
  }

  ExprId list(const Token& open) {
    ListExpr node;
    bool any_optional = false;
    std::vector<bool> optional;
    const bool good = sequence("]", [&] {
      optional.push_back(take("?"));
      any_optional |= optional.back();
      return node.elements.emplace_back(expression()) != no_expr;
    });
    if (!good) return no_expr;
    if (any_optional) node.optional = std::move(optional);
    return builder_.add(from(open.begin), place_of(open), std::move(node));
  }

  ExprId map(const Token& open) {
    MapExpr node;
    const bool good = sequence("}", [&] {
      MapExpr::Entry& entry = node.entries.emplace_back();
      entry.optional = take("?");
      entry.key = expression();
      if (entry.key == no_expr) return false;
      if (!take(":")) return unexpected("`:` after a key") != no_expr;
      entry.value = expression();
      return entry.value != no_expr;
    });
    return good ? builder_.add(from(open.begin), place_of(open), std::move(node)) : no_expr;
  }

  // `a.b.C` if the node is that and nothing else.
  std::optional<std::string> message_name(ExprId id) {
    const Expr& expr = builder_.at(id);
    if (const auto* name = std::get_if<Name>(&expr.node)) return name->name;
    const auto* select = std::get_if<Select>(&expr.node);
    if (!select || select->test || select->optional) return std::nullopt;
    const std::string field = select->field;
    const auto operand = message_name(select->operand);
    return operand ? std::optional(*operand + '.' + field) : std::nullopt;
  }

  ExprId message(std::uint32_t begin, std::string name) {
    const Place name_place = from(begin);
    ++next_;  // the brace
    MessageExpr node{std::move(name), {}};
    const bool good = sequence("}", [&] {
      MessageExpr::Entry& entry = node.entries.emplace_back();
      entry.optional = take("?");
      if (token().kind != TokenKind::identifier && token().kind != TokenKind::quoted)
        return unexpected("a field name") != no_expr;
      entry.field = token().text;
      ++next_;
      if (!take(":")) return unexpected("`:` after a field name") != no_expr;
      entry.value = expression();
      return entry.value != no_expr;
    });
    return good ? builder_.add(from(begin), name_place, std::move(node)) : no_expr;
  }

  const CompileLimits& limits_;
  Builder builder_;
  std::vector<Token> tokens_;
  bool lexer_failed_;
  std::size_t next_ = 0;
  std::uint32_t level_ = 0;
};

}  // namespace

std::optional<Tree> parse(const CompileLimits& limits, Reporter& reporter) {
  const std::string& text = reporter.text().text;
  if (text.size() > limits.expression_length) {
    reporter.error("cel-limit", 0, 0,
                   fmt::format("the expression has {} bytes, more than `expression_length` = {}", text.size(),
                               limits.expression_length));
    return std::nullopt;
  }
  return Parser(limits, reporter).run();
}

}  // namespace zhudun::cel
