// What the fuzz targets share. In: the bytes of a fuzzer. Out: choices made by them. A promise that is broken is told
// and ends the program, which every fuzzer and the replay take for a crash.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline void hold(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}
inline void hold(bool promise, const std::string& what) { hold(promise, what.c_str()); }

// The same, with words that are only put together when they are wanted: for promises of single bytes and cells.
template <std::invocable Say>
void hold(bool promise, Say say) {
  if (!promise) hold(false, std::string(say()));
}

inline std::string_view bytes(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Numbers and texts from the front of the bytes; zeros and empty texts once they are used up.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}
  bool over() const { return bytes_.empty(); }
  std::uint64_t word(int count = 8) {
    std::uint64_t value = 0;
    for (; count > 0; --count) value = value << 8U | next();
    return value;
  }
  std::uint64_t below(std::uint64_t bound) { return word(bound > 256 ? 4 : 1) % bound; }
  std::string text(std::size_t most = 40) {
    std::size_t length = below(most + 1);
    length = std::min(length, bytes_.size());
    const std::string_view taken = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return std::string(taken);
  }
  std::string_view rest() const { return bytes_; }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::string_view bytes_;
};

// Text that a terminal may be shown: UTF-8, no control character but line breaks and what is named.
inline void hold_printable(std::string_view text, std::string_view also, const char* what) {
  hold(!zhudun::source::first_invalid_utf8(text), fmt::format("{} is UTF-8", what));
  for (const char byte : text) {
    const auto value = static_cast<std::uint8_t>(byte);
    const bool allowed = (value >= 0x20 && value != 0x7f) || byte == '\n' || also.find(byte) != std::string_view::npos;
    hold(allowed, [&] { return fmt::format("{} holds the byte {:#x}:\n{}", what, value, text); });
  }
  for (const std::string_view harm : {"\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                      "\xE2\x81\xA7", "\xE2\x81\xA8", "\xC2\x9B"}) {
    hold(text.find(harm) == std::string_view::npos,
         [&] { return fmt::format("{} holds what reorders a line:\n{}", what, text); });
  }
}

// A diagnostic is a sentence without a stop, at a place of the file, and harmless where it is printed.
inline void hold_told(const zhudun::diag::Diagnostics& told) {
  for (const zhudun::diag::Diagnostic& one : told) {
    hold(!one.message.empty() && !one.message.ends_with('.') && !one.code.empty(), "a message: " + one.message);
    if (one.span.file) {
      hold(one.span.begin <= one.span.end && one.span.end <= one.span.file->bytes().size(),
           fmt::format("a place in the file: {}-{} of {}: {}", one.span.begin, one.span.end,
                       one.span.file->bytes().size(), one.message));
    }
    hold_printable(zhudun::diag::to_text(one), "", "a diagnostic");
  }
}

}  // namespace fuzz
