// A file's bytes and the places in them. In: a name and bytes. Out: spans, lines, columns.
// Places are byte spans, half open; line and column (both from 1, the column in characters, a leading byte-order mark
// not counted) are computed only when something is printed. A File does not move: spans point at it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/source/once.h"

namespace zhudun::source {

struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

class File {
 public:
  // Files are limited to 4 GiB - 1 by the 32-bit offsets; whoever reads them checks (see read.h).
  File(std::string name, std::string bytes);
  // Bytes that are kept elsewhere, such as a mapped file, as long as the keeper lives.
  File(std::string name, std::string_view bytes, std::shared_ptr<const void> keeper);
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& name() const { return name_; }
  std::string_view bytes() const { return bytes_; }
  // Whether the bytes are a clean text (text.h); looked at once.
  bool is_clean() const;
  // The place of a byte; an offset past the end gives the end.
  Position position(std::uint32_t offset) const;
  // The text of a line, numbered from 1, without its line break and without a byte-order mark.
  std::string_view line(std::uint32_t number) const;

 private:
  static constexpr std::size_t kBlock = 1024;
  bool ends_line(std::size_t at) const;
  std::uint32_t line_ends(std::size_t begin, std::size_t end) const;  // how many
  const std::vector<std::uint32_t>& ends_before_blocks() const;
  std::uint32_t line_begin(std::uint32_t offset) const;

  std::string name_;
  std::shared_ptr<const void> keeper_;
  std::string_view bytes_;
  mutable std::optional<bool> clean_;
  Once lines_known_;                                // most files are never asked
  mutable bool returns_ = false;                    // a carriage return is somewhere
  mutable std::vector<std::uint32_t> ends_before_;  // how many lines end before each block of so many bytes, and in all
};

struct Span {
  const File* file = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit operator bool() const { return file != nullptr; }
  std::string_view text() const { return file ? file->bytes().substr(begin, end - begin) : std::string_view(); }
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace zhudun::source
