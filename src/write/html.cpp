#include "zhudun/write/html.h"

#include <algorithm>
#include <cstdint>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

std::string_view markup_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\t':
      return "&#9;";
    case '\r':
      return "&#13;";  // a reader would make it a line feed
    default:
      return {};
  }
}

// Of a character that each_character() found valid.
std::uint32_t code_of(std::string_view character) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(character[at]));
  };
  if (character.size() == 1) return byte(0);
  std::uint32_t code = byte(0) & (0xFFu >> (character.size() + 1));
  for (std::size_t at = 1; at < character.size(); ++at) code = (code << 6) | (byte(at) & 0x3F);
  return code;
}

bool misleads(std::uint32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F ||
         code == 0x061C || code == 0x2028 || code == 0x2029 || code == 0xFEFF || (code >= 0xE0000 && code <= 0xE007F);
}

bool no_character(std::uint32_t code) { return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF); }

std::string spelled(std::uint32_t code) {
  std::string digits;
  for (; code != 0; code >>= 4) digits += "0123456789abcdef"[code & 0xF];
  std::reverse(digits.begin(), digits.end());
  return "\\u{" + digits + "}";
}

void append(std::string& out, std::string_view text) {
  each_other(out, text, [&](std::string_view character) {
    if (character.size() == 1) {
      const std::string_view markup = markup_of(character[0]);
      if (!markup.empty()) {
        out += markup;
      } else {
        out += is_control(character) && character != "\n" ? kReplacement : character;
      }
      return;
    }
    const std::uint32_t code = code_of(character);
    if (misleads(code)) {
      out += spelled(code);
    } else {
      out += is_control(character) || no_character(code) ? kReplacement : character;
    }
  });
}

// HTML closes an element where its end tag stands, whatever its letters' case; `<!--` changes how a script is read.
bool closes_itself(std::string_view name, std::string_view code) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; };
  const std::string end = "</" + std::string(name);
  return std::search(code.begin(), code.end(), end.begin(), end.end(), same) != code.end() ||
         code.find("<!--") != std::string_view::npos;
}

int digit_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

// In: what is left of the bytes, three at most. Out: four characters of base64.
void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < 3; ++at)
    bits = (bits << 8) | (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0);
  for (std::size_t at = 0; at < 4; ++at) out += at > bytes.size() ? '=' : alphabet[(bits >> (18 - 6 * at)) & 0x3F];
}

}  // namespace

HtmlWriter::HtmlWriter(std::string& out) : HtmlWriter(out, "<!doctype html>\n") {}
HtmlWriter::HtmlWriter(std::string& out, std::string_view begin) : out_(out) { out_ += begin; }

void HtmlWriter::tag(std::string_view name, Attributes attributes) {
  (out_ += '<') += name;
  for (const Attribute& attribute : attributes) {
    (out_ += ' ') += attribute.name;
    if (attribute.value.empty()) continue;
    out_ += "=\"";
    append(out_, attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

void HtmlWriter::open(std::string_view name, Attributes attributes) {
  tag(name, attributes);
  open_.push_back(name);
}

void HtmlWriter::text(std::string_view value) { append(out_, value); }

void HtmlWriter::close() {
  if (open_.empty()) return;
  ((out_ += "</") += open_.back()) += '>';
  open_.pop_back();
}

void HtmlWriter::finish() {
  while (!open_.empty()) close();
  line();
}

void HtmlWriter::element(std::string_view name, Attributes attributes, std::string_view value) {
  open(name, attributes);
  text(value);
  close();
}

void HtmlWriter::lone(std::string_view name, Attributes attributes) { tag(name, attributes); }

void HtmlWriter::code(std::string_view name, std::string_view own) {
  tag(name, {});
  if (!closes_itself(name, own)) out_ += own;
  ((out_ += "</") += name) += '>';
}

std::string policy_hash(std::string_view sha256_hex) {
  if (sha256_hex.size() != 64) return {};
  std::string bytes;
  for (std::size_t at = 0; at < sha256_hex.size(); at += 2) {
    const int high = digit_of(sha256_hex[at]), low = digit_of(sha256_hex[at + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  std::string hash = "'sha256-";
  for (std::size_t at = 0; at < bytes.size(); at += 3) append_base64(hash, std::string_view(bytes).substr(at, 3));
  return hash + "'";
}

}  // namespace zhudun::write
