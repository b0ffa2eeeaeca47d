// JSON text (RFC 8259), written as it comes. In: names and values in order. Out: UTF-8 appended to the caller's string.
// Whatever the bytes handed in, the output is well-formed JSON: invalid UTF-8 becomes U+FFFD (one for each maximal
// broken part, as Unicode recommends), a number that is not finite becomes null, a missing value becomes null and a
// missing key "", what is left open is closed by finish(), and a key or an end() out of place does nothing.
// A second value at the top starts a new line: compact, the text is then JSON Lines.
// So that the text may stand inside HTML or JavaScript: `</` is spelled `<\/`, U+2028 and U+2029 are escaped.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::write {

enum class Layout : std::uint8_t {
  compact,   // one line, no spaces
  indented,  // two spaces a level
};

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, Layout layout = Layout::compact) : out_(out), layout_(layout) {}

  // One that goes on where this one stands, on another string; after_others() says that values were written meanwhile.
  JsonWriter within(std::string& out) const {
    JsonWriter inner(out, layout_);
    inner.open_ = open_;
    inner.has_key_ = has_key_;
    inner.started_ = started_;
    return inner;
  }
  void after_others() {
    if (!open_.empty()) open_.back().empty = false;
  }

  void begin_object() { begin('{', '}', layout_ == Layout::compact); }
  void begin_array() { begin('[', ']', layout_ == Layout::compact); }
  // An array that stays on one line in either layout; all within it does too.
  void begin_row() { begin('[', ']', true); }
  void end();
  // Closes everything open. No line break after the text: that is the caller's.
  void finish();

  void key(std::string_view name);
  void string(std::string_view value);
  void integer(std::int64_t value);
  void unsigned_integer(std::uint64_t value);
  void number(double value);  // the shortest spelling that reads back as the same number
  void boolean(bool value);
  void null();

  // A key and its value at once.
  void member(std::string_view name, std::string_view value) { key(name), string(value); }
  void member(std::string_view name, double value) { key(name), number(value); }
  void member(std::string_view name, std::nullptr_t) { key(name), null(); }
  void member(std::string_view name, std::integral auto value) {
    key(name);
    if constexpr (std::same_as<decltype(value), bool>) {
      boolean(value);
    } else if constexpr (std::unsigned_integral<decltype(value)>) {
      unsigned_integer(value);
    } else {
      integer(value);
    }
  }

 private:
  struct Level {
    char close;
    bool one_line;
    bool empty;
  };

  bool in_object() const { return !open_.empty() && open_.back().close == '}'; }
  void begin(char open, char close, bool one_line);
  void before_item();
  void before_value();
  void break_line();
  void scalar(std::string_view text);

  std::string& out_;
  Layout layout_;
  std::vector<Level> open_;
  bool has_key_ = false;  // a key waits for its value
  bool started_ = false;  // something stands at the top
};

// The text as a JSON string, quotes included.
std::string json_string(std::string_view text);

}  // namespace zhudun::write
