// Names and fields: which declaration a name stands for, within the container and the names bound around it.
#include <fmt/format.h>

#include <algorithm>

#include "cel/checker.h"

namespace zhudun::cel {

using Kind = Type::Kind;

// The full names a name may stand for: in container `a.b`, x is a.b.x, a.x or x; `.x` is x alone.
std::vector<std::string> Checker::candidates(const std::string& name) const {
  if (name.starts_with('.')) return {name.substr(1)};
  std::vector<std::string> names;
  std::string container = environment_.container();
  while (!container.empty()) {
    names.push_back(container + '.' + name);
    const std::size_t dot = container.rfind('.');
    container.resize(dot == std::string::npos ? 0 : dot);
  }
  names.push_back(name);
  return names;
}

std::optional<std::size_t> Checker::find_local(const std::string& name) const {
  for (std::size_t i = locals_.size(); i-- > 0;) {
    if (locals_[i].name == name) return i;
  }
  return std::nullopt;
}

bool Checker::resolve_name(Expr& expr, const std::string& name, Type& type) {
  Resolution& resolution = resolutions_[expr.id];
  if (const auto local = find_local(name)) {
    resolution.kind = Resolution::Kind::local;
    resolution.slot = static_cast<std::uint32_t>(*local);
    resolution.name = name;
    type = locals_[*local].type;
    return true;
  }
  const std::vector<std::string> names = candidates(name);
  for (const std::string& full : names) {
    if (const Variable* const variable = environment_.find_variable(full)) {
      resolution.kind = variable->constant ? Resolution::Kind::constant : Resolution::Kind::variable;
      resolution.slot = variable->slot;
      if (variable->constant) resolution.constant = *variable->constant;
      type = variable->type;
    } else if (const auto named = environment_.find_type(full)) {
      resolution.kind = Resolution::Kind::constant;
      resolution.constant = Value::type(*named);
      type = Type::type(*named);
    } else {
      continue;
    }
    resolution.name = full;
    return true;
  }
  return false;
}

// `a.b.c` for a chain of plain selections from a name that nothing inside the expression binds.
std::optional<std::string> Checker::qualified(ExprId id) const {
  const Expr& expr = tree_.nodes[id];
  if (const auto* name = std::get_if<Name>(&expr.node))
    return find_local(name->name) ? std::nullopt : std::optional(name->name);
  const auto* select = std::get_if<Select>(&expr.node);
  if (!select || select->test || select->optional) return std::nullopt;
  const auto operand = qualified(select->operand);
  return operand ? std::optional(*operand + '.' + select->field) : std::nullopt;
}

Type Checker::unknown_name(const Expr& expr, const std::string& name) {
  if (check_) {
    std::vector<std::string> names = environment_.variable_names();
    for (const Local& local : locals_) names.push_back(local.name);
    const auto near = diag::nearest(name, names);
    const bool is_function = !environment_.find_function(name).empty();
    report(expr.span, "cel-unknown-name", fmt::format("nothing is named `{}`", name),
           near          ? fmt::format("did you mean `{}`?", *near)
           : is_function ? fmt::format("`{}` is a function: call it with `(...)`", name)
                         : "");
  }
  return fail(expr, ErrorCode::undeclared, fmt::format("nothing is named `{}`", name));
}

Type Checker::select_field(Expr& expr, Select& node, Type operand) {
  operand = inference_.resolve(operand);
  const bool unwraps = operand.is_optional();
  const Type target = unwraps ? inference_.resolve(operand.element()) : operand;
  Type field = Type::dyn();
  switch (target.kind()) {
    case Kind::map:
      field = target.parameters()[1];
      break;
    case Kind::object:
      field = object_field(expr, node, target);
      break;
    case Kind::parameter:
      inference_.assignable(Type::dyn(), target);
      break;
    case Kind::dyn:
      break;
    case Kind::error:
      field = Type::error();
      break;
    default:
      if (!check_) break;
      report(expr.name_span, "cel-unknown-field",
             fmt::format("`{}` has no fields, so no `{}`", to_string(target), node.field));
      field = fail(expr, ErrorCode::no_such_overload, "no fields");
  }
  if (node.test) return Type::boolean();
  return unwraps || node.optional ? Type::optional(field) : field;
}

Type Checker::object_field(Expr& expr, const Select& node, Type object) {
  const TypeProvider* types = environment_.types();
  const auto found = types ? types->find_field(object.name(), node.field) : std::nullopt;
  if (found) {
    Resolution& resolution = resolutions_[expr.id];
    resolution.kind = Resolution::Kind::field;
    resolution.slot = found->slot;
    resolution.name = object.name();
    return found->type;
  }
  if (!check_) return Type::dyn();
  const auto near = types ? diag::nearest(node.field, types->field_names(object.name())) : std::nullopt;
  report(expr.name_span, "cel-unknown-field", fmt::format("`{}` has no field `{}`", object.name(), node.field),
         near ? fmt::format("did you mean `{}`?", *near) : "");
  return fail(expr, ErrorCode::no_such_field, fmt::format("no such field `{}`", node.field));
}

}  // namespace zhudun::cel
