// Numbers beyond the operators.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "cel/builtins.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

bool is_number(const Value& value) {
  return value.is(Kind::integer) || value.is(Kind::uinteger) || value.is(Kind::floating);
}

// The first of the numbers that none goes before.
template <bool greatest, typename At>
Value extreme(std::size_t count, At at) {
  std::optional<Value> best;
  for (std::size_t i = 0; i < count; ++i) {
    const Value value = at(i);
    if (value.is(Kind::unknown)) return value.settled();
    if (!is_number(value))
      return Value::error(ErrorCode::no_such_overload,
                          fmt::format("no such overload: `{}` is not a number", to_string(type_of(value))));
    const auto order = best ? compare(value, *best)
                            : std::optional(greatest ? std::partial_ordering::greater : std::partial_ordering::less);
    if (order && (greatest ? *order > 0 : *order < 0)) best = value;
  }
  return best ? *best : Value::error(ErrorCode::invalid_argument, "an empty list has no greatest or least number");
}

template <bool greatest>
Value extreme_of_arguments(Context&, Arguments a) {
  return extreme<greatest>(a.size(), [&](std::size_t i) { return a[i]; });
}

template <bool greatest>
Value extreme_of_list(Context& context, Arguments a) {
  if (!context.charge(a[0].size())) return *context.exhausted();
  return extreme<greatest>(a[0].size(), [&](std::size_t i) { return a[0].at(i); });
}

template <bool greatest>
BuiltIn extreme_row(std::string name, std::string_view doc, std::string_view example) {
  BuiltIn row{"math." + name, doc, example, {}};
  const std::string types[] = {"int", "uint", "double"};
  for (const std::string& type : types) {
    row.overloads.push_back({"math_" + name + '_' + type, "(" + type + ") -> " + type, extreme_of_arguments<greatest>});
    row.overloads.push_back(
        {"math_" + name + "_list_" + type, "(list(" + type + ")) -> " + type, extreme_of_list<greatest>});
    for (const std::string& other : types)
      row.overloads.push_back({"math_" + name + '_' + type + '_' + other,
                               "(" + type + ", " + other + ") -> " + (type == other ? type : "dyn"),
                               extreme_of_arguments<greatest>});
  }
  return row;
}

template <double (*function)(double)>
Value on_double(Context&, Arguments a) {
  return Value::floating(function(a[0].as_floating()));
}
double up(double x) { return std::ceil(x); }
double down(double x) { return std::floor(x); }
double nearest(double x) { return std::round(x); }
double whole(double x) { return std::trunc(x); }
double root(double x) { return std::sqrt(x); }
double magnitude(double x) { return std::abs(x); }
double sign_of(double x) { return std::isnan(x) ? x : x > 0 ? 1 : x < 0 ? -1 : 0; }

Value same(Context&, Arguments a) { return a[0]; }

Value absolute(Context&, Arguments a) {
  if (a[0].as_integer() == std::numeric_limits<std::int64_t>::min())
    return Value::error(ErrorCode::overflow, "integer overflow");
  return Value::integer(std::abs(a[0].as_integer()));
}

BuiltIn of_double(std::string name, std::string_view doc, std::string_view example, Function function) {
  return {"math." + name, doc, example, {{"math_" + name + "_double", "(double) -> double", function}}};
}

template <bool (*test)(double)>
BuiltIn test_row(std::string name, std::string_view doc, std::string_view example) {
  return {"math." + name, doc, example, {{"math_" + name + "_double", "(double) -> bool", [](Context&, Arguments a) {
                                            return Value::boolean(test(a[0].as_floating()));
                                          }}}};
}
bool is_nan(double x) { return std::isnan(x); }
bool is_infinite(double x) { return std::isinf(x); }
bool is_finite(double x) { return std::isfinite(x); }

std::uint64_t both(std::uint64_t a, std::uint64_t b) { return a & b; }
std::uint64_t any(std::uint64_t a, std::uint64_t b) { return a | b; }
std::uint64_t one(std::uint64_t a, std::uint64_t b) { return a ^ b; }

// The bits of either integer type, and a result of that type.
std::uint64_t bits(const Value& value) { return value.as_uinteger(); }
Value with_bits(const Value& like, std::uint64_t bits) {
  return like.is(Kind::integer) ? Value::integer(static_cast<std::int64_t>(bits)) : Value::uinteger(bits);
}

template <std::uint64_t (*operation)(std::uint64_t, std::uint64_t)>
BuiltIn bit_row(std::string name, std::string_view doc, std::string_view example) {
  const Function function = [](Context&, Arguments a) { return with_bits(a[0], operation(bits(a[0]), bits(a[1]))); };
  return {"math." + name,
          doc,
          example,
          {{"math_" + name + "_int_int", "(int, int) -> int", function},
           {"math_" + name + "_uint_uint", "(uint, uint) -> uint", function}}};
}

template <bool left>
Value shift(Context&, Arguments a) {
  const std::int64_t by = a[1].as_integer();
  if (by < 0) return Value::error(ErrorCode::invalid_argument, fmt::format("negative offset: {}", by));
  if (by > 63) return with_bits(a[0], 0);
  return with_bits(a[0], left ? bits(a[0]) << by : bits(a[0]) >> by);
}

template <bool left>
BuiltIn shift_row(std::string name, std::string_view doc, std::string_view example) {
  return {"math." + name,
          doc,
          example,
          {{"math_" + name + "_int_int", "(int, int) -> int", shift<left>},
           {"math_" + name + "_uint_int", "(uint, int) -> uint", shift<left>}}};
}

std::vector<BuiltIn> bit_rows() {
  const Function inverse = [](Context&, Arguments a) { return with_bits(a[0], ~bits(a[0])); };
  return {
      bit_row<both>("bitAnd", "the bits set in both", "math.bitAnd(6, 3) == 2"),
      bit_row<any>("bitOr", "the bits set in either", "math.bitOr(6, 3) == 7"),
      bit_row<one>("bitXor", "the bits set in one of the two", "math.bitXor(6, 3) == 5"),
      {"math.bitNot",
       "every bit the other way",
       "math.bitNot(0) == -1",
       {{"math_bitNot_int_int", "(int) -> int", inverse}, {"math_bitNot_uint_uint", "(uint) -> uint", inverse}}},
      shift_row<true>("bitShiftLeft", "the bits moved up, zeros following", "math.bitShiftLeft(1, 3) == 8"),
      shift_row<false>("bitShiftRight", "the bits moved down, zeros following", "math.bitShiftRight(8, 3) == 1"),
  };
}

}  // namespace

std::vector<BuiltIn> math_builtins() {
  std::vector<BuiltIn> rows = {
      extreme_row<true>("greatest", "the greatest of numbers, or of a list of them", "math.greatest(1, 3, 2) == 3"),
      extreme_row<false>("least", "the least of numbers, or of a list of them", "math.least([1, 3, 2]) == 1"),
      of_double("ceil", "the next whole number upwards", "math.ceil(1.2) == 2.0", on_double<up>),
      of_double("floor", "the next whole number downwards", "math.floor(1.8) == 1.0", on_double<down>),
      of_double("round", "the nearest whole number, halves away from zero", "math.round(1.5) == 2.0",
                on_double<nearest>),
      of_double("trunc", "the whole part", "math.trunc(-1.8) == -1.0", on_double<whole>),
      {"math.sqrt",
       "the square root",
       "math.sqrt(4.0) == 2.0",
       {{"math_sqrt_double", "(double) -> double", on_double<root>},
        {"math_sqrt_int", "(int) -> double",
         [](Context&, Arguments a) { return Value::floating(std::sqrt(static_cast<double>(a[0].as_integer()))); }},
        {"math_sqrt_uint", "(uint) -> double",
         [](Context&, Arguments a) { return Value::floating(std::sqrt(static_cast<double>(a[0].as_uinteger()))); }}}},
      {"math.abs",
       "the number without its sign",
       "math.abs(-1) == 1",
       {{"math_abs_int", "(int) -> int", absolute},
        {"math_abs_uint", "(uint) -> uint", same},
        {"math_abs_double", "(double) -> double", on_double<magnitude>}}},
      {"math.sign",
       "-1, 0 or 1",
       "math.sign(-5) == -1",
       {{"math_sign_int", "(int) -> int",
         [](Context&, Arguments a) { return Value::integer((a[0].as_integer() > 0) - (a[0].as_integer() < 0)); }},
        {"math_sign_uint", "(uint) -> uint",
         [](Context&, Arguments a) { return Value::uinteger(a[0].as_uinteger() > 0 ? 1 : 0); }},
        {"math_sign_double", "(double) -> double", on_double<sign_of>}}},
      test_row<is_nan>("isNaN", "whether it is not a number", "math.isNaN(0.0 / 0.0)"),
      test_row<is_infinite>("isInf", "whether it is infinite", "math.isInf(1.0 / 0.0)"),
      test_row<is_finite>("isFinite", "whether it is a number and finite", "math.isFinite(1.0)"),
  };
  for (BuiltIn& row : bit_rows()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace zhudun::cel
