#include "cel/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cel/builtins.h"
#include "cel/dispatch.h"
#include "cel/fold.h"
#include "cel/message.h"
#include "zhudun/cel/host.h"
#include "zhudun/source/same.h"

namespace zhudun::cel {

using Kind = Value::Kind;

Evaluator::Evaluator(const Program& program, Context& context, std::span<const Value> arguments)
    : program_(program), code_(program.code()), context_(context) {
  const std::size_t count = std::max<std::size_t>(code_.locals, arguments.size());
  if (count > kFew) {
    many_.assign(arguments.begin(), arguments.end());
    many_.resize(count);
    locals_ = many_;
    return;
  }
  auto* const few = reinterpret_cast<Value*>(few_);
  std::uninitialized_copy(arguments.begin(), arguments.end(), few);
  std::uninitialized_value_construct(few + arguments.size(), few + count);
  locals_ = {few, count};
}

Value Evaluator::run(const Program& program, std::span<const Value> activation, Context& context) {
  const std::span<const Value> outer = context.activation_;
  context.activation_ = activation;
  Evaluator evaluator(program, context);
  Value result = evaluator.eval(evaluator.code_.root);
  context.activation_ = outer;
  // A bound that was reached is told even if the value would not have needed the part that reached it.
  if (context.exhausted()) result = *context.exhausted();
  return result;
}

Value Evaluator::call(const Program& program, Context& context, std::span<const Value> arguments) {
  if (!context.enter()) return *context.exhausted();
  Evaluator evaluator(program, context, arguments);
  Value result = evaluator.eval(evaluator.code_.root);
  context.leave();
  return result;
}

const Value* Evaluator::at_hand(const Step& step) const {
  switch (step.op) {
    case Op::local:
      return &locals_[step.slot];
    case Op::variable:
      return step.slot < context_.activation_.size() ? &context_.activation_[step.slot] : nullptr;
    case Op::constant: {
      const Value& constant = code_.constants[step.slot];
      return constant.is(Kind::error) ? nullptr : &constant;  // it has to be told where
    }
    default:
      return nullptr;
  }
}

const Value& Evaluator::operand(ExprId id, Value& made) {
  const Step& step = code_.steps[id];
  const Value* const found = context_.observer() ? nullptr : at_hand(step);
  if (found && context_.charge(1)) return *found;
  return made = eval(id);
}

Value Evaluator::perform(const Step& step) {
  switch (step.op) {
    case Op::constant:
      return code_.constants[step.slot];
    case Op::local:
      return locals_[step.slot];
    case Op::variable:
      return variable(step);
    case Op::field:
      return step.has(Step::kTest) ? has(step) : field(step);
    case Op::call:
      return call(step);
    default:
      return perform_other(step);
  }
}

Value Evaluator::charged(ExprId id) {
  const Step& step = code_.steps[id];
  Value value = perform(step);
  if (value.is(Kind::error)) [[unlikely]]
    value = placed(value, id);
  if (context_.observer() && !step.has(Step::kQuiet)) [[unlikely]]
    context_.observer()->on_value(program_, id, value);
  return value;
}

Value Evaluator::perform_other(const Step& step) {
  switch (step.op) {
    case Op::select: {
      Value made;
      return select(step, operand(step.first, made));
    }
    case Op::both:
      return logic(step, false);
    case Op::either:
      return logic(step, true);
    case Op::conditional:
      return conditional(step);
    case Op::one_of:
      return context_.observer() ? call(step) : one_of(step);
    case Op::equal:
    case Op::unequal:
      return context_.observer() ? call(step) : equality(step);
    case Op::list:
      return list(step);
    case Op::map:
      return map(step);
    case Op::message:
      return message(step);
    case Op::fold:
      return Fold(*this, step).run();
    default:
      return bind(step);
  }
}

Value Evaluator::placed(const Value& error, ExprId id) const {
  return error.error_span() ? error : error.with_error_span(program_.expr(id).span);
}

Value Evaluator::variable(const Step& step) const {
  if (step.slot < context_.activation_.size()) return context_.activation_[step.slot];
  return Value::error(ErrorCode::undeclared, fmt::format("`{}` has no value", code_.names[step.name]));
}

namespace {

struct Selected {  // what is selected, and as what
  std::string_view field;
  bool test;
};

Value select_from_object(const Value& object, const Selected& selected) {
  const Host& host = object.host();
  const std::optional<std::uint32_t> slot = host.find_slot(object.host_id(), selected.field);
  if (!slot)
    return Value::error(ErrorCode::no_such_field,
                        fmt::format("`{}` has no field `{}`", host.type_name(object.host_id()), selected.field));
  return selected.test ? Value::boolean(host.has_field(object.host_id(), *slot)) : host.field(object.host_id(), *slot);
}

Value select_from_map(const Value& map, const Selected& selected) {
  const Value* found = map.find(Value::borrowed_string(selected.field));
  if (selected.test) return Value::boolean(found != nullptr);
  return found ? *found : Value::error(ErrorCode::no_such_key, fmt::format("no such key: `{}`", selected.field));
}

Value select_from(const Value& operand, const Selected& selected) {
  switch (operand.kind()) {
    case Kind::object:
      return select_from_object(operand, selected);
    case Kind::map:
      return select_from_map(operand, selected);
    case Kind::error:
      return operand;
    case Kind::unknown:
      // What an absent fact would hold is absent too, and that much is known.
      if (selected.test) return operand.extendable() ? Value::boolean(false) : operand;
      return operand.extended(selected.field);
    default:
      return Value::error(ErrorCode::no_such_overload,
                          fmt::format("`{}` has no fields, so no `{}`", to_string(type_of(operand)), selected.field));
  }
}

bool is_failure(const Value& value) { return value.is(Kind::error) || value.is(Kind::unknown); }

// `x.?f`: absent is optional.none().
Value select_optionally(const Value& operand, const Selected& selected) {
  const Value present = select_from(operand, {selected.field, true});
  if (is_failure(present)) return present;
  if (!present.is_true()) return Value::optional_none();
  const Value value = select_from(operand, selected);
  return is_failure(value) ? value : Value::optional_of(value);
}

}  // namespace

// A field whose place is known, of the type it is known of.
Value Evaluator::field(const Step& step) {
  Value made;
  const Value& from = operand(step.first, made);
  bool known = from.is(Kind::object);
  Value value = known ? from.host().field_of(from.host_id(), code_.names[step.name], step.slot, known) : Value();
  if (!known) value = select(step, from);
  return value;
}

Value Evaluator::has(const Step& step) {
  Value made;
  const Value& from = operand(step.first, made);
  const bool known = from.is(Kind::object) && from.host().is_of(from.host_id(), code_.names[step.name]);
  return known ? Value::boolean(from.host().has_field(from.host_id(), step.slot)) : select(step, from);
}

Value Evaluator::select(const Step& step, const Value& operand) const {
  const Selected selected{code_.names[step.text], step.has(Step::kTest)};
  const bool optional = step.has(Step::kOptional);
  if (step.has(Step::kFailed) && is_failure(operand)) return operand;
  if (!operand.is(Kind::optional))
    return optional ? select_optionally(operand, selected) : select_from(operand, selected);
  if (!operand.has_value()) return selected.test ? Value::boolean(false) : operand;
  const Value inner = operand.optional_value();
  return selected.test ? select_from(inner, selected) : select_optionally(inner, selected);
}

Value Evaluator::call(const Step& step) {
  const ExprId* const ids = code_.operands.data() + step.first;
  switch (step.count) {
    case 1: {
      const Value value = eval(ids[0]);
      return dispatch(step, {&value, 1});
    }
    case 2: {
      const Value values[] = {eval(ids[0]), eval(ids[1])};
      return dispatch(step, values);
    }
    case 3: {
      const Value values[] = {eval(ids[0]), eval(ids[1]), eval(ids[2])};
      return dispatch(step, values);
    }
    default:
      break;
  }
  std::vector<Value> values;
  values.reserve(step.count);
  for (std::uint32_t i = 0; i < step.count; ++i) values.push_back(eval(ids[i]));
  return dispatch(step, values);
}

Value Evaluator::equality(const Step& step) {
  const ExprId* const ids = code_.operands.data() + step.first;
  Value made[2];
  const Value& left = operand(ids[0], made[0]);
  const Value& right = operand(ids[1], made[1]);
  if (!is_failure(left) && !is_failure(right)) return are_equal(context_, left, right, step.op == Op::equal);
  const Value values[] = {left, right};
  return dispatch(step, values);
}

Value Evaluator::one_of(const Step& step) {
  const std::span<const Value> literals = std::span(code_.constants).subspan(step.slot, step.text);
  const ExprId* const ids = code_.operands.data() + step.first;
  Value made;
  const Value& sought = operand(ids[0], made);
  if (is_failure(sought) || !context_.charge(1 + literals.size())) {
    const Value values[] = {sought, eval(ids[1])};
    return dispatch(step, values);
  }
  return Value::boolean(
      std::any_of(literals.begin(), literals.end(), [&](const Value& one) { return equal(sought, one); }));
}

namespace {

Value no_boolean(const Value& value) {
  return Value::error(ErrorCode::no_such_overload,
                      fmt::format("expected a bool, found `{}`", to_string(type_of(value))));
}

}  // namespace

// && and ||: `decides` on either side is the answer whatever the other side is; else an unknown, else an error.
Value Evaluator::logic(const Step& step, bool decides) {
  Value left = eval(step.first);
  if (left.is(Kind::boolean) && left.as_boolean() == decides) return left;
  Value right = eval(step.second);
  if (right.is(Kind::boolean) && right.as_boolean() == decides) return right;
  if (left.is(Kind::unknown) || right.is(Kind::unknown)) return merge_unknowns(left, right);
  if (left.is(Kind::error)) return left;
  if (!left.is(Kind::boolean)) return right.is(Kind::error) ? right : no_boolean(left);
  if (right.is(Kind::error) || right.is(Kind::boolean)) return right;
  return no_boolean(right);
}

Value Evaluator::conditional(const Step& step) {
  const Value condition = eval(step.first);
  if (condition.is(Kind::boolean)) return eval(condition.as_boolean() ? step.second : step.third);
  if (condition.is(Kind::unknown)) return condition.settled();
  return condition.is(Kind::error) ? condition : no_boolean(condition);
}

Value Evaluator::dispatch(const Step& step, std::span<const Value> arguments) {
  const bool failed = std::any_of(arguments.begin(), arguments.end(), is_failure);
  for (std::uint32_t at = step.second; at < step.third; ++at) {
    const Overload& overload = *code_.overloads[at];
    if (failed && overload.strict) continue;
    if (matches(overload, code_.takes[at], arguments)) return overload.implementation(context_, arguments);
  }
  if (failed) return *first_failure(arguments);
  return no_such_overload(code_.names[step.name], arguments);
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

Value Evaluator::list(const Step& step) {
  Parts parts;
  std::vector<Value> items;
  items.reserve(step.count);
  for (std::uint32_t i = 0; i < step.count; ++i) {
    Value item = eval(code_.operands[step.first + i]);
    parts.see(item);
    if (step.has(Step::kOptional) && code_.operands[step.second + i] != 0 && !is_failure(item)) {
      if (!item.is(Kind::optional)) return no_optional(item);
      if (!item.has_value()) continue;
      item = item.optional_value();
    }
    items.push_back(std::move(item));
  }
  return parts.good() ? Value::list(std::move(items)) : parts.failure();
}

Value Evaluator::map(const Step& step) {
  Parts parts;
  std::vector<Value::Entry> entries;
  for (std::uint32_t i = 0; i < step.count; ++i) {
    const std::uint32_t* const entry = &code_.operands[step.first + 3 * std::size_t{i}];
    Value key = eval(entry[0]);
    Value value = eval(entry[1]);
    parts.see(key);
    parts.see(value);
    if (is_failure(key) || is_failure(value)) continue;
    if (!is_key(key))
      parts.see(
          Value::error(ErrorCode::invalid_argument, fmt::format("`{}` cannot be a key", to_string(type_of(key)))));
    if (entry[2] != 0) {
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

Value Evaluator::message(const Step& step) {
  Parts parts;
  std::vector<std::pair<std::string, Value>> fields;
  for (std::uint32_t i = 0; i < step.count; ++i) {
    const std::uint32_t* const entry = &code_.operands[step.first + 3 * std::size_t{i}];
    Value value = eval(entry[1]);
    parts.see(value);
    if (entry[2] != 0 && !is_failure(value)) {
      if (!value.is(Kind::optional)) return no_optional(value);
      if (!value.has_value()) continue;
      value = value.optional_value();
    }
    fields.emplace_back(code_.names[entry[0]], std::move(value));
  }
  return parts.good() ? message_value(std::string(code_.names[step.name]), fields) : parts.failure();
}

Value Evaluator::bind(const Step& step) {
  locals_[step.slot] = eval(step.first);
  return eval(step.second);
}

}  // namespace zhudun::cel
