#include "lsp/lines.h"

#include <algorithm>

namespace zhudun::lsp {
namespace {

// Bytes and units of the character at the beginning of the text; a byte that begins none is one by itself.
struct Character {
  std::uint32_t bytes = 1, units = 1;
};

Character first_of(std::string_view text, Encoding encoding) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::uint32_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  std::uint32_t bytes = 1;
  while (bytes < wanted && bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80) ++bytes;
  if (encoding == Encoding::utf8) return {bytes, bytes};
  return {bytes, encoding == Encoding::utf16 && bytes == 4 ? 2U : 1U};
}

}  // namespace

Lines::Lines(std::string_view text, Encoding encoding) : text_(text), encoding_(encoding), starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends = text[at] == '\n' || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n'));
    if (ends) starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::uint32_t Lines::end_of_line(std::uint32_t line) const {
  if (line + 1 >= starts_.size()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = starts_[line + 1] - 1;
  if (text_[end] == '\n' && end > starts_[line] && text_[end - 1] == '\r') --end;
  return end;
}

std::string_view Lines::line(std::uint32_t line) const {
  if (line >= starts_.size()) return {};
  return text_.substr(starts_[line], end_of_line(line) - starts_[line]);
}

Position Lines::position(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  Position at{static_cast<std::uint32_t>(after - starts_.begin() - 1), 0};
  const std::uint32_t end = std::min(offset, end_of_line(at.line));
  for (std::uint32_t here = starts_[at.line]; here < end;) {
    const Character next = first_of(text_.substr(here), encoding_);
    if (here + next.bytes > end) break;  // within a character is before it
    here += next.bytes;
    at.character += next.units;
  }
  return at;
}

std::uint32_t Lines::offset(Position position) const {
  if (position.line >= starts_.size()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t here = starts_[position.line];
  const std::uint32_t end = end_of_line(position.line);
  for (std::uint32_t units = 0; here < end;) {
    const Character next = first_of(text_.substr(here), encoding_);
    if (units + next.units > position.character) break;
    here += next.bytes;
    units += next.units;
  }
  return here;
}

}  // namespace zhudun::lsp
