// Optionals: a value or its absence.
#include "cel/builtins.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

bool is_zero(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return !value.as_boolean();
    case Kind::integer:
      return value.as_integer() == 0;
    case Kind::uinteger:
      return value.as_uinteger() == 0;
    case Kind::floating:
      return value.as_floating() == 0;
    case Kind::string:
    case Kind::bytes:
      return value.as_string().empty();
    case Kind::list:
    case Kind::map:
      return value.size() == 0;
    case Kind::duration:
    case Kind::timestamp:
      return value.seconds() == 0 && value.nanos() == 0;
    case Kind::optional:
      return !value.has_value();
    default:
      return false;
  }
}

Value value_of(Context&, Arguments a) {
  return a[0].has_value() ? a[0].optional_value()
                          : Value::error(ErrorCode::invalid_argument, "optional.none() has no value");
}

// Neither needs its second argument if the first has a value, so that may be an error or unknown.
bool settled_by_first(Arguments a) { return !a[0].is(Kind::optional) || a[0].has_value(); }
Value first_or_merged(Arguments a) { return a[0].is(Kind::unknown) ? merge_unknowns(a[0], a[1]) : a[0]; }

Value either(Context&, Arguments a) { return settled_by_first(a) ? first_or_merged(a) : a[1]; }

Value or_value(Context&, Arguments a) {
  if (!settled_by_first(a)) return a[1];
  return a[0].is(Kind::optional) ? a[0].optional_value() : first_or_merged(a);
}

Value unwrap(Context& context, Arguments a) {
  if (!context.allow_list(a[0].size())) return *context.exhausted();
  std::vector<Value> items;
  for (std::size_t i = 0; i < a[0].size(); ++i) {
    const Value item = a[0].at(i);
    if (!item.is(Kind::optional))
      return Value::error(ErrorCode::no_such_overload, "no such overload: a list of optionals is needed");
    if (item.has_value()) items.push_back(item.optional_value());
  }
  return Value::list(std::move(items));
}

}  // namespace

std::vector<BuiltIn> optional_builtins() {
  return {
      {"optional.of",
       "an optional with this value",
       "optional.of(1).value() == 1",
       {{"optional_of", "(A) -> optional(A)", [](Context&, Arguments a) { return Value::optional_of(a[0]); }}}},
      {"optional.ofNonZeroValue",
       "an optional with this value, absent if it is empty, zero, false or null",
       "!optional.ofNonZeroValue('').hasValue()",
       {{"optional_ofNonZeroValue", "(A) -> optional(A)",
         [](Context&, Arguments a) { return is_zero(a[0]) ? Value::optional_none() : Value::optional_of(a[0]); }}}},
      {"optional.none",
       "an optional without a value",
       "!optional.none().hasValue()",
       {{"optional_none", "() -> optional(A)", [](Context&, Arguments) { return Value::optional_none(); }}}},
      {"optional.unwrap",
       "the values of those that have one",
       "optional.unwrap([optional.of(1), optional.none()]) == [1]",
       {{"optional_unwrap", "(list(optional(A))) -> list(A)", unwrap}}},
      {"unwrapOpt",
       "the values of those that have one",
       "[optional.of(1), optional.none()].unwrapOpt() == [1]",
       {{"optional_unwrapOpt", "list(optional(A)).() -> list(A)", unwrap}}},
      {"hasValue",
       "whether there is a value",
       "optional.of(1).hasValue()",
       {{"optional_hasValue", "optional(A).() -> bool",
         [](Context&, Arguments a) { return Value::boolean(a[0].has_value()); }}}},
      {"value",
       "the value; absent is an error",
       "optional.of(1).value() == 1",
       {{"optional_value", "optional(A).() -> A", value_of}}},
      {"or",
       "this optional if it has a value, else the other",
       "optional.none().or(optional.of(1)).value() == 1",
       {{"optional_or_optional", "optional(A).(optional(A)) -> optional(A)", either}},
       false},
      {"orValue",
       "its value, else this one",
       "optional.none().orValue(1) == 1",
       {{"optional_orValue_value", "optional(A).(A) -> A", or_value}},
       false},
  };
}

}  // namespace zhudun::cel
