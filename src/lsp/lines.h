// Places of a text as an editor counts them: lines from 0, characters from 0 in units of the agreed encoding. In:
// bytes, whatever they are. Out: byte offsets and positions; what lies beyond a line or the text is its end.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace zhudun::lsp {

enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0, character = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start, end;
  friend bool operator==(const Range&, const Range&) = default;
};

class Lines {
 public:
  Lines(std::string_view text, Encoding encoding);

  Position position(std::uint32_t offset) const;
  Range range(std::uint32_t begin, std::uint32_t end) const { return {position(begin), position(end)}; }
  std::uint32_t offset(Position position) const;
  // Where the line's text ends, without its break.
  std::uint32_t end_of_line(std::uint32_t line) const;
  std::string_view line(std::uint32_t line) const;
  std::uint32_t count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  Encoding encoding_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace zhudun::lsp
