// HTML, written as it comes. In: element and attribute names (the caller's own, never a user's), attribute values and
// texts in order. Out: UTF-8 appended to the caller's string, the doctype first.
// Whatever the bytes handed in, a value or a text stays one and reads back as it was, but for what could do harm:
// control characters other than tab and line breaks, noncharacters and broken UTF-8 become U+FFFD; characters that
// reorder or hide what stands around them (bidirectional controls, line separators, byte order marks, tags) are
// spelled `\u{202e}`. code() is for styles and scripts of the program itself: it writes nothing where one would close
// its own element. A close() out of place does nothing; finish() closes what is left open.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::write {

class HtmlWriter {
 public:
  struct Attribute {
    std::string_view name, value;
  };
  using Attributes = std::initializer_list<Attribute>;

  explicit HtmlWriter(std::string& out);
  // One that goes on in the middle of a page, on another string.
  static HtmlWriter within(std::string& out) { return HtmlWriter(out, std::string_view()); }

  void open(std::string_view name, Attributes attributes = {});
  void text(std::string_view value);
  void close();
  void finish();
  // Opened, filled and closed.
  void element(std::string_view name, Attributes attributes, std::string_view value);
  // What has neither content nor an end: meta, link, input.
  void lone(std::string_view name, Attributes attributes);
  void code(std::string_view name, std::string_view own);
  // A line break in the source, for those who read it.
  void line() { out_ += '\n'; }

 private:
  HtmlWriter(std::string& out, std::string_view begin);
  void tag(std::string_view name, Attributes attributes);

  std::string& out_;
  std::vector<std::string_view> open_;
};

// What a Content-Security-Policy names a script or style by: `'sha256-…'`, from the 64 hexadecimal digits of its
// SHA-256. Empty for anything else.
std::string policy_hash(std::string_view sha256_hex);

}  // namespace zhudun::write
