#include "cel/dispatch.h"

#include <fmt/format.h>

#include "zhudun/cel/host.h"

namespace zhudun::cel {

namespace {

using Kind = Type::Kind;

bool takes(std::uint8_t kind, const Value& value) {
  return kind == Takes::kAnything || kind == static_cast<std::uint8_t>(value.kind());
}

bool matches(Type type, const Value& value) {
  if (value.is(Value::Kind::opaque) && value.opaque_type().type() == type) return true;
  const std::uint8_t taken = kind_taken(type);
  if (taken != Takes::kAsk) return takes(taken, value);
  if (type.kind() == Kind::wrapper) return value.is(Value::Kind::null) || matches(type.element(), value);
  if (type.kind() == Kind::object)
    return value.is(Value::Kind::object) && value.host().type_name(value.host_id()) == type.name();
  if (type.is_optional()) {
    // `optional(list(A))` is told from `optional(map(A, B))` by what is inside; an empty one is both.
    return value.is(Value::Kind::optional) && (!value.has_value() || matches(type.element(), value.optional_value()));
  }
  return value.is(Value::Kind::opaque) && value.opaque_type().type().name() == type.name();
}

}  // namespace

bool matches(const Overload& overload, const Takes& known, std::span<const Value> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    const std::uint8_t taken = i < known.kinds.size() ? known.kinds[i] : Takes::kAsk;
    if (takes(taken, argument) || argument.is(Value::Kind::error) || argument.is(Value::Kind::unknown)) continue;
    if (taken != Takes::kAsk || !matches(overload.parameters[i], argument)) return false;
  }
  return true;
}

std::optional<Value> first_failure(std::span<const Value> arguments) {
  std::optional<Value> failure;
  for (const Value& argument : arguments) {
    if (argument.is(Value::Kind::unknown)) {
      failure = failure ? merge_unknowns(*failure, argument) : argument.settled();
    } else if (argument.is(Value::Kind::error) && !failure) {
      failure = argument;
    }
  }
  return failure;
}

Value no_such_overload(std::string_view function, std::span<const Value> arguments) {
  std::string types;
  for (const Value& argument : arguments) types += (types.empty() ? "" : ", ") + to_string(type_of(argument));
  return Value::error(ErrorCode::no_such_overload, fmt::format("no such overload: `{}({})`", function, types));
}

}  // namespace zhudun::cel
