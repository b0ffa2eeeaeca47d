#include "cel/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cel/dispatch.h"
#include "cel/fold.h"
#include "cel/message.h"
#include "zhudun/cel/host.h"
#include "zhudun/source/same.h"

namespace zhudun::cel {

using Kind = Value::Kind;

Evaluator::Evaluator(const Program& program, Context& context)
    : program_(program), data_(program.data()), context_(context) {
  if (data_.locals > few_.size()) many_.resize(data_.locals);
  locals_ = many_.empty() ? std::span<Value>(few_).first(data_.locals) : std::span<Value>(many_);
}

Value Evaluator::run(const Program& program, std::span<const Value> activation, Context& context) {
  const std::span<const Value> outer = context.activation_;
  context.activation_ = activation;
  Evaluator evaluator(program, context);
  Value result = evaluator.eval(program.data().tree.root);
  context.activation_ = outer;
  // A bound that was reached is told even if the value would not have needed the part that reached it.
  return context.exhausted() ? *context.exhausted() : result;
}

Value Evaluator::call(const Program& program, Context& context, std::span<const Value> arguments) {
  if (!context.enter()) return *context.exhausted();
  Evaluator evaluator(program, context);
  std::copy(arguments.begin(), arguments.end(), evaluator.locals_.begin());
  Value result = evaluator.eval(program.data().tree.root);
  context.leave();
  return result;
}

Value Evaluator::eval(ExprId id) {
  const Expr& expr = data_.tree.nodes[id];
  if (!context_.charge(1)) return *context_.exhausted();
  Value value = std::visit([&](const auto& node) { return visit(expr, node); }, expr.node);
  if (context_.exhausted()) return *context_.exhausted();
  if (value.is(Kind::error) && !value.error_span()) value = value.with_error_span(expr.span);
  if (Observer* observer = context_.observer()) {
    const bool constant = data_.resolutions[id].kind == Resolution::Kind::constant && value.is(Kind::type);
    if (!constant && !std::holds_alternative<Literal>(expr.node)) observer->on_value(program_, id, value);
  }
  return value;
}

Value Evaluator::resolved(const Resolution& resolution) const {
  switch (resolution.kind) {
    case Resolution::Kind::local:
      return locals_[resolution.slot];
    case Resolution::Kind::variable:
      if (resolution.slot < context_.activation_.size()) return context_.activation_[resolution.slot];
      return Value::error(ErrorCode::undeclared, fmt::format("`{}` has no value", resolution.name));
    default:
      return resolution.constant;
  }
}

const Value* Evaluator::local(ExprId id) {
  const Resolution& resolution = data_.resolutions[id];
  if (resolution.kind != Resolution::Kind::local || context_.observer()) return nullptr;
  if (!std::holds_alternative<Name>(data_.tree.nodes[id].node) || !context_.charge(1)) return nullptr;
  return &locals_[resolution.slot];
}

Value Evaluator::visit(const Expr&, const Literal& node) { return node.value; }
Value Evaluator::visit(const Expr& expr, const Name&) { return resolved(data_.resolutions[expr.id]); }

namespace {

Value select_from_object(const Value& object, const Resolution& resolution, const Select& node) {
  const Host& host = object.host();
  std::optional<std::uint32_t> slot;
  if (resolution.kind == Resolution::Kind::field && source::same(host.type_name(object.host_id()), resolution.name))
    slot = resolution.slot;
  if (!slot) slot = host.find_slot(object.host_id(), node.field);
  if (!slot)
    return Value::error(ErrorCode::no_such_field,
                        fmt::format("`{}` has no field `{}`", host.type_name(object.host_id()), node.field));
  return node.test ? Value::boolean(host.has_field(object.host_id(), *slot)) : host.field(object.host_id(), *slot);
}

Value select_from_map(const Value& map, const Select& node) {
  const Value* found = map.find(Value::borrowed_string(node.field));
  if (node.test) return Value::boolean(found != nullptr);
  return found ? *found : Value::error(ErrorCode::no_such_key, fmt::format("no such key: `{}`", node.field));
}

Value select_from(const Value& operand, const Resolution& resolution, const Select& node) {
  switch (operand.kind()) {
    case Kind::object:
      return select_from_object(operand, resolution, node);
    case Kind::map:
      return select_from_map(operand, node);
    case Kind::error:
      return operand;
    case Kind::unknown:
      // What an absent fact would hold is absent too, and that much is known.
      if (node.test) return operand.extendable() ? Value::boolean(false) : operand;
      return operand.extended(node.field);
    default:
      return Value::error(ErrorCode::no_such_overload,
                          fmt::format("`{}` has no fields, so no `{}`", to_string(type_of(operand)), node.field));
  }
}

bool is_failure(const Value& value) { return value.is(Kind::error) || value.is(Kind::unknown); }

// `x.?f`: absent is optional.none().
Value select_optionally(const Value& operand, const Resolution& resolution, const Select& node) {
  Select test = node;
  test.test = true;
  const Value present = select_from(operand, resolution, test);
  if (is_failure(present)) return present;
  if (!present.is_true()) return Value::optional_none();
  const Value value = select_from(operand, resolution, node);
  return is_failure(value) ? value : Value::optional_of(value);
}

}  // namespace

Value Evaluator::visit(const Expr& expr, const Select& node) {
  const Resolution& resolution = data_.resolutions[expr.id];
  if (resolution.kind == Resolution::Kind::variable || resolution.kind == Resolution::Kind::constant)
    return resolved(resolution);
  const Value* const known = local(node.operand);
  if (known && known->is(Kind::object) && !node.optional) return select_from_object(*known, resolution, node);
  const Value operand = known ? *known : eval(node.operand);
  if (resolution.kind == Resolution::Kind::failed && is_failure(operand)) return operand;
  if (!operand.is(Kind::optional))
    return node.optional ? select_optionally(operand, resolution, node) : select_from(operand, resolution, node);
  if (!operand.has_value()) return node.test ? Value::boolean(false) : operand;
  const Value inner = operand.optional_value();
  return node.test ? select_from(inner, resolution, node) : select_optionally(inner, resolution, node);
}

Value Evaluator::visit(const Expr& expr, const Call& node) {
  // The second sign tells those apart that are not called, without comparing a name with each.
  const char sign = node.function.size() > 1 ? node.function[1] : '\0';
  if (sign == '&' && node.arguments.size() == 2 && node.function == "_&&_") return logic(node, false);
  if (sign == '|' && node.arguments.size() == 2 && node.function == "_||_") return logic(node, true);
  if (sign == '?' && node.arguments.size() == 3 && node.function == "_?_:_") return conditional(node);
  if (data_.resolutions[expr.id].kind == Resolution::Kind::failed) return data_.resolutions[expr.id].constant;
  if (sign == 'i' && node.function == "@in") {
    if (std::optional<Value> found = in_literals(expr, node)) return *std::move(found);
  }
  constexpr std::size_t few = 4;
  std::array<Value, few> inline_values;
  std::vector<Value> many;
  std::span<Value> values(inline_values.data(), std::min(node.arguments.size(), few));
  if (node.arguments.size() > few) values = (many.resize(node.arguments.size()), many);
  for (std::size_t i = 0; i < node.arguments.size(); ++i) values[i] = eval(node.arguments[i]);
  return dispatch(expr, node, values);
}

std::optional<Value> Evaluator::in_literals(const Expr& expr, const Call& node) {
  const auto* const list = std::get_if<ListExpr>(&data_.tree.nodes[node.arguments[1]].node);
  if (!list || !list->optional.empty() || context_.observer()) return std::nullopt;
  const auto literal = [&](ExprId id) { return std::get_if<Literal>(&data_.tree.nodes[id].node); };
  if (!std::all_of(list->elements.begin(), list->elements.end(), literal)) return std::nullopt;
  std::array<Value, 2> values{eval(node.arguments[0]), Value()};
  if (is_failure(values[0]) || !context_.charge(1 + list->elements.size())) {
    values[1] = eval(node.arguments[1]);
    return dispatch(expr, node, values);
  }
  const auto is_it = [&](ExprId id) { return equal(values[0], literal(id)->value); };
  return Value::boolean(std::any_of(list->elements.begin(), list->elements.end(), is_it));
}

namespace {

Value no_boolean(const Value& value) {
  return Value::error(ErrorCode::no_such_overload,
                      fmt::format("expected a bool, found `{}`", to_string(type_of(value))));
}

}  // namespace

// && and ||: `decides` on either side is the answer whatever the other side is; else an unknown, else an error.
Value Evaluator::logic(const Call& node, bool decides) {
  Value left = eval(node.arguments[0]);
  if (left.is(Kind::boolean) && left.as_boolean() == decides) return left;
  Value right = eval(node.arguments[1]);
  if (right.is(Kind::boolean) && right.as_boolean() == decides) return right;
  if (left.is(Kind::unknown) || right.is(Kind::unknown)) return merge_unknowns(left, right);
  if (left.is(Kind::error)) return left;
  if (!left.is(Kind::boolean)) return right.is(Kind::error) ? right : no_boolean(left);
  if (right.is(Kind::error) || right.is(Kind::boolean)) return right;
  return no_boolean(right);
}

Value Evaluator::conditional(const Call& node) {
  const Value condition = eval(node.arguments[0]);
  if (condition.is(Kind::boolean)) return eval(node.arguments[condition.as_boolean() ? 1 : 2]);
  if (condition.is(Kind::unknown)) return condition.settled();
  return condition.is(Kind::error) ? condition : no_boolean(condition);
}

Value Evaluator::dispatch(const Expr& expr, const Call& node, std::span<const Value> arguments) {
  const Resolution& resolution = data_.resolutions[expr.id];
  const bool failed = std::any_of(arguments.begin(), arguments.end(), is_failure);
  for (const Overload* overload : resolution.overloads) {
    if (failed && overload->strict) continue;
    if (matches(*overload, arguments)) return overload->implementation(context_, arguments);
  }
  if (failed) return *first_failure(arguments);
  return no_such_overload(node.function, arguments);
}

namespace {

// What lists and maps are built of: an unknown part makes the whole unknown, else an error an error.
class Parts {
 public:
  bool good() const { return !failure_; }
  const Value& failure() const { return *failure_; }
  void see(const Value& value) {
    if (value.is(Kind::unknown)) {
      failure_ = failure_ ? merge_unknowns(*failure_, value) : value.settled();
    } else if (value.is(Kind::error) && !failure_) {
      failure_ = value;
    }
  }

 private:
  std::optional<Value> failure_;
};

Value no_optional(const Value& value) {
  return Value::error(ErrorCode::no_such_overload,
                      fmt::format("expected an optional after `?`, found `{}`", to_string(type_of(value))));
}

bool is_key(const Value& value) {
  return value.is(Kind::boolean) || value.is(Kind::integer) || value.is(Kind::uinteger) || value.is(Kind::string);
}

}  // namespace

Value Evaluator::visit(const Expr&, const ListExpr& node) {
  Parts parts;
  std::vector<Value> items;
  items.reserve(node.elements.size());
  for (std::size_t i = 0; i < node.elements.size(); ++i) {
    Value item = eval(node.elements[i]);
    parts.see(item);
    if (!node.optional.empty() && node.optional[i] && !is_failure(item)) {
      if (!item.is(Kind::optional)) return no_optional(item);
      if (!item.has_value()) continue;
      item = item.optional_value();
    }
    items.push_back(std::move(item));
  }
  return parts.good() ? Value::list(std::move(items)) : parts.failure();
}

Value Evaluator::visit(const Expr&, const MapExpr& node) {
  Parts parts;
  std::vector<Value::Entry> entries;
  for (const MapExpr::Entry& entry : node.entries) {
    Value key = eval(entry.key);
    Value value = eval(entry.value);
    parts.see(key);
    parts.see(value);
    if (is_failure(key) || is_failure(value)) continue;
    if (!is_key(key))
      parts.see(
          Value::error(ErrorCode::invalid_argument, fmt::format("`{}` cannot be a key", to_string(type_of(key)))));
    if (entry.optional) {
      if (!value.is(Kind::optional)) return no_optional(value);
      if (!value.has_value()) continue;
      value = value.optional_value();
    }
    entries.push_back({std::move(key), std::move(value)});
  }
  if (!parts.good()) return parts.failure();
  const std::size_t count = entries.size();
  Value map = Value::map(std::move(entries));
  return map.size() == count ? map : Value::error(ErrorCode::duplicate_key, "a key is repeated in a map");
}

Value Evaluator::visit(const Expr& expr, const MessageExpr& node) {
  const Resolution& resolution = data_.resolutions[expr.id];
  if (resolution.kind == Resolution::Kind::failed) return resolution.constant;
  Parts parts;
  std::vector<std::pair<std::string, Value>> fields;
  for (const MessageExpr::Entry& entry : node.entries) {
    Value value = eval(entry.value);
    parts.see(value);
    if (entry.optional && !is_failure(value)) {
      if (!value.is(Kind::optional)) return no_optional(value);
      if (!value.has_value()) continue;
      value = value.optional_value();
    }
    fields.emplace_back(entry.field, std::move(value));
  }
  return parts.good() ? message_value(resolution.name, fields) : parts.failure();
}

Value Evaluator::visit(const Expr& expr, const Comprehension& node) { return Fold(*this, expr, node).run(); }

Value Evaluator::visit(const Expr& expr, const Bind& node) {
  Value value = eval(node.value);
  locals_[data_.resolutions[expr.id].slot] = std::move(value);
  return eval(node.body);
}

}  // namespace zhudun::cel
