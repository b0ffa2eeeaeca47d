// What a Value owns beyond its 24 bytes: counted, immutable once a Value points at it.
// The count is atomic because programs, and so their constants, are shared by threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/value.h"

namespace zhudun::cel {

struct Payload {
  virtual ~Payload() = default;
  std::atomic<std::uint32_t> references{1};
};

struct TextPayload : Payload {
  explicit TextPayload(std::string text) : text(std::move(text)) {}
  const std::string text;
};

// A text that is put together from two: its bytes stand behind it, in the same piece of memory.
struct JoinedPayload : Payload {
  static JoinedPayload* make(std::string_view left, std::string_view right) {
    void* const memory = ::operator new(sizeof(JoinedPayload) + left.size() + right.size());
    auto* const made = ::new (memory) JoinedPayload;
    char* const text = static_cast<char*>(memory) + sizeof(JoinedPayload);
    std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), text));
    return made;
  }
  const char* text() const { return reinterpret_cast<const char*>(this) + sizeof(JoinedPayload); }
  static void operator delete(void* memory) { ::operator delete(memory); }  // of whatever size it is
};

struct ListPayload : Payload {
  explicit ListPayload(std::vector<Value> items) : items(std::move(items)) {}
  const std::vector<Value> items;
};

// Objects of one host: what is picked from a host's list takes four bytes each.
struct ObjectsPayload : Payload {
  ObjectsPayload(const Host& host, std::vector<std::uint32_t> ids) : host(host), ids(std::move(ids)) {}
  const Host& host;
  const std::vector<std::uint32_t> ids;
};

// Entries in the order built; past a handful, an open-addressed index from key to entry.
struct MapPayload : Payload {
  explicit MapPayload(std::vector<Value::Entry> given);
  const Value* find(const Value& key) const;
  std::vector<Value::Entry> entries;

 private:
  static constexpr std::size_t few = 8;
  std::size_t slot_of(const Value& key) const;
  std::vector<std::uint32_t> index_;  // entry number + 1, 0 is free; a power of two long
};

struct OptionalPayload : Payload {
  explicit OptionalPayload(Value value) : value(std::move(value)) {}
  const Value value;
};

struct ErrorPayload : Payload {
  ErrorPayload(ErrorCode code, std::string message, source::Span span)
      : code(code), message(std::move(message)), span(span) {}
  const ErrorCode code;
  const std::string message;
  const source::Span span;
};

struct UnknownPayload : Payload {
  explicit UnknownPayload(std::vector<std::string> paths) : paths(std::move(paths)) {}
  const std::vector<std::string> paths;
};

}  // namespace zhudun::cel
