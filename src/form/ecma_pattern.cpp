#include "form/ecma_pattern.h"

#include <array>
#include <utility>

namespace zhudun::form {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kNamedClasses = {{
    {"[:alnum:]", "0-9A-Za-z"},
    {"[:alpha:]", "A-Za-z"},
    {"[:cntrl:]", "\\x00-\\x1f\\x7f"},
    {"[:digit:]", "0-9"},
    {"[:graph:]", "!-~"},
    {"[:lower:]", "a-z"},
    {"[:print:]", " -~"},
    {"[:space:]", "\\t\\n\\v\\f\\r "},
    {"[:upper:]", "A-Z"},
    {"[:word:]", "0-9A-Za-z_"},
    {"[:xdigit:]", "0-9A-Fa-f"},
}};

constexpr std::string_view kSyntax = "^$\\.*+?()[]{}|/";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Translator {
 public:
  explicit Translator(std::string_view text) : text_(text) {}

  std::optional<std::string> run() {
    while (sure_ && at_ < text_.size()) step();
    return sure_ ? std::optional(std::move(out_)) : std::nullopt;
  }

 private:
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void copy() { out_ += text_[at_++]; }
  void escaped(char c) {
    if (kSyntax.find(c) != std::string_view::npos) out_ += '\\';
    out_ += c;
  }

  void step() {
    const char c = text_[at_];
    if (c == '\\') return escape(false);
    if (c == '[') return set();
    if (take("(?:")) {
      out_ += "(?:";
    } else if (text_.substr(at_).starts_with("(?")) {
      sure_ = false;  // flags, names: written in another way there
    } else if (c == '.') {
      out_ += "[^\\n]";
      ++at_;
    } else if (c == '{') {
      repeat();
    } else if (c == '}' || c == ']') {
      escaped(text_[at_++]);
    } else {
      copy();
    }
  }

  // {n}, {n,}, {n,m}; any other brace is itself.
  void repeat() {
    std::size_t end = at_ + 1;
    const auto digits = [&] {
      const std::size_t from = end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
      return end > from;
    };
    bool right = digits();
    if (right && end < text_.size() && text_[end] == ',') {
      ++end;
      digits();
    }
    right = right && end < text_.size() && text_[end] == '}';
    if (!right) return escaped(text_[at_++]);
    out_ += text_.substr(at_, end + 1 - at_);
    at_ = end + 1;
  }

  void escape(bool in_set) {
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    const std::string_view spaces = "\\t\\n\\f\\r ";  // of RE2; \s of the other knows more
    if (c == 's' && in_set) {
      out_ += spaces;
    } else if ((c == 's' || c == 'S') && !in_set) {
      out_ += c == 's' ? "[" : "[^";
      out_ += spaces;
      out_ += ']';
    } else if (c == 'x') {
      return hex();
    } else if (c == 'A' || c == 'z') {
      out_ += c == 'A' ? '^' : '$';
      sure_ = sure_ && !in_set;
    } else if (std::string_view("dDwWtnrfv").find(c) != std::string_view::npos || (!in_set && (c == 'b' || c == 'B'))) {
      out_ += '\\';
      out_ += c;
    } else if (c == '-' && in_set) {
      out_ += "\\-";
    } else if (c == '\0' || is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      sure_ = false;
    } else {
      escaped(c);
    }
    at_ += 2;
  }

  void hex() {
    const auto hex_at = [&](std::size_t at) { return at < text_.size() && is_hex(text_[at]); };
    if (hex_at(at_ + 2) && hex_at(at_ + 3)) {
      out_ += text_.substr(at_, 4);
      at_ += 4;
      return;
    }
    const std::size_t end = text_.find('}', at_);
    sure_ = text_.substr(at_).starts_with("\\x{") && end != std::string_view::npos;
    if (!sure_) return;
    out_ += "\\u";
    out_ += text_.substr(at_ + 2, end + 1 - at_ - 2);
    at_ = end + 1;
  }

  void set() {
    copy();
    if (at_ < text_.size() && text_[at_] == '^') copy();
    for (bool first = true; sure_; first = false) {
      if (at_ >= text_.size()) {
        sure_ = false;
      } else if (text_[at_] == ']' && !first) {
        return copy();
      } else if (text_[at_] == '\\') {
        escape(true);
      } else if (text_.substr(at_).starts_with("[:")) {
        named_class();
      } else if (text_[at_] == '-') {
        copy();
      } else {
        escaped(text_[at_++]);
      }
    }
  }

  void named_class() {
    for (const auto& [name, members] : kNamedClasses) {
      if (!take(name)) continue;
      out_ += members;
      return;
    }
    sure_ = false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  bool sure_ = true;
};

}  // namespace

std::optional<std::string> ecma_pattern(std::string_view re2) { return Translator(re2).run(); }

}  // namespace zhudun::form
