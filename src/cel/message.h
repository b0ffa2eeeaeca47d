// The few protobuf messages that are values of CEL itself: wrappers of plain values, Timestamp and Duration.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zhudun/cel/value.h"

namespace zhudun::cel {

// The type an expression `name{...}` has; nothing for every other message.
std::optional<Type> message_type(const std::string& name);
// The type of one of its fields; nothing if it has no such field.
std::optional<Type> message_field(const std::string& name, const std::string& field);
// The value it stands for; its fields are of the types above, or an error comes out.
Value message_value(const std::string& name, const std::vector<std::pair<std::string, Value>>& fields);

}  // namespace zhudun::cel
