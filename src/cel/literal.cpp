#include "cel/literal.h"

#include <fmt/format.h>

#include "cel/utf8.h"

namespace zhudun::cel {

namespace {

class Unquoter {
 public:
  Unquoter(const QuotedText& quoted, Reporter& reporter) : quoted_(quoted), reporter_(reporter) {}

  std::string run() {
    while (at_ < quoted_.body.size()) {
      const char c = quoted_.body[at_++];
      if (c == '\\' && !quoted_.raw) {
        escape();
      } else {
        text_ += c;
      }
    }
    return std::move(text_);
  }

 private:
  void escape() {
    const std::size_t begin = at_ - 1;
    const char c = at_ < quoted_.body.size() ? quoted_.body[at_++] : '\0';
    switch (c) {
      case 'a':
        text_ += '\a';
        return;
      case 'b':
        text_ += '\b';
        return;
      case 'f':
        text_ += '\f';
        return;
      case 'n':
        text_ += '\n';
        return;
      case 'r':
        text_ += '\r';
        return;
      case 't':
        text_ += '\t';
        return;
      case 'v':
        text_ += '\v';
        return;
      case '\\':
      case '?':
      case '"':
      case '\'':
      case '`':
        text_ += c;
        return;
      case 'x':
      case 'X':
        return byte_or_code(begin, digits(2, 16));
      case 'u':
      case 'U':
        return code_point(begin, digits(c == 'u' ? 4 : 8, 16));
      default:
        break;
    }
    if (c >= '0' && c <= '3') {
      --at_;
      return byte_or_code(begin, digits(3, 8));
    }
    wrong(begin);
  }

  // The number of exactly so many digits, or -1.
  std::int64_t digits(int count, int base) {
    std::int64_t value = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      const char c = at_ < quoted_.body.size() ? quoted_.body[at_] : '\0';
      const int digit = c >= '0' && c <= '9'                 ? c - '0'
                        : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                             : base;
      if (digit >= base) return -1;
      value = value * base + digit;
    }
    return value;
  }

  void byte_or_code(std::size_t begin, std::int64_t value) {
    if (value < 0) return wrong(begin);
    if (quoted_.bytes) {
      text_ += static_cast<char>(value);
    } else {
      append_utf8(text_, static_cast<std::uint32_t>(value));
    }
  }

  void code_point(std::size_t begin, std::int64_t value) {
    if (quoted_.bytes) return wrong(begin, "bytes take `\\xHH` or `\\ooo`");
    if (value < 0 || value > 0x10FFFF || !is_scalar(static_cast<std::uint32_t>(value)))
      return wrong(begin, "a code point is written `\\uHHHH` or `\\UHHHHHHHH`, surrogates are none");
    append_utf8(text_, static_cast<std::uint32_t>(value));
  }

  void wrong(std::size_t begin, const char* help = "write `\\\\` for a backslash, or a raw string r'...'") {
    std::size_t end = at_;
    while (end < quoted_.body.size() && (quoted_.body[end] & 0xC0) == 0x80) ++end;
    reporter_.error("cel-string", quoted_.begin + static_cast<std::uint32_t>(begin),
                    quoted_.begin + static_cast<std::uint32_t>(end),
                    fmt::format("`{}` is not an escape of CEL", quoted_.body.substr(begin, end - begin)), help);
  }

  const QuotedText& quoted_;
  Reporter& reporter_;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace

Value unquote(const QuotedText& quoted, Reporter& reporter) {
  std::string text = Unquoter(quoted, reporter).run();
  return quoted.bytes ? Value::bytes(std::move(text)) : Value::string(std::move(text));
}

}  // namespace zhudun::cel
