// The one pass over a table that is as tables mostly are: Rows without libcsv and without a copy of any cell.
#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <cstring>

#include "csv/rows.h"
#include "zhudun/source/lines.h"

namespace zhudun::csv {
namespace {

// The text of a cell in quotes: each quote in it stands there twice.
void undouble(std::string_view inside, std::string& text) {
  text.clear();
  for (std::size_t quote; (quote = inside.find('"')) != std::string_view::npos; inside.remove_prefix(quote + 2)) {
    text.append(inside.substr(0, quote + 1));
  }
  text.append(inside);
}

using Block [[gnu::vector_size(16)]] = char;

// Where the first byte of a mask stands that is set; its size if none is.
template <class Mask>
std::size_t first_set(const Mask& mask) {
  std::array<std::uint64_t, sizeof(Block) / sizeof(std::uint64_t)> words;
  std::memcpy(words.data(), &mask, sizeof mask);
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] != 0) return at * sizeof words[0] + static_cast<std::size_t>(std::countr_zero(words[at])) / CHAR_BIT;
  }
  return sizeof mask;
}

}  // namespace

std::array<bool, 256> special(char delimiter) {
  std::array<bool, 256> table{};
  for (const char c : {delimiter, '"', '\r', '\n'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}

// The first byte from the cursor on that may end a cell without quotes.
std::size_t Rows::cell_end() const {
  const char* const bytes = bytes_.data();
  std::size_t at = at_;
  if constexpr (std::endian::native == std::endian::little) {
    for (; at + sizeof(Block) <= bytes_.size(); at += sizeof(Block)) {
      Block block;
      std::memcpy(&block, bytes + at, sizeof block);
      const std::size_t found =
          first_set((block == dialect_.delimiter) | (block == '\n') | (block == '\r') | (block == '"'));
      if (found < sizeof block) return at + found;
    }
  }
  while (at < bytes_.size() && !special_[static_cast<unsigned char>(bytes[at])]) ++at;
  return at;
}

// Finds the end of the cell at the cursor and its text; false: something about it is not plain.
bool Rows::plain_cell(std::string_view& text, std::uint32_t& end) {
  const char* const bytes = bytes_.data();
  std::size_t at = at_;
  if (!quoted()) {
    at = cell_end();
    if (at < bytes_.size() && bytes[at] == '"') return false;
    text = bytes_.substr(at_, at - at_);
  } else {
    bool doubled = false;
    for (++at;; at += 2, doubled = true) {
      at = bytes_.find('"', at);
      if (at == std::string_view::npos) return false;
      if (at + 1 == bytes_.size() || bytes[at + 1] != '"') break;
    }
    text = bytes_.substr(at_ + 1, at - at_ - 1);
    if (doubled) {
      undouble(text, decoded_);
      text = decoded_;
    }
    if (++at < bytes_.size() && (bytes[at] == '"' || !special_[static_cast<unsigned char>(bytes[at])])) return false;
  }
  end = static_cast<std::uint32_t>(at);
  return text.size() <= limits_.cell_bytes;
}

// Moves past the delimiter at `end`: another cell follows in the row.
bool Rows::plain_next(std::uint32_t end) {
  row_end_ = at_ = end;
  if (end == bytes_.size() || bytes_[end] != dialect_.delimiter) return false;
  ++at_;
  return true;
}

bool Rows::plain_header() {
  skip_line_breaks();
  std::string_view text;
  std::uint32_t end = 0;
  do {
    if (at_ == bytes_.size() || !plain_cell(text, end)) return false;
    cell(text);
  } while (plain_next(end));
  row();
  return !stopped_ && errors_ == 0;
}

bool Rows::plain_row() {
  const std::uint32_t begin = at_;
  std::string_view text;
  std::uint32_t end = 0;
  bool any = false;
  std::size_t cells = 0;
  do {
    if (at_ == bytes_.size() || !plain_cell(text, end)) return false;
    if (++cells, text.empty()) continue;
    if (cells > columns_.size() || !columns_[cells - 1].named || builder_.count() + 3 > limits_.nodes) return false;
    if (!any) builder_.begin_mapping(span(begin, begin));
    any = true;
    key(columns_[cells - 1]);
    builder_.scalar(span(at_, end), text);
  } while (plain_next(end));
  if (any) builder_.end(row_end_);
  return !any || cells >= named_;
}

// Room for a table whose cells are all filled, so that it is not moved while it grows; no node is less than a byte.
void Rows::reserve() {
  const auto lines = source::count_of(bytes_.substr(at_), '\n') + 1;
  const std::size_t most = std::min(limits_.nodes, bytes_.size());
  const std::size_t nodes = lines > most ? most : std::min(most, lines * (2 * named_ + 1));
  builder_.reserve(nodes * 2 / 5);
}

bool Rows::read_plain() {
  special_ = special(dialect_.delimiter);
  if (!plain_header()) return false;
  reserve();
  for (skip_line_breaks(); at_ < bytes_.size(); skip_line_breaks()) {
    if (!plain_row()) return false;
  }
  builder_.end();
  return true;
}

}  // namespace zhudun::csv
