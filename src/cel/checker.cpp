#include "cel/checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "cel/message.h"

namespace zhudun::cel {

using Kind = Type::Kind;

Checker::Checker(const Environment& environment, Tree& tree, Reporter& reporter, bool check,
                 const std::vector<Parameter>& parameters)
    : environment_(environment),
      tree_(tree),
      reporter_(reporter),
      check_(check),
      types_(tree.nodes.size()),
      resolutions_(tree.nodes.size()) {
  for (const Parameter& parameter : parameters) locals_.push_back({parameter.name, parameter.type});
  most_locals_ = static_cast<std::uint32_t>(locals_.size());
}

void Checker::run(const std::vector<Type>& expected) {
  const Type found = check(tree_.root);
  if (!check_ || expected.empty()) return;
  for (const Type type : expected) {
    if (inference_.assignable(found, type)) return;
  }
  std::string wanted;
  for (const Type type : expected) wanted += (wanted.empty() ? "`" : " or `") + to_string(type) + '`';
  report(tree_.nodes[tree_.root].span, "cel-type",
         fmt::format("expected {}, found `{}`", wanted, to_string(inference_.resolve(found, true))));
}

std::vector<Type> Checker::types() const {
  std::vector<Type> types;
  for (const Type type : types_) types.push_back(inference_.resolve(type, true));
  return types;
}

Type Checker::check(ExprId id) {
  Expr& expr = tree_.nodes[id];
  const Type type = std::visit([&](auto& node) { return visit(expr, node); }, expr.node);
  return types_[id] = type;
}

void Checker::report(source::Span span, std::string code, std::string message, std::string help) {
  reporter_.error_at(span, std::move(code), std::move(message), std::move(help));
}

Type Checker::fail(const Expr& expr, ErrorCode code, std::string message) {
  Resolution& resolution = resolutions_[expr.id];
  resolution.kind = Resolution::Kind::failed;
  resolution.constant = Value::error(code, std::move(message));
  return check_ ? Type::error() : Type::dyn();
}

Type Checker::visit(Expr&, Literal& node) { return type_of(node.value); }

Type Checker::visit(Expr& expr, Name& node) {
  Type type;
  return resolve_name(expr, node.name, type) ? type : unknown_name(expr, node.name);
}

Type Checker::visit(Expr& expr, Select& node) {
  Type type;
  if (!node.test && !node.optional) {
    const auto name = qualified(expr.id);
    if (name && resolve_name(expr, *name, type)) return type;
  }
  return select_field(expr, node, check(node.operand));
}

Type Checker::visit(Expr&, ListExpr& node) {
  std::optional<Type> element;
  for (std::size_t i = 0; i < node.elements.size(); ++i) {
    check(node.elements[i]);
    const Type type = unwrapped_element(node.elements[i], !node.optional.empty() && node.optional[i]);
    element = element ? inference_.join(*element, type) : type;
  }
  return Type::list(element ? *element : inference_.fresh());
}

Type Checker::visit(Expr&, MapExpr& node) {
  std::optional<Type> key;
  std::optional<Type> value;
  for (const MapExpr::Entry& entry : node.entries) {
    const Type key_type = check(entry.key);
    check(entry.value);
    const Type value_type = unwrapped_element(entry.value, entry.optional);
    key = key ? inference_.join(*key, key_type) : key_type;
    value = value ? inference_.join(*value, value_type) : value_type;
  }
  if (!key) return Type::map(inference_.fresh(), inference_.fresh());
  return Type::map(*key, *value);
}

Type Checker::unwrapped_element(ExprId id, bool optional) {
  if (!optional) return types_[id];
  const Type inner = inference_.fresh();
  if (!check_ || inference_.assignable(types_[id], Type::optional(inner))) return inner;
  report(tree_.nodes[id].span, "cel-type",
         fmt::format("expected an optional after `?`, found `{}`", to_string(inference_.resolve(types_[id], true))));
  return Type::error();
}

Type Checker::visit(Expr& expr, MessageExpr& node) {
  for (const MessageExpr::Entry& entry : node.entries) check(entry.value);
  for (const std::string& full : candidates(node.name)) {
    const std::optional<Type> type = message_type(full);
    if (!type) continue;
    resolutions_[expr.id].name = full;
    for (const MessageExpr::Entry& entry : node.entries) check_message_field(expr, full, entry);
    return *type;
  }
  if (check_)
    report(expr.name_span, "cel-message",
           fmt::format("`{}{{...}}` builds a protobuf message, and there are none here", node.name),
           "a map is written {\"key\": value}");
  return fail(expr, ErrorCode::no_such_function, fmt::format("message `{}` cannot be built", node.name));
}

void Checker::check_message_field(const Expr& expr, const std::string& name, const MessageExpr::Entry& entry) {
  const std::optional<Type> type = message_field(name, entry.field);
  if (!type) {
    if (check_) report(expr.name_span, "cel-unknown-field", fmt::format("`{}` has no field `{}`", name, entry.field));
    fail(expr, ErrorCode::no_such_field, fmt::format("no such field `{}`", entry.field));
    return;
  }
  require(entry.value, entry.optional ? Type::optional(*type) : *type, fmt::format("`{}`", entry.field));
}

Type Checker::visit(Expr& expr, Bind& node) {
  const Type value = check(node.value);
  resolutions_[expr.id].slot = static_cast<std::uint32_t>(locals_.size());
  return in_scope(node.name, value, node.body);
}

Type Checker::in_scope(const std::string& name, Type type, ExprId body) {
  locals_.push_back({name, type});
  most_locals_ = std::max(most_locals_, static_cast<std::uint32_t>(locals_.size()));
  const Type result = check(body);
  locals_.pop_back();
  return result;
}

void Checker::require(ExprId id, Type wanted, std::string_view who) {
  if (!check_ || inference_.assignable(types_[id], wanted)) return;
  report(tree_.nodes[id].span, "cel-type",
         fmt::format("{} needs `{}`, found `{}`", who, to_string(inference_.resolve(wanted, true)),
                     to_string(inference_.resolve(types_[id], true))));
}

}  // namespace zhudun::cel
