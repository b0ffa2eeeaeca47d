// The characters of bytes that should be UTF-8. In: a text and an offset. Out: how long what stands there is, and
// whether it is a character; of broken bytes the longest prefix that could have become one, as Unicode recommends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zhudun::write {

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct Character {
  std::size_t size;
  bool valid;
};

// For a byte that is not ASCII.
Character wide_character_at(std::string_view text, std::size_t at);

inline Character character_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]) < 0x80 ? Character{1, true} : wide_character_at(text, at);
}

// Hands each character to `take`, U+FFFD in place of each broken part.
template <class Take>
void each_character(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    take(character.valid ? text.substr(at, character.size) : kReplacement);
    at += character.size;
  }
}

// How many bytes from `at` on are characters that no format writes in another way: ASCII but for controls and the signs
// of markup and of cells, and the Chinese of U+4000 to U+9FFF.
std::size_t plain_run(std::string_view text, std::size_t at);

// Appends runs of plain characters; hands every other character to `take`, U+FFFD in place of each broken part.
template <class Take>
void each_other(std::string& out, std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t run = plain_run(text, at);
    out.append(text, at, run);
    at += run;
    if (at == text.size()) return;
    const Character character = character_at(text, at);
    take(character.valid ? text.substr(at, character.size) : kReplacement);
    at += character.size;
  }
}

// U+0000 to U+001F, U+007F to U+009F.
bool is_control(std::string_view character);

// The code of a character beyond ASCII that moves a cursor, breaks a line or turns text around, else 0: U+0080 to
// U+009F, separators, bidirectional marks and controls, U+FEFF.
unsigned misleading(std::string_view character);

}  // namespace zhudun::write
