// Walks over what stands between scalars: blanks, line breaks, comments, properties. In: the file's bytes. Out: places.
// It knows nothing of what is expected next; the reader asks and decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "zhudun/source/file.h"

namespace zhudun::yaml {

struct Properties {
  std::uint32_t begin = 0;  // of the first one
  source::Span tag;
  bool tagged = false;
  bool anchored = false;
  bool any() const { return tagged || anchored; }
};

class Cursor {
 public:
  explicit Cursor(const source::File& file);

  std::uint32_t at() const { return at_; }
  void move_to(std::uint32_t offset) { at_ = offset; }
  bool at_end() const { return at_ >= bytes_.size(); }
  char here() const { return at_end() ? '\0' : bytes_[at_]; }
  std::string_view bytes() const { return bytes_; }

  // Past blanks, line breaks and comments; whether a line ended there.
  bool skip();
  // Whether an indicator stands here and a blank, a line break, the end or one of `also` follows it.
  bool at_indicator(char indicator, std::string_view also = {}) const;
  // Whether `---` or `...` stands here at the beginning of a line.
  bool at_document_marker() const;
  // The offset of the first byte of the line, not counting a byte-order mark, and bytes before the offset in it.
  std::uint32_t line_begin(std::uint32_t offset) const;
  int column(std::uint32_t offset) const { return static_cast<int>(offset - line_begin(offset)); }
  // Spaces at the beginning of the offset's line.
  int spaces(std::uint32_t offset) const;
  // The text from here to a blank, line break or, in flow, an indicator of flow collections.
  std::string_view word(bool flow) const;
  // Whether the bracket at the offset has its partner, past texts in quotes and comments.
  bool is_closed(std::uint32_t bracket) const;
  // Reads an anchor or a tag that stands here, if `to` has none of its kind yet.
  bool take_property(Properties& to, bool flow);

  source::Span span(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }

 private:
  const source::File* file_;
  std::string_view bytes_;
  std::uint32_t first_;  // past the byte-order mark
  std::uint32_t at_;
};

}  // namespace zhudun::yaml
