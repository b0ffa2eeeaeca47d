// Arithmetic and logic. Integers never wrap: a result that does not fit is an error.
#include <cmath>
#include <limits>

#include "cel/builtins.h"
#include "cel/moment.h"

namespace zhudun::cel {

namespace {

Value overflow() { return Value::error(ErrorCode::overflow, "integer overflow"); }
Value divide_by_zero(const char* what) { return Value::error(ErrorCode::divide_by_zero, what); }

template <bool (*operation)(std::int64_t, std::int64_t, std::int64_t*)>
Value on_ints(Context&, Arguments a) {
  std::int64_t result = 0;
  return operation(a[0].as_integer(), a[1].as_integer(), &result) ? overflow() : Value::integer(result);
}

template <bool (*operation)(std::uint64_t, std::uint64_t, std::uint64_t*)>
Value on_uints(Context&, Arguments a) {
  std::uint64_t result = 0;
  return operation(a[0].as_uinteger(), a[1].as_uinteger(), &result) ? overflow() : Value::uinteger(result);
}

template <typename T>
bool add(T a, T b, T* sum) {
  return __builtin_add_overflow(a, b, sum);
}
template <typename T>
bool subtract(T a, T b, T* difference) {
  return __builtin_sub_overflow(a, b, difference);
}
template <typename T>
bool multiply(T a, T b, T* product) {
  return __builtin_mul_overflow(a, b, product);
}

Value divide_ints(Context&, Arguments a) {
  if (a[1].as_integer() == 0) return divide_by_zero("divide by zero");
  if (a[1].as_integer() == -1 && a[0].as_integer() == std::numeric_limits<std::int64_t>::min()) return overflow();
  return Value::integer(a[0].as_integer() / a[1].as_integer());
}

Value modulo_ints(Context&, Arguments a) {
  if (a[1].as_integer() == 0) return divide_by_zero("modulus by zero");
  if (a[1].as_integer() == -1 && a[0].as_integer() == std::numeric_limits<std::int64_t>::min()) return overflow();
  return Value::integer(a[0].as_integer() % a[1].as_integer());
}

Value divide_uints(Context&, Arguments a) {
  if (a[1].as_uinteger() == 0) return divide_by_zero("divide by zero");
  return Value::uinteger(a[0].as_uinteger() / a[1].as_uinteger());
}

Value modulo_uints(Context&, Arguments a) {
  if (a[1].as_uinteger() == 0) return divide_by_zero("modulus by zero");
  return Value::uinteger(a[0].as_uinteger() % a[1].as_uinteger());
}

Value negate(Context&, Arguments a) {
  if (a[0].as_integer() == std::numeric_limits<std::int64_t>::min()) return overflow();
  return Value::integer(-a[0].as_integer());
}

Value concatenate(Context& context, Arguments a) {
  const std::string_view left = a[0].as_string();
  const std::string_view right = a[1].as_string();
  if (!context.allow_text(left.size() + right.size())) return *context.exhausted();
  return Value::joined(a[0].kind(), left, right);
}

Value concatenate_lists(Context& context, Arguments a) {
  if (a[1].size() == 0) return a[0];
  if (a[0].size() == 0) return a[1];
  if (!context.allow_list(a[0].size() + a[1].size())) return *context.exhausted();
  std::vector<Value> items;
  items.reserve(a[0].size() + a[1].size());
  for (const Value& list : a) {
    for (std::size_t i = 0; i < list.size(); ++i) items.push_back(list.at(i));
  }
  return Value::list(std::move(items));
}

using Int = std::int64_t;
using Uint = std::uint64_t;

BuiltIn addition() {
  return {"_+_",
          "the sum of numbers; texts, bytes or lists one after the other; a moment later by a duration",
          "1 + 2 == 3 && 'a' + 'b' == 'ab'",
          {{"add_int64", "(int, int) -> int", on_ints<add<Int>>},
           {"add_uint64", "(uint, uint) -> uint", on_uints<add<Uint>>},
           {"add_double", "(double, double) -> double",
            [](Context&, Arguments a) { return Value::floating(a[0].as_floating() + a[1].as_floating()); }},
           {"add_string", "(string, string) -> string", concatenate},
           {"add_bytes", "(bytes, bytes) -> bytes", concatenate},
           {"add_list", "(list(A), list(A)) -> list(A)", concatenate_lists},
           {"add_timestamp_duration", "(timestamp, duration) -> timestamp",
            [](Context&, Arguments a) { return add_to_timestamp(a[0], a[1], 1); }},
           {"add_duration_timestamp", "(duration, timestamp) -> timestamp",
            [](Context&, Arguments a) { return add_to_timestamp(a[1], a[0], 1); }},
           {"add_duration_duration", "(duration, duration) -> duration",
            [](Context&, Arguments a) { return add_durations(a[0], a[1], 1); }}}};
}

BuiltIn subtraction() {
  return {"_-_",
          "the difference of numbers; how long from one moment to another",
          "5 - 3 == 2",
          {{"subtract_int64", "(int, int) -> int", on_ints<subtract<Int>>},
           {"subtract_uint64", "(uint, uint) -> uint", on_uints<subtract<Uint>>},
           {"subtract_double", "(double, double) -> double",
            [](Context&, Arguments a) { return Value::floating(a[0].as_floating() - a[1].as_floating()); }},
           {"subtract_timestamp_timestamp", "(timestamp, timestamp) -> duration",
            [](Context&, Arguments a) { return difference(a[0], a[1]); }},
           {"subtract_timestamp_duration", "(timestamp, duration) -> timestamp",
            [](Context&, Arguments a) { return add_to_timestamp(a[0], a[1], -1); }},
           {"subtract_duration_duration", "(duration, duration) -> duration",
            [](Context&, Arguments a) { return add_durations(a[0], a[1], -1); }}}};
}

}  // namespace

std::vector<BuiltIn> operator_builtins() {
  return {
      {"_?_:_",
       "the second if the first is true, else the third",
       "(true ? 1 : 2) == 1",
       {{"conditional", "(bool, A, A) -> A"}}},
      {"_&&_",
       "true if both are; false if either is, whatever the other",
       "!(false && 1 / 0 > 1)",
       {{"logical_and", "(bool, bool) -> bool"}}},
      {"_||_",
       "true if either is, whatever the other; false if both are",
       "true || 1 / 0 > 1",
       {{"logical_or", "(bool, bool) -> bool"}}},
      {"!_",
       "true if it is false, false if it is true",
       "!false",
       {{"logical_not", "(bool) -> bool", [](Context&, Arguments a) { return Value::boolean(!a[0].as_boolean()); }}}},
      {"-_",
       "the number with the other sign",
       "-(1) == -1",
       {{"negate_int64", "(int) -> int", negate},
        {"negate_double", "(double) -> double",
         [](Context&, Arguments a) { return Value::floating(-a[0].as_floating()); }}}},
      addition(),
      subtraction(),
      {"_*_",
       "the product of numbers",
       "2 * 3 == 6",
       {{"multiply_int64", "(int, int) -> int", on_ints<multiply<Int>>},
        {"multiply_uint64", "(uint, uint) -> uint", on_uints<multiply<Uint>>},
        {"multiply_double", "(double, double) -> double",
         [](Context&, Arguments a) { return Value::floating(a[0].as_floating() * a[1].as_floating()); }}}},
      {"_/_",
       "the quotient of numbers; of integers its whole part, towards zero",
       "7 / 2 == 3",
       {{"divide_int64", "(int, int) -> int", divide_ints},
        {"divide_uint64", "(uint, uint) -> uint", divide_uints},
        {"divide_double", "(double, double) -> double",
         [](Context&, Arguments a) { return Value::floating(a[0].as_floating() / a[1].as_floating()); }}}},
      {"_%_",
       "what is left over by the division of integers, with the sign of the first",
       "7 % 2 == 1",
       {{"modulo_int64", "(int, int) -> int", modulo_ints}, {"modulo_uint64", "(uint, uint) -> uint", modulo_uints}}},
  };
}

}  // namespace zhudun::cel
