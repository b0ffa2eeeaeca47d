// Equality, order and hashing of values: numbers compare by value whatever their type.
#include <cmath>
#include <functional>

#include "cel/payload.h"
#include "zhudun/cel/host.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

bool is_number(const Value& value) {
  return value.is(Kind::integer) || value.is(Kind::uinteger) || value.is(Kind::floating);
}

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;

std::partial_ordering compare_whole(std::int64_t a, std::uint64_t b) {
  if (a < 0) return std::partial_ordering::less;
  return static_cast<std::uint64_t>(a) <=> b;
}

// Exact, where turning the integer into a double would round it.
std::partial_ordering compare_mixed(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= two_to_63) return std::partial_ordering::less;
  if (b < -two_to_63) return std::partial_ordering::greater;
  const double whole = std::trunc(b);
  const auto order = a <=> static_cast<std::int64_t>(whole);
  return order != 0 ? std::partial_ordering(order) : 0.0 <=> b - whole;
}

std::partial_ordering compare_mixed(std::uint64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= two_to_64) return std::partial_ordering::less;
  if (b < 0) return std::partial_ordering::greater;
  const double whole = std::trunc(b);
  const auto order = a <=> static_cast<std::uint64_t>(whole);
  return order != 0 ? std::partial_ordering(order) : 0.0 <=> b - whole;
}

std::partial_ordering reversed(std::partial_ordering order) { return 0 <=> order; }

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.is(Kind::integer)) {
    if (b.is(Kind::integer)) return a.as_integer() <=> b.as_integer();
    if (b.is(Kind::uinteger)) return compare_whole(a.as_integer(), b.as_uinteger());
    return compare_mixed(a.as_integer(), b.as_floating());
  }
  if (a.is(Kind::uinteger)) {
    if (b.is(Kind::uinteger)) return a.as_uinteger() <=> b.as_uinteger();
    if (b.is(Kind::floating)) return compare_mixed(a.as_uinteger(), b.as_floating());
    return reversed(compare_whole(b.as_integer(), a.as_uinteger()));
  }
  if (b.is(Kind::floating)) return a.as_floating() <=> b.as_floating();
  if (b.is(Kind::integer)) return reversed(compare_mixed(b.as_integer(), a.as_floating()));
  return reversed(compare_mixed(b.as_uinteger(), a.as_floating()));
}

bool equal_lists(const Value& a, const Value& b) {
  const std::size_t count = a.size();
  if (count != b.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    if (!equal(a.at(i), b.at(i))) return false;
  }
  return true;
}

bool equal_maps(const Value& a, const Value& b) {
  if (a.size() != b.size()) return false;
  for (const Value::Entry& entry : a.entries()) {
    const Value* other = b.find(entry.key);
    if (!other || !equal(entry.value, *other)) return false;
  }
  return true;
}

bool equal_optionals(const Value& a, const Value& b) {
  if (!a.has_value() || !b.has_value()) return a.has_value() == b.has_value();
  return equal(a.optional_value(), b.optional_value());
}

bool equal_types(Type a, Type b) {
  return a == b || (a.kind() == b.kind() && a.name() == b.name());  // list(int) and list(dyn) are both `list`
}

bool same_moment(const Value& a, const Value& b) { return a.seconds() == b.seconds() && a.nanos() == b.nanos(); }

// Equal keys have equal hashes: whole numbers of every type hash as integers.
std::size_t hash_of(const Value& key) {
  switch (key.kind()) {
    case Kind::boolean:
      return key.as_boolean() ? 2 : 1;
    case Kind::integer:
      return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(key.as_integer()));
    case Kind::uinteger:
      return std::hash<std::uint64_t>()(key.as_uinteger());
    case Kind::floating: {
      const double number = key.as_floating();
      if (number >= 0 && number < two_to_64) return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(number));
      if (number < 0 && number >= -two_to_63)
        return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(static_cast<std::int64_t>(number)));
      return 0;
    }
    case Kind::string:
      return std::hash<std::string_view>()(key.as_string());
    default:
      return 0;
  }
}

}  // namespace

bool equal(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) return compare_numbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.as_boolean() == b.as_boolean();
    case Kind::string:
    case Kind::bytes:
      return a.as_string() == b.as_string();
    case Kind::list:
      return equal_lists(a, b);
    case Kind::map:
      return equal_maps(a, b);
    case Kind::timestamp:
    case Kind::duration:
      return same_moment(a, b);
    case Kind::type:
      return equal_types(a.as_type(), b.as_type());
    case Kind::opaque:
      return &a.opaque_type() == &b.opaque_type() && a.opaque_type().equal(a.opaque_payload(), b.opaque_payload());
    case Kind::object:
      return a.host().equal(a.host_id(), b.host(), b.host_id());
    case Kind::optional:
      return equal_optionals(a, b);
    default:
      return false;
  }
}

namespace {

double as_double(const Value& number) {
  if (number.is(Kind::integer)) return static_cast<double>(number.as_integer());
  return number.is(Kind::uinteger) ? static_cast<double>(number.as_uinteger()) : number.as_floating();
}

// Next to a double, order sees an integer as a double, rounded: the conformance suite wants 2^63 - 1 not below 2.0^63.
std::partial_ordering order_numbers(const Value& a, const Value& b) {
  if (a.is(Kind::floating) || b.is(Kind::floating)) return as_double(a) <=> as_double(b);
  return compare_numbers(a, b);
}

}  // namespace

std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) {
    const std::partial_ordering order = order_numbers(a, b);
    return order == std::partial_ordering::unordered ? std::nullopt : std::optional(order);
  }
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::boolean:
      return std::partial_ordering(a.as_boolean() <=> b.as_boolean());
    case Kind::string:
    case Kind::bytes:
      return std::partial_ordering(a.as_string() <=> b.as_string());
    case Kind::timestamp:
    case Kind::duration: {
      const auto order = a.seconds() <=> b.seconds();
      return std::partial_ordering(order != 0 ? order : a.nanos() <=> b.nanos());
    }
    case Kind::opaque:
      if (&a.opaque_type() != &b.opaque_type() || !a.opaque_type().ordered()) return std::nullopt;
      return std::partial_ordering(a.opaque_type().compare(a.opaque_payload(), b.opaque_payload()));
    default:
      return std::nullopt;
  }
}

MapPayload::MapPayload(std::vector<Value::Entry> given) {
  entries.reserve(given.size());
  if (given.size() > few) {
    std::size_t slots = 16;
    while (slots < given.size() * 2) slots *= 2;
    index_.resize(slots);
  }
  for (Value::Entry& entry : given) {
    if (index_.empty()) {
      if (!find(entry.key)) entries.push_back(std::move(entry));
      continue;
    }
    std::uint32_t& slot = index_[slot_of(entry.key)];
    if (slot != 0) continue;
    entries.push_back(std::move(entry));
    slot = static_cast<std::uint32_t>(entries.size());
  }
}

std::size_t MapPayload::slot_of(const Value& key) const {
  const std::size_t mask = index_.size() - 1;
  std::size_t slot = hash_of(key) * 0x9E3779B97F4A7C15u >> 7 & mask;
  while (index_[slot] != 0 && !equal(entries[index_[slot] - 1].key, key)) slot = (slot + 1) & mask;
  return slot;
}

const Value* MapPayload::find(const Value& key) const {
  if (!index_.empty()) {
    const std::uint32_t found = index_[slot_of(key)];
    return found == 0 ? nullptr : &entries[found - 1].value;
  }
  for (const Value::Entry& entry : entries) {
    if (equal(entry.key, key)) return &entry.value;
  }
  return nullptr;
}

}  // namespace zhudun::cel
