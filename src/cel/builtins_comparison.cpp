// Equality and order. Numbers of different types compare by value; the checker allows that for order only.
#include "cel/builtins.h"

namespace zhudun::cel {

namespace {

std::uint64_t price_of(const Value& value) {
  if (value.is(Value::Kind::list) || value.is(Value::Kind::map)) return value.size();
  if (value.is(Value::Kind::string) || value.is(Value::Kind::bytes)) return value.as_string().size() / 10;
  return 0;
}

// Going through both is paid for: lists and texts can be long.
bool pay(Context& context, const Value& a, const Value& b) { return context.charge(price_of(a) + price_of(b)); }

template <bool wanted>
Value equality(Context& context, Arguments a) {
  return are_equal(context, a[0], a[1], wanted);
}

template <bool (*holds)(std::partial_ordering)>
Value order(Context& context, Arguments a) {
  if (!pay(context, a[0], a[1])) return *context.exhausted();
  const auto found = compare(a[0], a[1]);
  return Value::boolean(found && holds(*found));
}

bool less(std::partial_ordering order) { return order < 0; }
bool less_or_equal(std::partial_ordering order) { return order <= 0; }
bool greater(std::partial_ordering order) { return order > 0; }
bool greater_or_equal(std::partial_ordering order) { return order >= 0; }

BuiltIn comparison(std::string function, std::string id, std::string_view doc, std::string_view example,
                   Function implementation) {
  BuiltIn row{std::move(function), doc, example, {}};
  const auto add = [&](const std::string& a, const std::string& b) {
    row.overloads.push_back({id + '_' + a + (a == b ? "" : '_' + b), "(" + a + ", " + b + ") -> bool", implementation});
  };
  for (const char* type : {"bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"})
    add(type, type);
  for (const char* a : {"int", "uint", "double"}) {
    for (const char* b : {"int", "uint", "double"}) {
      if (std::string(a) != b) add(a, b);
    }
  }
  return row;
}

}  // namespace

Value are_equal(Context& context, const Value& a, const Value& b, bool wanted) {
  if (!pay(context, a, b)) return *context.exhausted();
  return Value::boolean(equal(a, b) == wanted);
}

std::vector<BuiltIn> comparison_builtins() {
  return {
      {"_==_",
       "whether two values of one type are equal",
       "[1, 2] == [1, 2]",
       {{"equals", "(A, A) -> bool", equality<true>}}},
      {"_!=_",
       "whether two values of one type differ",
       "'a' != 'b'",
       {{"not_equals", "(A, A) -> bool", equality<false>}}},
      comparison("_<_", "less", "whether the first comes before the second", "1 < 2", order<less>),
      comparison("_<=_", "less_equals", "whether the first comes before the second or equals it", "2 <= 2",
                 order<less_or_equal>),
      comparison("_>_", "greater", "whether the first comes after the second", "'b' > 'a'", order<greater>),
      comparison("_>=_", "greater_equals", "whether the first comes after the second or equals it", "2 >= 2",
                 order<greater_or_equal>),
  };
}

}  // namespace zhudun::cel
