#include "zhudun/write/ical.h"

#include "write/utf8.h"

namespace zhudun::write {
namespace {

constexpr std::size_t kOctets = 75;  // of a line, its CRLF not counted

bool breaks_line(std::string_view character) {
  return character == "\n" || character == "\r" || character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

bool allowed(std::string_view character) { return character == "\t" || !is_control(character); }

std::string escaped(std::string_view text) {
  std::string out;
  bool after_return = false;
  each_character(text, [&](std::string_view character) {
    const bool second_half = after_return && character == "\n";
    after_return = character == "\r";
    if (second_half) return;
    if (breaks_line(character)) {
      out += "\\n";
      return;
    }
    if (character == "\\" || character == ";" || character == ",") out += '\\';
    out += character;
  });
  return out;
}

void append_folded(std::string& out, std::string_view line) {
  std::size_t octets = 0;
  each_character(line, [&](std::string_view character) {
    const std::string_view shown = allowed(character) ? character : kReplacement;
    if (octets + shown.size() > kOctets) {
      out += "\r\n ";
      octets = 1;
    }
    out += shown;
    octets += shown.size();
  });
  out += "\r\n";
}

}  // namespace

void IcalWriter::begin(std::string_view component) {
  value("BEGIN", component);
  open_.emplace_back(component);
}

void IcalWriter::end() {
  if (open_.empty()) return;
  value("END", open_.back());
  open_.pop_back();
}

void IcalWriter::finish() {
  while (!open_.empty()) end();
}

void IcalWriter::value(std::string_view name, std::string_view value) {
  std::string line(name);
  append_folded(out_, (line += ':') += value);
}

void IcalWriter::text(std::string_view name, std::string_view text) { value(name, escaped(text)); }

void IcalWriter::texts(std::string_view name, const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& one : values) (list += list.empty() ? "" : ",") += escaped(one);
  value(name, list);
}

std::string ical_parameter(std::string_view text) {
  std::string out;
  bool quoted = false;
  each_character(text, [&](std::string_view character) {
    quoted |= character == ":" || character == ";" || character == ",";
    out += character == "\"" ? "'" : is_control(character) ? kReplacement : character;
  });
  return quoted ? '"' + out + '"' : out;
}

}  // namespace zhudun::write
