#include "write/xlsx_text.h"

#include <algorithm>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kEscapedUnderscore = "_x005F_";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_escape(std::string_view text) {
  return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

bool is_forbidden(std::string_view character) {
  return (character != "\t" && is_control(character)) || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

// What it begins with of printable ASCII that needs no look.
std::string_view plain_run(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~' || c == '_'; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::size_t units_of(std::string_view character) {
  return character.size() == 4 ? 2 : character == kEscapedUnderscore ? kEscapedUnderscore.size() : 1;
}

// Appends characters as long as they fit, and keeps where the text would end if the next did not.
class Cutter {
 public:
  explicit Cutter(std::size_t units) : left_(units) {}

  bool append(std::string_view character) {
    const std::size_t units = units_of(character);
    if (units > left_) {
      made_.text.resize(end_);
      if (left_at_end_ > 0) made_.text += kEllipsis;
      made_.cut = true;
      return false;
    }
    made_.text += character;
    left_ -= units;
    if (left_ > 0) {  // `…` would still fit
      end_ = made_.text.size();
      left_at_end_ = left_;
    }
    return true;
  }

  // Takes of characters of one unit each as many as fit with room for one more, and says how many.
  std::size_t append_run(std::string_view text) {
    const std::string_view run = plain_run(text.substr(0, left_ - std::min(left_, std::size_t{1})));
    if (run.empty()) return 0;
    made_.text += run;
    left_at_end_ = left_ -= run.size();
    end_ = made_.text.size();
    return run.size();
  }

  XlsxText take() { return std::move(made_); }

 private:
  XlsxText made_;
  std::size_t left_, end_ = 0, left_at_end_ = left_;
};

}  // namespace

XlsxText xlsx_text(std::string_view text, std::size_t units) {
  Cutter cutter(units);
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t taken = cutter.append_run(text.substr(at)); taken > 0) {
      at += taken;
      continue;
    }
    const bool ascii = static_cast<unsigned char>(text[at]) < 0x80;
    const Character found = ascii ? Character{1, true} : wide_character_at(text, at);
    std::string_view character = found.valid ? text.substr(at, found.size) : kReplacement;
    at += found.size;
    if (character == "\r") {
      if (text.substr(at).starts_with('\n')) ++at;
      character = "\n";
    } else if (character != "\n" && is_forbidden(character)) {
      character = kReplacement;
    } else if (character == "_" && is_escape(text.substr(at - 1))) {
      character = kEscapedUnderscore;
    }
    if (!cutter.append(character)) break;
  }
  return cutter.take();
}

std::string xlsx_line(std::string_view text, std::size_t units) {
  std::string line = xlsx_text(text, units).text;
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace zhudun::write
