#include "zhudun/write/xml.h"

#include <fmt/format.h>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

constexpr std::string_view kNoCharacters[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};  // U+FFFE, U+FFFF

std::string_view markup_of(char c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";  // so that ]]> never stands in a text
    case '\r':
      return "&#13;";  // a reader would make it a line feed
    case '"':
      return in_attribute ? "&quot;" : "";
    case '\n':
      return in_attribute ? "&#10;" : "";
    case '\t':
      return in_attribute ? "&#9;" : "";
    default:
      return "";
  }
}

bool allowed(std::string_view character) {
  if (character == "\t" || character == "\n" || character == "\r") return true;
  return !is_control(character) && character != kNoCharacters[0] && character != kNoCharacters[1];
}

void append(std::string& out, std::string_view text, bool in_attribute) {
  each_other(out, text, [&](std::string_view character) {
    const std::string_view markup = character.size() == 1 ? markup_of(character[0], in_attribute) : std::string_view();
    const unsigned code = is_control(character) ? 0 : misleading(character);
    if (!markup.empty()) {
      out += markup;
    } else if (code != 0) {
      out += fmt::format("&#x{:x};", code);
    } else {
      out += allowed(character) ? character : kReplacement;
    }
  });
}

}  // namespace

XmlWriter::XmlWriter(std::string& out) : out_(out) { out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"; }

void XmlWriter::close_tag() {
  if (in_tag_) out_ += '>';
  in_tag_ = false;
}

void XmlWriter::break_line() {
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

void XmlWriter::begin(std::string_view name) {
  close_tag();
  if (open_.empty() || !open_.back().has_text) break_line();
  if (!open_.empty()) open_.back().has_elements = true;
  (out_ += '<') += name;
  open_.push_back({std::string(name)});
  in_tag_ = true;
}

void XmlWriter::attribute(std::string_view name, std::string_view value) {
  if (!in_tag_) return;
  ((out_ += ' ') += name) += "=\"";
  append(out_, value, true);
  out_ += '"';
}

void XmlWriter::text(std::string_view value) {
  if (open_.empty() || value.empty()) return;
  close_tag();
  open_.back().has_text = true;
  append(out_, value, false);
}

void XmlWriter::end() {
  if (open_.empty()) return;
  const Level level = std::move(open_.back());
  open_.pop_back();
  if (in_tag_) {
    out_ += "/>";
    in_tag_ = false;
    return;
  }
  if (level.has_elements && !level.has_text) break_line();
  ((out_ += "</") += level.name) += '>';
}

void XmlWriter::finish() {
  while (!open_.empty()) end();
}

}  // namespace zhudun::write
