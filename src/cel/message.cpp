#include "cel/message.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "cel/moment.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

struct Wrapper {
  const char* name;
  Type type;
  Value zero;
};

const Wrapper* find_wrapper(const std::string& name) {
  static const Wrapper wrappers[] = {
      {"google.protobuf.BoolValue", Type::boolean(), Value::boolean(false)},
      {"google.protobuf.Int32Value", Type::integer(), Value::integer(0)},
      {"google.protobuf.Int64Value", Type::integer(), Value::integer(0)},
      {"google.protobuf.UInt32Value", Type::uinteger(), Value::uinteger(0)},
      {"google.protobuf.UInt64Value", Type::uinteger(), Value::uinteger(0)},
      {"google.protobuf.FloatValue", Type::floating(), Value::floating(0)},
      {"google.protobuf.DoubleValue", Type::floating(), Value::floating(0)},
      {"google.protobuf.StringValue", Type::string(), Value::borrowed_string("")},
      {"google.protobuf.BytesValue", Type::bytes(), Value::borrowed_bytes("")},
  };
  for (const Wrapper& wrapper : wrappers) {
    if (name == wrapper.name) return &wrapper;
  }
  return nullptr;
}

std::optional<Type> moment_type(const std::string& name) {
  if (name == "google.protobuf.Timestamp") return Type::timestamp();
  return name == "google.protobuf.Duration" ? std::optional(Type::duration()) : std::nullopt;
}

// What 32 bits cannot hold does not fit a message of 32 bits.
Value narrowed(const std::string& name, const Value& value) {
  const Value error =
      Value::error(ErrorCode::range, fmt::format("{} is out of the range of `{}`", to_string(value), name));
  if (name == "google.protobuf.FloatValue")
    return Value::floating(static_cast<double>(static_cast<float>(value.as_floating())));
  if (name == "google.protobuf.Int32Value" && value.as_integer() != static_cast<std::int32_t>(value.as_integer()))
    return error;
  if (name == "google.protobuf.UInt32Value" && value.as_uinteger() > std::numeric_limits<std::uint32_t>::max())
    return error;
  return value;
}

Value moment(const std::string& name, std::int64_t seconds, std::int64_t nanos) {
  if (name == "google.protobuf.Timestamp") return checked_timestamp(seconds, nanos);
  const Value whole = Value::duration(seconds);
  if (!duration_nanos(whole)) return Value::error(ErrorCode::range, "duration out of range");
  return add_durations(whole, duration_of_nanos(nanos), 1);
}

}  // namespace

std::optional<Type> message_type(const std::string& name) {
  const Wrapper* wrapper = find_wrapper(name);
  return wrapper ? std::optional(Type::wrapper(wrapper->type)) : moment_type(name);
}

std::optional<Type> message_field(const std::string& name, const std::string& field) {
  if (const Wrapper* wrapper = find_wrapper(name))
    return field == "value" ? std::optional(wrapper->type) : std::nullopt;
  return moment_type(name) && (field == "seconds" || field == "nanos") ? std::optional(Type::integer()) : std::nullopt;
}

Value message_value(const std::string& name, const std::vector<std::pair<std::string, Value>>& fields) {
  const Wrapper* wrapper = find_wrapper(name);
  Value wrapped = wrapper ? wrapper->zero : Value();
  std::int64_t seconds = 0;
  std::int64_t nanos = 0;
  for (const auto& [field, value] : fields) {
    if (!value.is(wrapper ? wrapper->zero.kind() : Kind::integer))
      return Value::error(ErrorCode::no_such_overload,
                          fmt::format("`{}` cannot be the `{}` of `{}`", to_string(type_of(value)), field, name));
    if (wrapper) {
      wrapped = value;
    } else {
      (field == "nanos" ? nanos : seconds) = value.as_integer();
    }
  }
  if (wrapper) return narrowed(name, wrapped);
  if (std::abs(nanos) >= 1'000'000'000 || seconds > 400'000'000'000 || seconds < -400'000'000'000)
    return Value::error(ErrorCode::range, fmt::format("`{}` out of range", name));
  return moment(name, seconds, nanos);
}

}  // namespace zhudun::cel
