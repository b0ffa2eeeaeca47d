#include "cel/dispatch.h"

#include <fmt/format.h>

#include "zhudun/cel/host.h"

namespace zhudun::cel {

namespace {

using Kind = Type::Kind;

bool matches(Type type, const Value& value) {
  switch (type.kind()) {
    case Kind::error:
    case Kind::dyn:
    case Kind::parameter:
      return true;
    case Kind::null:
      return value.is(Value::Kind::null);
    case Kind::boolean:
      return value.is(Value::Kind::boolean);
    case Kind::integer:
      return value.is(Value::Kind::integer);
    case Kind::uinteger:
      return value.is(Value::Kind::uinteger);
    case Kind::floating:
      return value.is(Value::Kind::floating);
    case Kind::string:
      return value.is(Value::Kind::string);
    case Kind::bytes:
      return value.is(Value::Kind::bytes);
    case Kind::timestamp:
      return value.is(Value::Kind::timestamp);
    case Kind::duration:
      return value.is(Value::Kind::duration);
    case Kind::list:
      return value.is(Value::Kind::list);
    case Kind::map:
      return value.is(Value::Kind::map);
    case Kind::type:
      return value.is(Value::Kind::type);
    case Kind::wrapper:
      return value.is(Value::Kind::null) || matches(type.element(), value);
    case Kind::object:
      return value.is(Value::Kind::object) && value.host().type_name(value.host_id()) == type.name();
    case Kind::opaque:
      if (type.is_optional()) {
        // `optional(list(A))` is told from `optional(map(A, B))` by what is inside; an empty one is both.
        return value.is(Value::Kind::optional) &&
               (!value.has_value() || matches(type.element(), value.optional_value()));
      }
      if (!value.is(Value::Kind::opaque)) return false;
      return value.opaque_type().type() == type || value.opaque_type().type().name() == type.name();
  }
  return false;
}

}  // namespace

bool matches(const Overload& overload, const Takes& takes, std::span<const Value> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    const std::uint8_t taken = i < takes.kinds.size() ? takes.kinds[i] : Takes::kAsk;
    if (taken == Takes::kAnything || taken == static_cast<std::uint8_t>(argument.kind())) continue;
    if (argument.is(Value::Kind::error) || argument.is(Value::Kind::unknown)) continue;
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
