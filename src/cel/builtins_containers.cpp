// Lists and maps: membership, size, elements.
#include <fmt/format.h>

#include <cmath>

#include "cel/builtins.h"
#include "cel/utf8.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

Value size_of(std::size_t size) { return Value::integer(static_cast<std::int64_t>(size)); }

Value text_size(Context& context, Arguments a) {
  if (!context.charge(a[0].as_string().size() / 10)) return *context.exhausted();
  return size_of(count_utf8(a[0].as_string()));
}
Value bytes_size(Context&, Arguments a) { return size_of(a[0].as_string().size()); }
Value container_size(Context&, Arguments a) { return size_of(a[0].size()); }

Value in_list(Context& context, Arguments a) {
  std::optional<Value> failure;
  for (std::size_t i = 0; i < a[1].size(); ++i) {
    if (!context.charge(1)) return *context.exhausted();
    const Value item = a[1].at(i);
    if (equal(item, a[0])) return Value::boolean(true);
    if (item.is(Kind::unknown)) failure = failure ? merge_unknowns(*failure, item) : item.settled();
  }
  return failure ? *failure : Value::boolean(false);
}

Value in_map(Context&, Arguments a) { return Value::boolean(a[1].find(a[0]) != nullptr); }

// The place an index means; nothing if it is no whole number within the list.
std::optional<std::size_t> place_in(const Value& list, const Value& index) {
  const std::size_t size = list.size();
  if (index.is(Kind::integer) && index.as_integer() >= 0 && static_cast<std::uint64_t>(index.as_integer()) < size)
    return static_cast<std::size_t>(index.as_integer());
  if (index.is(Kind::uinteger) && index.as_uinteger() < size) return static_cast<std::size_t>(index.as_uinteger());
  if (index.is(Kind::floating) && index.as_floating() >= 0 && index.as_floating() < static_cast<double>(size) &&
      index.as_floating() == std::trunc(index.as_floating()))
    return static_cast<std::size_t>(index.as_floating());
  return std::nullopt;
}

Value element(const Value& list, const Value& index) {
  if (const auto place = place_in(list, index)) return list.at(*place);
  return Value::error(ErrorCode::range,
                      fmt::format("index {} is outside of a list of {}", to_string(index), list.size()));
}

Value entry(const Value& map, const Value& key) {
  const Value* found = map.find(key);
  return found ? *found : Value::error(ErrorCode::no_such_key, fmt::format("no such key: `{}`", to_string(key)));
}

Value at_list(Context&, Arguments a) { return element(a[0], a[1]); }
Value at_map(Context&, Arguments a) { return entry(a[0], a[1]); }

Value optionally(const Value& container, const Value& key) {
  if (container.is(Kind::map)) {
    const Value* found = container.find(key);
    return found ? Value::optional_of(*found) : Value::optional_none();
  }
  const auto place = place_in(container, key);
  return place ? Value::optional_of(container.at(*place)) : Value::optional_none();
}

Value maybe(Context&, Arguments a) { return optionally(a[0], a[1]); }

// Of an optional container: absent stays absent, and what is found is optional too.
Value maybe_inside(Context&, Arguments a) { return a[0].has_value() ? optionally(a[0].optional_value(), a[1]) : a[0]; }

}  // namespace

std::vector<BuiltIn> container_builtins() {
  return {
      {"@in",
       "whether a list holds the element, or a map the key",
       "2 in [1, 2] && 'a' in {'a': 1}",
       {{"in_list", "(A, list(A)) -> bool", in_list}, {"in_map", "(A, map(A, B)) -> bool", in_map}}},
      {"_[_]",
       "the element of a list, counted from 0, or the value of a map's key; absent is an error",
       "[1, 2][0] == 1",
       {{"index_list", "(list(A), int) -> A", at_list},
        {"index_list_uint", "(list(A), uint) -> A", at_list, true},
        {"index_list_double", "(list(A), double) -> A", at_list, true},
        {"index_map", "(map(A, B), A) -> B", at_map},
        {"optional_list_index", "(optional(list(A)), int) -> optional(A)", maybe_inside},
        {"optional_map_index", "(optional(map(A, B)), A) -> optional(B)", maybe_inside}}},
      {"_[?_]",
       "the same as an optional, absent if there is none",
       "[1][?5].orValue(0) == 0",
       {{"list_optindex", "(list(A), int) -> optional(A)", maybe},
        {"map_optindex", "(map(A, B), A) -> optional(B)", maybe},
        {"optional_list_optindex", "(optional(list(A)), int) -> optional(A)", maybe_inside},
        {"optional_map_optindex", "(optional(map(A, B)), A) -> optional(B)", maybe_inside}}},
      {"size",
       "how many characters, bytes, elements or entries",
       "size('日本') == 2 && [1].size() == 1",
       {{"size_string", "(string) -> int", text_size},
        {"size_bytes", "(bytes) -> int", bytes_size},
        {"size_list", "(list(A)) -> int", container_size},
        {"size_map", "(map(A, B)) -> int", container_size},
        {"string_size", "string.() -> int", text_size},
        {"bytes_size", "bytes.() -> int", bytes_size},
        {"list_size", "list(A).() -> int", container_size},
        {"map_size", "map(A, B).() -> int", container_size}}},
  };
}

}  // namespace zhudun::cel
