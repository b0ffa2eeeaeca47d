#include "zhudun/write/json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

void append_wide(std::string& out, std::string_view character) {
  if (const unsigned code = misleading(character)) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    out += character;
  }
}

bool needs_escape(char c, char before) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || c == '"' || c == '\\' || (c == '/' && before == '<');
}

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      (out += '\\') += c;
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
  }
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (!needs_escape(c, at > 0 ? text[at - 1] : '\0')) {  // it may begin a run, in which nothing needs one
      const std::size_t run = plain_run(text, at);
      out.append(text, at, run);
      at += run;
      if (run > 0) continue;
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      const Character character = wide_character_at(text, at);
      append_wide(out, character.valid ? text.substr(at, character.size) : kReplacement);
      at += character.size;
      continue;
    }
    if (needs_escape(c, at > 0 ? text[at - 1] : '\0')) {
      append_escape(out, c);
    } else {
      out += c;
    }
    ++at;
  }
  out += '"';
}

template <class Number>
std::string_view spell(Number value, char (&buffer)[32]) {
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

void JsonWriter::break_line() {
  constexpr std::string_view kBreak = "\n                ";
  const std::size_t spaces = 2 * open_.size();
  out_ += kBreak.substr(0, 1 + spaces);
  if (spaces > kBreak.size() - 1) out_.append(spaces - (kBreak.size() - 1), ' ');
}

// The comma and the break before the next value of an array, key of an object, or value at the top.
void JsonWriter::before_item() {
  if (open_.empty()) {
    if (started_) out_ += '\n';
    started_ = true;
    return;
  }
  Level& level = open_.back();
  if (!level.empty) out_ += ',';
  if (!level.one_line) {
    break_line();
  } else if (!level.empty && layout_ == Layout::indented) {
    out_ += ' ';
  }
  level.empty = false;
}

void JsonWriter::key(std::string_view name) {
  if (!in_object()) return;
  if (has_key_) null();
  before_item();
  append_string(out_, name);
  out_ += layout_ == Layout::compact ? ":" : ": ";
  has_key_ = true;
}

void JsonWriter::before_value() {
  if (in_object()) {
    if (!has_key_) key("");
    has_key_ = false;
  } else {
    before_item();
  }
}

void JsonWriter::begin(char open, char close, bool one_line) {
  before_value();
  out_ += open;
  open_.push_back({close, one_line || (!open_.empty() && open_.back().one_line), true});
}

void JsonWriter::end() {
  if (open_.empty()) return;
  if (has_key_) null();
  const Level level = open_.back();
  open_.pop_back();
  if (!level.empty && !level.one_line) break_line();
  out_ += level.close;
}

void JsonWriter::finish() {
  while (!open_.empty()) end();
  if (!started_) null();
}

void JsonWriter::scalar(std::string_view text) {
  before_value();
  out_ += text;
}

void JsonWriter::string(std::string_view value) {
  before_value();
  append_string(out_, value);
}

void JsonWriter::integer(std::int64_t value) {
  char buffer[32];
  scalar(spell(value, buffer));
}

void JsonWriter::unsigned_integer(std::uint64_t value) {
  char buffer[32];
  scalar(spell(value, buffer));
}

void JsonWriter::number(double value) {
  char buffer[32];
  std::isfinite(value) ? scalar(spell(value, buffer)) : null();
}

void JsonWriter::boolean(bool value) { scalar(value ? "true" : "false"); }

void JsonWriter::null() { scalar("null"); }

}  // namespace zhudun::write
