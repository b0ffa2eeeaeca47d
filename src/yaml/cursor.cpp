#include "yaml/cursor.h"

#include <algorithm>

#include "yaml/spelling.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::yaml {

Cursor::Cursor(const source::File& file)
    : file_(&file), bytes_(file.bytes()), first_(static_cast<std::uint32_t>(bom_size(file))), at_(first_) {}

bool Cursor::skip() {
  bool line_ended = false;
  while (!at_end()) {
    if (is_blank(bytes_[at_])) {
      ++at_;
    } else if (is_break(bytes_[at_])) {
      at_ = after_break(bytes_, at_);
      line_ended = true;
    } else if (bytes_[at_] == '#' && (at_ == first_ || is_blank(bytes_[at_ - 1]) || is_break(bytes_[at_ - 1]))) {
      at_ = static_cast<std::uint32_t>(std::min(bytes_.find_first_of("\r\n", at_), bytes_.size()));
    } else {
      break;
    }
  }
  return line_ended;
}

bool Cursor::at_indicator(char indicator, std::string_view also) const {
  if (here() != indicator || at_end()) return false;
  if (at_ + 1 >= bytes_.size()) return true;
  const char next = bytes_[at_ + 1];
  return is_blank(next) || is_break(next) || also.find(next) != std::string_view::npos;
}

bool Cursor::at_document_marker() const {
  return (at_ == first_ || is_break(bytes_[at_ - 1])) && is_document_marker(bytes_, at_);
}

std::uint32_t Cursor::line_begin(std::uint32_t offset) const {
  const std::size_t before = offset == 0 ? std::string_view::npos : bytes_.rfind('\n', offset - 1);
  return before == std::string_view::npos ? first_ : static_cast<std::uint32_t>(before + 1);
}

int Cursor::spaces(std::uint32_t offset) const {
  const std::uint32_t begin = line_begin(offset);
  return static_cast<int>(std::min(bytes_.find_first_not_of(' ', begin), bytes_.size()) - begin);
}

std::string_view Cursor::word(bool flow) const {
  const std::size_t end = bytes_.find_first_of(flow ? " \t\r\n,[]{}" : " \t\r\n", at_);
  return bytes_.substr(std::min<std::size_t>(at_, bytes_.size()), end == std::string_view::npos ? end : end - at_);
}

bool Cursor::is_closed(std::uint32_t bracket) const {
  Cursor cursor = *this;
  Decoded ignored;
  std::size_t depth = 0;
  for (cursor.move_to(bracket); !cursor.at_end(); cursor.skip()) {
    const char c = cursor.here();
    const std::uint32_t at = cursor.at();
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && --depth == 0) return true;
    const bool quote = c == '"' || c == '\'';
    cursor.move_to(quote ? std::max(decode_quoted(bytes_, at, {}, ignored).end, at + 1) : at + 1);
  }
  return false;
}

bool Cursor::take_property(Properties& to, bool flow) {
  const char mark = here();
  if ((mark != '&' || to.anchored) && (mark != '!' || to.tagged)) return false;
  const bool verbatim = bytes_.substr(at_, 2) == "!<";
  const std::size_t close = verbatim ? bytes_.find('>', at_) : std::string_view::npos;
  const std::size_t length = close == std::string_view::npos ? word(flow).size() : close + 1 - at_;
  const source::Span property = span(at_, at_ + static_cast<std::uint32_t>(length));
  if (!to.any()) to.begin = at_;
  if (mark == '!') to.tag = property;
  (mark == '!' ? to.tagged : to.anchored) = true;
  at_ = property.end;
  return true;
}

}  // namespace zhudun::yaml
