#include "zhudun/cel/value.h"

#include <algorithm>
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

Value Value::text(Kind kind, std::string text) {
  if (text.size() > longest) return too_long();
  auto* payload = new TextPayload(std::move(text));
  Value result(kind, payload);
  result.small_ = static_cast<std::uint32_t>(payload->text.size());
  result.word_.text = payload->text.data();
  return result;
}

Value Value::string(std::string text) { return Value::text(Kind::string, std::move(text)); }
Value Value::bytes(std::string data) { return text(Kind::bytes, std::move(data)); }

Value Value::joined(Kind kind, std::string_view left, std::string_view right) {
  if (left.size() + right.size() > longest) return too_long();
  auto* payload = JoinedPayload::make(left, right);
  Value result(kind, payload);
  result.small_ = static_cast<std::uint32_t>(left.size() + right.size());
  result.word_.text = payload->text();
  return result;
}

Value Value::too_long() { return error(ErrorCode::limit, "a string is longer than 4 GiB"); }

Value Value::borrowed_bytes(std::string_view data) {
  Value result = borrowed_string(data);
  if (result.is(Kind::string)) result.kind_ = Kind::bytes;
  return result;
}

Value Value::list(std::vector<Value> items) { return {Kind::list, new ListPayload(std::move(items))}; }

Value Value::host_objects(const Host& host, std::vector<std::uint32_t> ids) {
  Value result(Kind::list, new ObjectsPayload(host, std::move(ids)));
  result.flags_ |= objects_flag;
  return result;
}

Value Value::map(std::vector<Entry> entries) { return {Kind::map, new MapPayload(std::move(entries))}; }

Value Value::type(Type type) {
  Value result;
  result.kind_ = Kind::type;
  result.word_.type = type.identity();
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
