// Single- and double-quoted scalars.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "yaml/spelling.h"

namespace zhudun::yaml {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U)), tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U)), tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U)), tail(12), tail(6), tail(0);
  }
}

struct Named {
  char name;
  std::string_view text;
};
constexpr std::array<Named, 18> kNamed{{{'0', {"\0", 1}},
                                        {'a', "\a"},
                                        {'b', "\b"},
                                        {'t', "\t"},
                                        {'\t', "\t"},
                                        {'n', "\n"},
                                        {'v', "\v"},
                                        {'f', "\f"},
                                        {'r', "\r"},
                                        {'e', "\x1B"},
                                        {' ', " "},
                                        {'"', "\""},
                                        {'/', "/"},
                                        {'\\', "\\"},
                                        {'N', "\xC2\x85"},
                                        {'_', "\xC2\xA0"},
                                        {'L', "\xE2\x80\xA8"},
                                        {'P', "\xE2\x80\xA9"}}};

std::optional<std::uint32_t> hexadecimal(std::string_view bytes, std::uint32_t at, std::uint32_t digits) {
  const std::string_view text = bytes.substr(at, digits);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != digits || error != std::errc() || end != text.data() + digits) return std::nullopt;
  return value;
}

bool is_surrogate(std::uint32_t c) { return c >= 0xD800 && c < 0xE000; }

class Quoted {
 public:
  Quoted(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out)
      : bytes_(bytes), begin_(begin), indent_(indent), out_(out), p_(begin + 1) {}

  Spelling decode() {
    const char quote = bytes_[begin_];
    const std::string_view stops = quote == '"' ? "\"\\ \t\r\n" : "' \t\r\n";
    while (p_ < bytes_.size() && !fault_) {
      const auto stop = static_cast<std::uint32_t>(std::min(bytes_.find_first_of(stops, p_), bytes_.size()));
      out_.verbatim(bytes_, p_, stop);
      p_ = stop;
      if (p_ >= bytes_.size()) break;
      if (bytes_[p_] != quote) {
        bytes_[p_] == '\\' ? escape() : blanks();
      } else if (quote == '\'' && bytes_.substr(p_ + 1, 1) == "'") {
        out_.unit(p_, p_ + 2, "'");
        p_ += 2;
      } else {
        return {p_ + 1, p_ + 1, {}};
      }
    }
    if (!fault_) fault_ = Fault{begin_, begin_ + 1, "the quote opened here is never closed", {}};
    return {p_, p_, fault_};
  }

 private:
  void blanks() {
    const Fold folded = fold(bytes_, p_, indent_);
    if (folded.fault) return unindented(*folded.fault);
    if (folded.breaks > 0) out_.unit(p_, folded.end, folded.text());
    if (folded.breaks == 0) out_.verbatim(bytes_, p_, folded.end);
    p_ = folded.end;
  }

  // Mostly a quote that was never closed: what matters is where it was opened.
  void unindented(const Fault& fault) {
    fault_ = fault;
    if (bytes_[fault.end - 1] == '\t') return;
    fault_ = Fault{begin_, begin_ + 1, "the quote opened here is not closed before a line that is not indented",
                   "close the quote, or indent every line of the text more than its key"};
  }

  void escape() {
    const char name = p_ + 1 < bytes_.size() ? bytes_[p_ + 1] : '\0';
    if (is_break(name)) return escaped_break();
    if (name == 'x') return code_point(2);
    if (name == 'u') return code_point(4);
    if (name == 'U') return code_point(8);
    for (const Named& each : kNamed) {
      if (each.name != name) continue;
      out_.unit(p_, p_ + 2, each.text);
      p_ += 2;
      return;
    }
    fault_ = Fault{p_, p_ + 2, fmt::format("`{}` is no escape", bytes_.substr(p_, character(p_ + 1) - p_)),
                   "write a backslash as `\\\\`, or use single quotes"};
    fault_->end = character(p_ + 1);
  }

  // The offset after the character at i.
  std::uint32_t character(std::uint32_t i) const {
    for (++i; i < bytes_.size() && (static_cast<unsigned char>(bytes_[i]) & 0xC0U) == 0x80U;) ++i;
    return std::min(i, static_cast<std::uint32_t>(bytes_.size()));
  }

  void escaped_break() {
    const Fold folded = fold(bytes_, p_ + 1, indent_);
    if (folded.fault) return unindented(*folded.fault);
    out_.unit(p_, folded.end, std::string(folded.breaks - 1, '\n'));
    p_ = folded.end;
  }

  void code_point(std::uint32_t digits) {
    const std::optional<std::uint32_t> code = hexadecimal(bytes_, p_ + 2, digits);
    if (!code || *code > 0x10FFFF || is_surrogate(*code)) {
      const bool surrogate = code && is_surrogate(*code);
      fault_ = Fault{p_, std::min(p_ + 2 + (surrogate ? digits : 0), static_cast<std::uint32_t>(bytes_.size())),
                     "this escape names no character",
                     surrogate ? "write the character itself, or `\\U` with 8 digits instead of two surrogates"
                               : fmt::format("give it {} hexadecimal digits", digits)};
      return;
    }
    std::string text;
    append_utf8(text, *code);
    out_.unit(p_, p_ + 2 + digits, text);
    p_ += 2 + digits;
  }

  std::string_view bytes_;
  std::uint32_t begin_;
  Indent indent_;
  Decoded& out_;
  std::uint32_t p_;
  std::optional<Fault> fault_;
};

}  // namespace

Spelling decode_quoted(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out) {
  return Quoted(bytes, begin, indent, out).decode();
}

}  // namespace zhudun::yaml
