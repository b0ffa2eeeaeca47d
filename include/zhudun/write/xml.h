// XML 1.0 text, written as it comes. In: names (the caller's own, never a user's), attributes and texts in order. Out:
// UTF-8 appended to the caller's string, the declaration first, each element on its own line.
// Whatever the bytes handed in, the output is well-formed: what XML 1.0 forbids or discourages (control characters but
// tab and line breaks, U+FFFE, U+FFFF) and broken UTF-8 become U+FFFD; a line break in an attribute survives reading.
// An attribute after content and an end() out of place do nothing; finish() closes what is left open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhudun::write {

class XmlWriter {
 public:
  explicit XmlWriter(std::string& out);

  void begin(std::string_view name);
  void attribute(std::string_view name, std::string_view value);
  void text(std::string_view value);
  void end();
  void finish();

 private:
  struct Level {
    std::string name;
    bool has_text = false;
    bool has_elements = false;
  };

  void close_tag();
  void break_line();

  std::string& out_;
  std::vector<Level> open_;
  bool in_tag_ = false;
};

}  // namespace zhudun::write
