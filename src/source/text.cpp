#include "zhudun/source/text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace zhudun::source {
namespace {

struct Character {
  utf8proc_int32_t code;  // negative for a byte that is no UTF-8
  std::size_t size;       // bytes
};

// Most characters are ASCII or Chinese, of which nothing need be looked up.
constexpr utf8proc_int32_t kFirstChinese = 0x4E00, kLastChinese = 0x9FFF;
bool is_chinese(utf8proc_int32_t code) { return code >= kFirstChinese && code <= kLastChinese; }
bool is_ascii_text(utf8proc_int32_t code) { return code >= 0x20 && code < 0x7F; }

// Whether there stands one of the three bytes of which most Chinese is made: U+3000 to U+9FFF with its marks, and the
// full-width forms from U+FF00 on. None of them has to be escaped.
bool is_usual_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at + 2 >= text.size() || (byte(at + 1) & 0xC0) != 0x80 || (byte(at + 2) & 0xC0) != 0x80) return false;
  if (byte(at) == 0xEF) return byte(at + 1) >= 0xBC && byte(at + 1) <= 0xBE;
  return byte(at) >= 0xE3 && byte(at) <= 0xE9;
}

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(at) < 0x80) return {byte(at), 1};
  if (is_usual_at(text, at)) return {(byte(at) & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F), 3};
  utf8proc_int32_t code = -1;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
  return size > 0 ? Character{code, static_cast<std::size_t>(size)} : Character{-1, 1};
}

std::size_t width_of(utf8proc_int32_t code) {
  if (code < 0 || is_ascii_text(code)) return 1;
  if (is_chinese(code)) return 2;
  if ((code >= 0x3000 && code <= 0x3029) || (code >= 0xFF01 && code <= 0xFF60)) return 2;  // marks
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)));
}

bool is_letter_or_digit(utf8proc_int32_t code) {  // of those that are met most
  return is_chinese(code) || (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
}

bool closes(utf8proc_int32_t code) {
  if (is_letter_or_digit(code)) return false;
  constexpr std::u32string_view marks = U"，。、；：！？）》」』】”’…,.;:!?)]}";
  return marks.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

bool opens(utf8proc_int32_t code) {
  if (is_letter_or_digit(code)) return false;
  constexpr std::u32string_view marks = U"（《「『“‘([{";
  return marks.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

// The end of what is ASCII text or Chinese from `at` on, which is shown as it is.
std::size_t end_of_usual(std::string_view text, std::size_t at) {
  while (true) {
    while (at < text.size() && is_ascii_text(static_cast<unsigned char>(text[at]))) ++at;
    if (!is_usual_at(text, at)) return at;
    at += 3;
  }
}

bool must_escape(utf8proc_int32_t code) {
  if (is_ascii_text(code) || is_chinese(code)) return false;
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return true;                       // C0, DEL, C1
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069)      // bidirectional controls
         || code == 0x200E || code == 0x200F || code == 0x061C || code == 0xFEFF       //
         || code == 0x2028 || code == 0x2029 || (code >= 0xE0000 && code <= 0xE007F);  // separators, tags
}

// Where `line` may be cut so that it fits `width`: the last place before the overflow that is not inside a word.
std::size_t break_point(std::string_view text, std::size_t width) {
  if (text.size() <= width) return text.size();  // no character is wider than it has bytes
  std::size_t used = 0, last = 0, at = 0;
  bool wide_before = false;
  utf8proc_int32_t before = 0;
  while (at < text.size()) {
    const Character c = character_at(text, at);
    const std::size_t columns = width_of(c.code);
    const bool wide = columns == 2 && c.code >= 0x80;
    if (at > 0 && (c.code == ' ' || ((wide_before || wide) && !closes(c.code) && !opens(before)))) last = at;
    used += columns;
    if (used > width) return last > 0 ? last : std::max(at, c.size);
    wide_before = wide;
    before = c.code;
    at += c.size;
  }
  return text.size();
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    width += width_of(c.code);
    at += c.size;
  }
  return width;
}

std::string pad(std::string_view text, std::size_t width) {
  std::string padded(text);
  const std::size_t used = display_width(text);
  if (used < width) padded.append(width - used, ' ');
  return padded;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  wrap(text, width, [&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

void wrap(std::string_view text, std::size_t width, const std::function<void(std::string_view)>& take) {
  width = std::max<std::size_t>(width, 2);
  while (true) {
    const std::size_t newline = text.find('\n');
    std::string_view paragraph = text.substr(0, newline);
    do {
      const std::size_t cut = break_point(paragraph, width);
      std::string_view line = paragraph.substr(0, cut);
      while (line.ends_with(' ')) line.remove_suffix(1);
      take(line);
      paragraph.remove_prefix(cut);
      while (paragraph.starts_with(' ')) paragraph.remove_prefix(1);
    } while (!paragraph.empty());
    if (newline == std::string_view::npos) return;
    text.remove_prefix(newline + 1);
  }
}

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  constexpr std::uint64_t beyond_ascii = 0x8080808080808080U;
  const auto unsigned_at = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t at = 0; at < bytes.size();) {
    std::uint64_t eight = beyond_ascii;
    if (at + sizeof eight <= bytes.size()) std::memcpy(&eight, bytes.data() + at, sizeof eight);
    if ((eight & beyond_ascii) == 0) {
      at += sizeof eight;
      continue;
    }
    if (unsigned_at(at) < 0x80) {
      ++at;
      continue;
    }
    const Character c = character_at(bytes, at);
    if (c.code < 0) return at;
    at += c.size;
  }
  return std::nullopt;
}

bool is_printable(std::string_view text) { return end_of_usual(text, 0) == text.size(); }

// Runs of what is shown as it is are appended whole.
std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  std::size_t run = 0;
  for (std::size_t at = 0; (at = end_of_usual(text, at)) < text.size();) {
    const Character c = character_at(text, at);
    if (c.code < 0 || must_escape(c.code)) {
      shown += text.substr(run, at - run);
      shown += c.code < 0 ? fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]))
                          : fmt::format("\\u{{{:x}}}", c.code);
      run = at + c.size;
    }
    at += c.size;
  }
  return shown += text.substr(run);
}

}  // namespace zhudun::source
