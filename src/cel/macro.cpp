// The macros: calls whose arguments are not values but names and conditions. One row a shape.
#include <fmt/format.h>

#include "cel/builder.h"

namespace zhudun::cel {

namespace {

using Kind = Comprehension::Kind;

// receiver.name(variable..., [condition,] [result])
struct Shape {
  std::string_view name;
  std::size_t variables;
  bool condition;
  bool result;
  Kind kind;
};
constexpr Shape shapes[] = {
    {"all", 1, true, false, Kind::all},
    {"all", 2, true, false, Kind::all},
    {"exists", 1, true, false, Kind::exists},
    {"exists", 2, true, false, Kind::exists},
    {"exists_one", 1, true, false, Kind::exists_one},
    {"exists_one", 2, true, false, Kind::exists_one},
    {"existsOne", 1, true, false, Kind::exists_one},
    {"existsOne", 2, true, false, Kind::exists_one},
    {"filter", 1, true, false, Kind::filter},
    {"map", 1, false, true, Kind::map},
    {"map", 1, true, true, Kind::map},
    {"transformList", 2, false, true, Kind::transform_list},
    {"transformList", 2, true, true, Kind::transform_list},
    {"transformMap", 2, false, true, Kind::transform_map},
    {"transformMap", 2, true, true, Kind::transform_map},
    {"transformMapEntry", 2, false, true, Kind::transform_map_entry},
    {"transformMapEntry", 2, true, true, Kind::transform_map_entry},
    {"optMap", 1, false, true, Kind::opt_map},
    {"optFlatMap", 1, false, true, Kind::opt_flat_map},
};

class Expansion {
 public:
  Expansion(Builder& builder, const CallSite& call) : builder_(builder), call_(call) {}

  std::optional<ExprId> run() {
    if (call_.target == no_expr) return call_.function == "has" ? has() : std::nullopt;
    if (is_named("cel")) return cel_macro();
    if (is_named("math") && (call_.function == "greatest" || call_.function == "least")) return many_numbers();
    for (const Shape& shape : shapes) {
      if (shape.name == call_.function && shape.variables + shape.condition + shape.result == call_.arguments.size())
        return comprehension(shape);
    }
    return std::nullopt;
  }

 private:
  ExprId wrong(ExprId at, std::string message, std::string help = {}) {
    const Place place = builder_.place(at);
    builder_.reporter().error("cel-macro", place.begin, place.end, std::move(message), std::move(help));
    return no_expr;
  }

  // A test of presence: the selection itself, marked.
  std::optional<ExprId> has() {
    if (call_.arguments.size() != 1) return std::nullopt;
    const ExprId argument = call_.arguments[0];
    auto* select = std::get_if<Select>(&builder_.at(argument).node);
    if (!select || select->test || select->optional)
      return wrong(argument, "`has` takes a field of something", "write has(object.field)");
    Select test = *select;
    test.test = true;
    const source::Span field = builder_.at(argument).name_span;
    const ExprId id = builder_.add(call_.whole, call_.name, std::move(test));
    if (id != no_expr) builder_.at(id).name_span = field;
    return id;
  }

  // The name an argument introduces; nothing, reported, if it is not a plain name.
  std::optional<std::string> variable(ExprId argument) {
    const auto* name = std::get_if<Name>(&builder_.at(argument).node);
    if (name && name->name == "__result__") {
      wrong(argument, "the name `__result__` is CEL's own");
      return std::nullopt;
    }
    if (name && !name->name.starts_with('.')) return name->name;
    wrong(argument, fmt::format("`{}` takes a plain name for each element here", call_.function),
          fmt::format("write {}(x, ... x ...)", call_.function));
    return std::nullopt;
  }

  std::optional<ExprId> comprehension(const Shape& shape) {
    Comprehension node;
    node.kind = shape.kind;
    node.range = call_.target;
    const auto first = variable(call_.arguments[0]);
    const auto second = shape.variables == 2 ? variable(call_.arguments[1]) : std::optional<std::string>(std::string());
    if (!first || !second) return no_expr;
    if (*first == *second) return wrong(call_.arguments[1], fmt::format("`{}` names two things at once", *first));
    node.variable = *first;
    node.second_variable = *second;
    if (shape.condition) node.condition = call_.arguments[shape.variables];
    if (shape.result) node.result = call_.arguments.back();
    return builder_.add(call_.whole, call_.name, std::move(node));
  }

  bool is_named(std::string_view wanted) {
    const auto* name = std::get_if<Name>(&builder_.at(call_.target).node);
    return name && name->name == wanted;
  }

  // math.greatest(a, b, c, ...) takes its numbers as a list.
  std::optional<ExprId> many_numbers() {
    if (call_.arguments.size() < 3) return std::nullopt;
    const Place arguments{builder_.place(call_.arguments.front()).begin, builder_.place(call_.arguments.back()).end};
    const ExprId list = builder_.add(arguments, arguments, ListExpr{call_.arguments, {}});
    if (list == no_expr) return no_expr;
    return builder_.add(call_.whole, call_.name, Call{std::string(call_.function), true, {call_.target, list}});
  }

  std::optional<ExprId> cel_macro() {
    const std::size_t count = call_.arguments.size();
    if (call_.function == "bind" && count == 3) return bind();
    if (call_.function == "block" && count == 2) return block();
    if (call_.function == "index" && count == 1) return numbered("@index");
    if (call_.function == "iterVar" && count == 2) return numbered("@it");
    if (call_.function == "accuVar" && count == 2) return numbered("@ac");
    return std::nullopt;
  }

  ExprId bind() {
    const auto name = variable(call_.arguments[0]);
    if (!name) return no_expr;
    return builder_.add(call_.whole, call_.name, Bind{*name, call_.arguments[1], call_.arguments[2]});
  }

  // cel.block([a, b], body): each part may use those before it, by number.
  ExprId block() {
    const auto* list = std::get_if<ListExpr>(&builder_.at(call_.arguments[0]).node);
    if (!list) return wrong(call_.arguments[0], "`cel.block` takes a list literal first");
    const std::vector<ExprId> parts = list->elements;
    ExprId body = call_.arguments[1];
    for (std::size_t i = parts.size(); i-- > 0 && body != no_expr;)
      body = builder_.add(call_.whole, call_.name, Bind{fmt::format("@index:{}", i), parts[i], body});
    return body;
  }

  ExprId numbered(std::string name) {
    for (const ExprId argument : call_.arguments) {
      const auto* literal = std::get_if<Literal>(&builder_.at(argument).node);
      if (!literal || !literal->value.is(Value::Kind::integer) || literal->value.as_integer() < 0)
        return wrong(argument, fmt::format("`cel.{}` takes a number from 0", call_.function));
      name += fmt::format(":{}", literal->value.as_integer());
    }
    return builder_.add(call_.whole, call_.name, Name{std::move(name)});
  }

  Builder& builder_;
  const CallSite& call_;
};

}  // namespace

std::optional<ExprId> expand_macro(Builder& builder, const CallSite& call) { return Expansion(builder, call).run(); }

}  // namespace zhudun::cel
