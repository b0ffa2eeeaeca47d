#include "zhudun/write/oscal.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

// What the patterns take for white space, beyond ASCII's and what is spelled out anyway.
constexpr std::string_view kBlanks[] = {
    " ",
    "\xC2\xA0",
    "\xE1\x9A\x80",
    "\xE2\x80\x80",
    "\xE2\x80\x81",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x84",
    "\xE2\x80\x85",
    "\xE2\x80\x86",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\xAF",
    "\xE2\x81\x9F",
    "\xE3\x80\x80",
    "\xEF\xBB\xBF",
};

bool is_blank(std::string_view character) {
  return std::find(std::begin(kBlanks), std::end(kBlanks), character) != std::end(kBlanks);
}

bool is_separator(std::string_view character) {
  return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";  // of lines, of paragraphs
}

std::string spelled(std::string_view character) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(character[at]); };
  const unsigned code = character.size() == 1   ? byte(0)
                        : character.size() == 2 ? (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu)
                                                : (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  return fmt::format("\\u{{{:x}}}", code);
}

std::string one_line(std::string_view text) {
  std::string out;
  each_character(text, [&](std::string_view character) {
    out += is_control(character) || is_separator(character) ? spelled(character) : std::string(character);
  });
  return out;
}

std::size_t size_of_last(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[text.size() - size]) & 0xC0) == 0x80) ++size;
  return size;
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the character would be markup where it stands.
bool is_markup(std::string_view line, std::size_t at) {
  const char c = line[at];
  if (std::string_view("\\`*[]<^~&$").find(c) != std::string_view::npos) return true;
  if (c == '_') {  // within a word it is itself
    return at == 0 || at + 1 == line.size() || !is_alphanumeric(line[at - 1]) || !is_alphanumeric(line[at + 1]);
  }
  if (c == '{') return line.substr(at, 2) == "{{";
  if (at == 0) return std::string_view("#>+-=|:").find(c) != std::string_view::npos;
  const bool ends_word = at + 1 == line.size() || line[at + 1] == ' ';
  return (c == '.' || c == ')') && ends_word && line.find_first_not_of("0123456789") == at;  // `1.` begins a list
}

}  // namespace

std::string oscal_string(std::string_view text) {
  std::string line = one_line(text);
  if (line.empty()) return "-";
  std::size_t size = line.size() - size_of_last(line);
  if (const std::string last = line.substr(size); is_blank(last)) line.replace(size, last.size(), spelled(last));
  size = 1;
  while (size < line.size() && (static_cast<unsigned char>(line[size]) & 0xC0) == 0x80) ++size;
  if (const std::string first = line.substr(0, size); is_blank(first)) line.replace(0, size, spelled(first));
  return line;
}

std::string oscal_token(std::string_view text) {
  std::string token;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool within = letter || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (token.empty() ? letter : within) {
      token += c;
    } else {
      fmt::format_to(std::back_inserter(token), "_{:02x}", static_cast<unsigned char>(c));
    }
  }
  return token.empty() ? "_" : token;
}

std::string oscal_markup(std::string_view text) {
  std::string line = one_line(text);
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  if (line.empty()) return "-";
  std::string out;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (is_markup(line, at)) out += '\\';
    out += line[at];
  }
  return out;
}

}  // namespace zhudun::write
