// Lists as wholes: in order, without repetition, flattened, cut.
#include <fmt/format.h>

#include <algorithm>

#include "cel/builtins.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

// A list's elements, paid for; nothing if the budget ends, or if one is unknown or an error, which is then the answer.
std::optional<std::vector<Value>> elements(Context& context, const Value& list, Value& answer) {
  if (!context.allow_list(list.size())) {
    answer = *context.exhausted();
    return std::nullopt;
  }
  std::vector<Value> items;
  items.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    items.push_back(list.at(i));
    if (!items.back().is(Kind::unknown) && !items.back().is(Kind::error)) continue;
    answer = items.back().is(Kind::unknown) ? items.back().settled() : items.back();
    return std::nullopt;
  }
  return items;
}

Value sort(Context& context, Arguments a) {
  Value answer;
  auto items = elements(context, a[0], answer);
  if (!items) return answer;
  for (const Value& item : *items) {
    if (!compare(item, items->front()))
      return Value::error(ErrorCode::invalid_argument, "only values of one type that has an order can be sorted");
  }
  if (!context.charge(items->size() * 4)) return *context.exhausted();
  std::stable_sort(items->begin(), items->end(), [](const Value& left, const Value& right) {
    const auto order = compare(left, right);
    return order && *order < 0;
  });
  return Value::list(std::move(*items));
}

Value distinct(Context& context, Arguments a) {
  Value answer;
  const auto items = elements(context, a[0], answer);
  if (!items) return answer;
  std::vector<Value> kept;
  for (const Value& item : *items) {
    if (!context.charge(kept.size())) return *context.exhausted();
    if (std::none_of(kept.begin(), kept.end(), [&](const Value& other) { return equal(item, other); }))
      kept.push_back(item);
  }
  return Value::list(std::move(kept));
}

Value reverse_list(Context& context, Arguments a) {
  Value answer;
  auto items = elements(context, a[0], answer);
  if (!items) return answer;
  std::reverse(items->begin(), items->end());
  return Value::list(std::move(*items));
}

Value slice(Context& context, Arguments a) {
  const auto size = static_cast<std::int64_t>(a[0].size());
  const std::int64_t begin = a[1].as_integer();
  const std::int64_t end = a[2].as_integer();
  if (begin < 0 || end < begin || end > size)
    return Value::error(ErrorCode::range,
                        fmt::format("the slice from {} to {} is outside of a list of {}", begin, end, size));
  if (!context.allow_list(static_cast<std::uint64_t>(end - begin))) return *context.exhausted();
  std::vector<Value> items;
  for (std::int64_t i = begin; i < end; ++i) items.push_back(a[0].at(static_cast<std::size_t>(i)));
  return Value::list(std::move(items));
}

// Lists within the list are opened, so many levels of them.
bool flatten_into(Context& context, const Value& list, std::int64_t levels, std::vector<Value>& items) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!context.charge(1)) return false;
    const Value item = list.at(i);
    if (item.is(Kind::list) && levels > 0) {
      if (!flatten_into(context, item, levels - 1, items)) return false;
    } else {
      items.push_back(item);
    }
  }
  return true;
}

Value flatten(Context& context, Arguments a) {
  const std::int64_t levels = a.size() > 1 ? a[1].as_integer() : 1;
  if (levels < 0) return Value::error(ErrorCode::invalid_argument, "the levels to flatten cannot be negative");
  std::vector<Value> items;
  if (!flatten_into(context, a[0], levels, items) || !context.allow_list(items.size())) return *context.exhausted();
  return Value::list(std::move(items));
}

Value range(Context& context, Arguments a) {
  const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(a[0].as_integer(), 0));
  if (!context.allow_list(size)) return *context.exhausted();
  std::vector<Value> items;
  for (std::uint64_t i = 0; i < size; ++i) items.push_back(Value::integer(static_cast<std::int64_t>(i)));
  return Value::list(std::move(items));
}

Value first(Context&, Arguments a) { return a[0].size() > 0 ? Value::optional_of(a[0].at(0)) : Value::optional_none(); }

Value last(Context&, Arguments a) {
  return a[0].size() > 0 ? Value::optional_of(a[0].at(a[0].size() - 1)) : Value::optional_none();
}

}  // namespace

std::vector<BuiltIn> list_builtins() {
  return {
      {"sort", "the elements in order", "[2, 1].sort() == [1, 2]", {{"list_sort", "list(A).() -> list(A)", sort}}},
      {"distinct",
       "the elements, each once",
       "[1, 2, 1].distinct() == [1, 2]",
       {{"list_distinct", "list(A).() -> list(A)", distinct}}},
      {"reverse",
       "the elements from last to first",
       "[1, 2].reverse() == [2, 1]",
       {{"list_reverse", "list(A).() -> list(A)", reverse_list}}},
      {"slice",
       "the elements from one place up to another",
       "[1, 2, 3].slice(1, 2) == [2]",
       {{"list_slice", "list(A).(int, int) -> list(A)", slice}}},
      {"flatten",
       "the elements of lists within the list, one level or so many",
       "[[1], [2]].flatten() == [1, 2]",
       {{"list_flatten", "list(list(A)).() -> list(A)", flatten},
        {"list_flatten_int", "list(dyn).(int) -> list(dyn)", flatten}}},
      {"lists.range",
       "the numbers from 0, so many",
       "lists.range(3) == [0, 1, 2]",
       {{"lists_range", "(int) -> list(int)", range}}},
      {"first",
       "the first element, if there is one",
       "[1].first().value() == 1",
       {{"list_first", "list(A).() -> optional(A)", first}}},
      {"last",
       "the last element, if there is one",
       "[1].last().value() == 1",
       {{"list_last", "list(A).() -> optional(A)", last}}},
  };
}

}  // namespace zhudun::cel
