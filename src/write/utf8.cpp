#include "write/utf8.h"

#include <array>

namespace zhudun::write {
namespace {

// The bytes that may follow a lead byte: how many, and the range of the first, which keeps overlong forms, surrogates
// and code points past U+10FFFF out (Unicode table 3-7). A count of zero: not a lead byte.
struct Sequence {
  unsigned following;
  unsigned char low;
  unsigned char high;
};

Sequence sequence_of(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Character wide_character_at(std::string_view text, std::size_t at) {
  const Sequence sequence = sequence_of(static_cast<unsigned char>(text[at]));
  std::size_t size = 1;
  for (; size <= sequence.following && at + size < text.size(); ++size) {
    const auto byte = static_cast<unsigned char>(text[at + size]);
    const bool first = size == 1;
    if (byte < (first ? sequence.low : 0x80) || byte > (first ? sequence.high : 0xBF)) break;
  }
  return {size, sequence.following > 0 && size == sequence.following + 1};
}

std::size_t plain_run(std::string_view text, std::size_t at) {
  constexpr auto plain = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0x20; c < 0x7F; ++c) table[c] = true;
    for (const char c : {'&', '<', '>', '"', '\'', '\\', ','}) table[static_cast<unsigned char>(c)] = false;
    return table;
  }();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  std::size_t end = at;
  while (end < text.size()) {
    if (plain[byte(end)]) {
      ++end;
    } else if (byte(end) >= 0xE4 && byte(end) <= 0xE9 && end + 2 < text.size() && follows(end + 1) &&
               follows(end + 2)) {
      end += 3;
    } else {
      break;
    }
  }
  return end - at;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return character.size() == 2 && first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

unsigned misleading(std::string_view character) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(character[at])); };
  if (byte(0) < 0x80) return 0;
  if (character.size() == 2) {
    const unsigned code = (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    return code < 0xA0 || code == 0x061C ? code : 0;
  }
  if (character.size() != 3) return 0;
  const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  const bool turns = (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return turns || code == 0x200E || code == 0x200F || code == 0xFEFF ? code : 0;
}

}  // namespace zhudun::write
