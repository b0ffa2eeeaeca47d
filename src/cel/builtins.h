// The one table of what every expression may call. The checker takes the signatures, the evaluator the functions, the
// documentation the rest. A row without a function is done by the evaluator itself (&&, ||, ?:).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/environment.h"

namespace zhudun::cel {

using Arguments = std::span<const Value>;
using Function = Value (*)(Context&, Arguments);

struct BuiltInOverload {
  std::string id;
  std::string signature;  // `(int, int) -> int`; of a member `string.(int) -> string`
  Function function = nullptr;
  bool dynamic_only = false;
};

struct BuiltIn {
  std::string name;
  std::string_view doc;
  std::string_view example;
  std::vector<BuiltInOverload> overloads;
  bool strict = true;
};

// What `==` gives of two values that are no failures, or with `wanted` false `!=`.
Value are_equal(Context& context, const Value& a, const Value& b, bool wanted);

// The table's parts, in the order the documentation has them.
std::vector<BuiltIn> operator_builtins();
std::vector<BuiltIn> comparison_builtins();
std::vector<BuiltIn> container_builtins();
std::vector<BuiltIn> list_builtins();
std::vector<BuiltIn> conversion_builtins();
std::vector<BuiltIn> text_builtins();
std::vector<BuiltIn> time_builtins();
std::vector<BuiltIn> math_builtins();
std::vector<BuiltIn> optional_builtins();

std::vector<Overload> builtin_overloads();  // all of them

}  // namespace zhudun::cel
