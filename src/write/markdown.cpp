#include "zhudun/write/markdown.h"

#include "write/utf8.h"

namespace zhudun::write {
namespace {

constexpr std::string_view kMarkup = "\\`*_[]|~#$";

void append_ascii(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '@':
      out += "@<!-- -->";  // an entity would still call whoever is named
      return;
    default:
      if (kMarkup.find(c) != std::string_view::npos) out += '\\';
      out += c;
  }
}

bool breaks_line(std::string_view character) {
  return character == "\n" || character == "\r" || character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

}  // namespace

std::string markdown(std::string_view text) {
  std::string out;
  bool after_return = false;
  each_character(text, [&](std::string_view character) {
    const bool second_half = after_return && character == "\n";
    after_return = character == "\r";
    if (second_half) return;
    if (breaks_line(character)) {
      out += "<br>";
    } else if (is_control(character)) {
      out += character == "\t" ? " " : kReplacement;
    } else if (character.size() == 1) {
      append_ascii(out, character[0]);
    } else {
      out += character;
    }
  });
  return out;
}

}  // namespace zhudun::write
