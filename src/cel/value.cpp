#include "zhudun/cel/value.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_set>

#include "cel/payload.h"
#include "zhudun/cel/host.h"

namespace zhudun::cel {

std::string_view to_string(ErrorCode code) {
  constexpr std::string_view names[] = {"no_such_overload", "no_such_key",    "no_such_field", "no_such_function",
                                        "undeclared",       "divide_by_zero", "overflow",      "range",
                                        "invalid_argument", "duplicate_key",  "limit",         "host"};
  return names[static_cast<std::size_t>(code)];
}

void Value::keep(Payload* payload) noexcept { payload->references.fetch_add(1, std::memory_order_relaxed); }

void Value::release(Payload* payload) noexcept {
  if (payload->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete payload;
}

Value::Value(Kind kind, Payload* payload) noexcept : kind_(kind), flags_(owned_flag) { second_.payload = payload; }

template <typename P>
const P& Value::payload() const {
  return static_cast<const P&>(*second_.payload);
}

Value Value::uinteger(std::uint64_t value) {
  Value result;
  result.kind_ = Kind::uinteger;
  result.word_.uinteger = value;
  return result;
}

Value Value::floating(double value) {
  Value result;
  result.kind_ = Kind::floating;
  result.word_.floating = value;
  return result;
}

namespace {

// A length is kept in 32 bits; limits.h keeps real ones far below.
constexpr std::size_t longest = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Value Value::text(Kind kind, std::string text) {
  if (text.size() > longest) return error(ErrorCode::limit, "a string is longer than 4 GiB");
  auto* payload = new TextPayload(std::move(text));
  Value result(kind, payload);
  result.small_ = static_cast<std::uint32_t>(payload->text.size());
  result.word_.text = payload->text.data();
  return result;
}

Value Value::string(std::string text) { return Value::text(Kind::string, std::move(text)); }
Value Value::bytes(std::string data) { return text(Kind::bytes, std::move(data)); }

Value Value::joined(Kind kind, std::string_view left, std::string_view right) {
  if (left.size() + right.size() > longest) return error(ErrorCode::limit, "a string is longer than 4 GiB");
  auto* payload = JoinedPayload::make(left, right);
  Value result(kind, payload);
  result.small_ = static_cast<std::uint32_t>(left.size() + right.size());
  result.word_.text = payload->text();
  return result;
}

Value Value::borrowed_string(std::string_view text) {
  if (text.size() > longest) return error(ErrorCode::limit, "a string is longer than 4 GiB");
  Value result;
  result.kind_ = Kind::string;
  result.small_ = static_cast<std::uint32_t>(text.size());
  result.word_.text = text.data();
  return result;
}

Value Value::borrowed_bytes(std::string_view data) {
  Value result = borrowed_string(data);
  if (result.is(Kind::string)) result.kind_ = Kind::bytes;
  return result;
}

Value Value::timestamp(std::int64_t seconds, std::int32_t nanos, bool whole_day) {
  Value result;
  result.kind_ = Kind::timestamp;
  result.flags_ = whole_day ? whole_day_flag : 0;
  result.small_ = static_cast<std::uint32_t>(nanos);
  result.word_.integer = seconds;
  return result;
}

Value Value::duration(std::int64_t seconds, std::int32_t nanos) {
  Value result = timestamp(seconds, nanos);
  result.kind_ = Kind::duration;
  return result;
}

Value Value::list(std::vector<Value> items) { return {Kind::list, new ListPayload(std::move(items))}; }

Value Value::host_objects(const Host& host, std::vector<std::uint32_t> ids) {
  Value result(Kind::list, new ObjectsPayload(host, std::move(ids)));
  result.flags_ |= objects_flag;
  return result;
}

Value Value::host_list(const Host& host, std::uint32_t id) {
  Value result = object(host, id);
  result.kind_ = Kind::list;
  return result;
}

Value Value::map(std::vector<Entry> entries) { return {Kind::map, new MapPayload(std::move(entries))}; }

Value Value::type(Type type) {
  Value result;
  result.kind_ = Kind::type;
  result.word_.type = type.identity();
  return result;
}

Value Value::opaque(const OpaqueType& type, std::int64_t payload) {
  Value result;
  result.kind_ = Kind::opaque;
  result.word_.integer = payload;
  result.second_.opaque = &type;
  return result;
}

Value Value::object(const Host& host, std::uint32_t id) {
  Value result;
  result.kind_ = Kind::object;
  result.small_ = id;
  result.second_.host = &host;
  return result;
}

Value Value::optional_none() {
  Value result;
  result.kind_ = Kind::optional;
  return result;
}

Value Value::optional_of(Value value) { return {Kind::optional, new OptionalPayload(std::move(value))}; }

Value Value::error(ErrorCode code, std::string message) {
  return {Kind::error, new ErrorPayload(code, std::move(message), {})};
}

Value Value::unknown(std::string path, bool extendable) {
  std::vector<std::string> paths;
  paths.push_back(std::move(path));
  Value result = unknown(std::move(paths));
  if (extendable) result.flags_ |= extendable_flag;
  return result;
}

Value Value::absent(const Host& host, std::uint32_t id, std::uint32_t slot) {
  Value result = object(host, id);
  result.kind_ = Kind::unknown;
  result.flags_ = extendable_flag;
  result.word_.uinteger = slot;
  return result;
}

Value Value::unknown(std::vector<std::string> paths) { return {Kind::unknown, new UnknownPayload(std::move(paths))}; }

Type Value::as_type() const { return Type(word_.type); }

std::size_t Value::size() const {
  if (kind_ == Kind::map) return payload<MapPayload>().entries.size();
  if (!owned()) return host().size(small_);
  return flags_ & objects_flag ? payload<ObjectsPayload>().ids.size() : payload<ListPayload>().items.size();
}

Value Value::at(std::size_t index) const {
  if (!owned()) return host().at(small_, index);
  if ((flags_ & objects_flag) == 0) return payload<ListPayload>().items[index];
  const auto& objects = payload<ObjectsPayload>();
  return object(objects.host, objects.ids[index]);
}

std::span<const Value::Entry> Value::entries() const { return payload<MapPayload>().entries; }
const Value* Value::find(const Value& key) const { return payload<MapPayload>().find(key); }
bool Value::has_value() const { return owned(); }
Value Value::optional_value() const { return payload<OptionalPayload>().value; }
ErrorCode Value::error_code() const { return payload<ErrorPayload>().code; }
const std::string& Value::error_message() const { return payload<ErrorPayload>().message; }
source::Span Value::error_span() const { return payload<ErrorPayload>().span; }

Value Value::with_error_span(source::Span span) const {
  return {Kind::error, new ErrorPayload(error_code(), error_message(), span)};
}

UnknownPaths Value::unknown_paths() const {
  if (!owned()) return UnknownPaths(host().path(small_, static_cast<std::uint32_t>(word_.uinteger)));
  return UnknownPaths(payload<UnknownPayload>().paths);
}

Value Value::extended(std::string_view field) const {
  if (!extendable()) return *this;
  return unknown(unknown_paths().front() + '.' + std::string(field));
}

Value Value::settled() const {
  Value result = *this;
  result.flags_ &= static_cast<std::uint8_t>(~extendable_flag);
  return result;
}

Value merge_unknowns(const Value& a, const Value& b) {
  if (!a.is(Value::Kind::unknown)) return b.is(Value::Kind::unknown) ? b.settled() : a;
  if (!b.is(Value::Kind::unknown)) return a.settled();
  const UnknownPaths first = a.unknown_paths();
  std::vector<std::string> paths(first.begin(), first.end());
  const std::unordered_set<std::string_view> known(first.begin(), first.end());
  for (const std::string& path : b.unknown_paths()) {  // of which each is there once
    if (!known.contains(path)) paths.push_back(path);
  }
  return Value::unknown(std::move(paths));
}

}  // namespace zhudun::cel
