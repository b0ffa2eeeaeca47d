// Calls and macros: which overloads may apply to the types found, and what type the result has.
#include <fmt/format.h>

#include <algorithm>

#include "cel/checker.h"

namespace zhudun::cel {

using Kind = Type::Kind;

namespace {

std::string join_types(const std::vector<Type>& types, std::size_t from = 0) {
  std::string text;
  for (std::size_t i = from; i < types.size(); ++i) text += (i > from ? ", " : "") + to_string(types[i]);
  return text;
}

// `_+_` as the user writes it.
std::string spelled(const std::string& function) {
  if (function == "@in") return "in";
  if (function == "_[_]") return "[]";
  if (function == "_[?_]") return "[?]";
  if (function == "_?_:_") return "?:";
  std::string text;
  if (function.find('_') != 0 && (function.empty() || function.back() != '_')) return function;
  for (const char c : function) text += c == '_' ? "" : std::string(1, c);
  return text;
}

std::string signature(const Overload& overload) {
  if (!overload.member) return fmt::format("({}) -> {}", join_types(overload.parameters), to_string(overload.result));
  return fmt::format("{}.({}) -> {}", to_string(overload.parameters[0]), join_types(overload.parameters, 1),
                     to_string(overload.result));
}

std::string listed(const std::vector<const Overload*>& overloads) {
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t i = 0; i < overloads.size() && i < most; ++i)
    text += fmt::format("{}`{}`", i > 0 ? ", " : "", signature(*overloads[i]));
  if (overloads.size() > most) text += fmt::format(" and {} more", overloads.size() - most);
  return text;
}

bool is_open(const Overload& overload) {
  return overload.result.is_open() ||
         std::any_of(overload.parameters.begin(), overload.parameters.end(), [](Type type) { return type.is_open(); });
}

}  // namespace

Checker::Found Checker::find_function(const std::string& name) const {
  if (environment_.container().empty() && !name.starts_with('.')) return {name, environment_.find_function(name)};
  for (std::string& full : candidates(name)) {
    std::vector<const Overload*> overloads = environment_.find_function(full);
    if (!overloads.empty()) return {std::move(full), std::move(overloads)};
  }
  return {};
}

Type Checker::visit(Expr& expr, Call& node) {
  Found function;
  if (node.member) {
    // `math.abs(x)` looks like a member's call; a function of that full name is meant first.
    if (const auto prefix = qualified(node.arguments[0])) function = find_function(*prefix + '.' + node.function);
    if (!function.overloads.empty()) {
      node.member = false;
      node.function = function.name;
      node.arguments.erase(node.arguments.begin());
    }
  }
  if (function.overloads.empty())
    function =
        node.member ? Found{node.function, environment_.find_function(node.function)} : find_function(node.function);
  std::vector<Type> arguments;
  for (const ExprId argument : node.arguments) arguments.push_back(check(argument));
  if (function.overloads.empty()) return unknown_function(expr, node);
  return resolve_overload(expr, function, node.member, arguments);
}

Type Checker::unknown_function(Expr& expr, const Call& node) {
  if (check_) {
    const auto near = diag::nearest(node.function, environment_.function_names());
    report(expr.name_span, "cel-unknown-function", fmt::format("there is no function `{}`", node.function),
           near ? fmt::format("did you mean `{}`?", *near) : "");
  }
  return fail(expr, ErrorCode::no_such_function, fmt::format("there is no function `{}`", node.function));
}

bool Checker::any_dyn(const std::vector<Type>& types) const {
  return std::any_of(types.begin(), types.end(),
                     [&](Type type) { return inference_.resolve(type).kind() == Kind::dyn; });
}

Type Checker::resolve_overload(Expr& expr, const Found& function, bool member, const std::vector<Type>& arguments) {
  Resolution& resolution = resolutions_[expr.id];
  resolution.kind = Resolution::Kind::overloads;
  resolution.name = function.name;
  std::optional<Type> result;
  for (const Overload* overload : function.overloads) {
    if (overload->member != member || overload->parameters.size() != arguments.size()) continue;
    if (check_ && overload->dynamic_only && !any_dyn(arguments)) continue;
    const auto result_for = [&](std::span<const Type> parameters, Type type) {
      const bool fits = !check_ || inference_.assignable(arguments, parameters);
      return fits ? std::optional(inference_.resolve(type)) : std::nullopt;
    };
    std::optional<Type> fitting;
    if (is_open(*overload)) {
      std::vector<Type> types = overload->parameters;
      types.push_back(overload->result);
      types = inference_.instantiate(types);
      fitting = result_for(std::span(types).first(arguments.size()), types.back());
    } else {
      fitting = result_for(overload->parameters, overload->result);
    }
    if (!fitting) continue;
    resolution.overloads.push_back(overload);
    const Type this_result = *fitting;
    // Several may apply when an argument is dyn; then so is the result, unless they agree.
    result = !result || *result == this_result ? this_result : Type::dyn();
  }
  if (!check_) return Type::dyn();
  return result ? *result : no_overload(expr, function, member, arguments);
}

Type Checker::no_overload(Expr& expr, const Found& function, bool member, const std::vector<Type>& arguments) {
  std::vector<Type> found;
  for (const Type type : arguments) found.push_back(inference_.resolve(type, true));
  const std::string applied = member ? fmt::format("{}.({})", to_string(found[0]), join_types(found, 1))
                                     : fmt::format("({})", join_types(found));
  report(expr.name_span, "cel-no-overload", fmt::format("`{}` does not take `{}`", spelled(function.name), applied),
         "there is " + listed(function.overloads));
  return fail(expr, ErrorCode::no_such_overload, "no such overload");
}

Type Checker::visit(Expr& expr, Comprehension& node) {
  check(node.range);
  if (++comprehensions_ > environment_.limits().comprehension_depth) {
    reporter_.error_at(expr.name_span, "cel-limit",
                       fmt::format("comprehensions nest deeper than `comprehension_depth` = {}",
                                   environment_.limits().comprehension_depth),
                       {});
    --comprehensions_;
    return Type::error();
  }
  resolutions_[expr.id].slot = static_cast<std::uint32_t>(locals_.size());
  const std::size_t before = locals_.size();
  const auto [first, second] = element_types(node);
  locals_.push_back({node.variable, first});
  if (!node.second_variable.empty()) locals_.push_back({node.second_variable, second});
  most_locals_ = std::max(most_locals_, static_cast<std::uint32_t>(locals_.size()));
  const Type result = comprehension_result(node, first);
  locals_.resize(before, {{}, {}});
  --comprehensions_;
  return result;
}

namespace {
constexpr std::string_view macro_names[] = {"all",    "exists",        "exists_one",   "filter",
                                            "map",    "transformList", "transformMap", "transformMapEntry",
                                            "optMap", "optFlatMap"};
}  // namespace

// The types of one or two names: a list's element, or its index and element; a map's key, or its key and value.
std::pair<Type, Type> Checker::element_types(const Comprehension& node) {
  const Type range = inference_.resolve(types_[node.range]);
  const bool two = !node.second_variable.empty();
  if (node.kind == Comprehension::Kind::opt_map || node.kind == Comprehension::Kind::opt_flat_map) {
    const Type inner = inference_.fresh();
    if (inference_.assignable(range, Type::optional(inner))) return {inner, inner};
  } else {
    if (range.kind() == Kind::list)
      return two ? std::pair(Type::integer(), range.element()) : std::pair(range.element(), Type::dyn());
    if (range.kind() == Kind::map) return {range.parameters()[0], range.parameters()[1]};
    if (range.kind() == Kind::parameter) inference_.assignable(Type::dyn(), range);
    if (range.kind() == Kind::parameter || range.kind() == Kind::dyn) return {Type::dyn(), Type::dyn()};
  }
  if (check_ && range.kind() != Kind::error) {
    report(tree_.nodes[node.range].span, "cel-type",
           fmt::format("`{}` does not go through `{}`", macro_names[static_cast<std::size_t>(node.kind)],
                       to_string(inference_.resolve(range, true))));
  }
  return {Type::error(), Type::error()};
}

Type Checker::comprehension_result(Comprehension& node, Type first) {
  using Macro = Comprehension::Kind;
  if (node.condition != no_expr) {
    check(node.condition);
    require(node.condition, Type::boolean(), "the condition");
  }
  const Type result = node.result != no_expr ? check(node.result) : Type::dyn();
  const Type range = inference_.resolve(types_[node.range]);
  switch (node.kind) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      return Type::boolean();
    case Macro::filter:
      return Type::list(first);
    case Macro::map:
    case Macro::transform_list:
      return Type::list(result);
    case Macro::transform_map:
      return Type::map(range.kind() == Kind::list ? Type::integer() : first, result);
    case Macro::transform_map_entry: {
      const Type entry = Type::map(inference_.fresh(), inference_.fresh());
      require(node.result, entry, "transformMapEntry");
      return inference_.resolve(entry);
    }
    case Macro::opt_map:
      return Type::optional(result);
    case Macro::opt_flat_map: {
      const Type inner = Type::optional(inference_.fresh());
      require(node.result, inner, "optFlatMap");
      return inference_.resolve(inner);
    }
  }
  return Type::dyn();
}

}  // namespace zhudun::cel
