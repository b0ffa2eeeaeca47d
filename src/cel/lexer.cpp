#include "cel/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "cel/literal.h"
#include "cel/utf8.h"

namespace zhudun::cel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); }
bool is_letter(char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// The bytes of the operator or bracket that begins with `c`; 0: none does.
std::size_t mark_size(char c, char next) {
  if (c == '&' || c == '|') return next == c ? 2 : 0;
  if (c == '=') return next == '=' ? 2 : 0;
  if (c == '!' || c == '<' || c == '>') return next == '=' ? 2 : 1;
  return std::string_view("+-*/%?:,.()[]{}").find(c) != std::string_view::npos ? 1 : 0;
}

class Lexer {
 public:
  Lexer(std::string_view text, Reporter& reporter) : text_(text), reporter_(reporter) {}

  std::vector<Token> run() {
    tokens_.reserve(text_.size() / 4 + 2);
    for (skip(); at_ < text_.size(); skip()) next();
    begin_ = at_;
    add(TokenKind::end);
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == '/' && peek(1) == '/') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return;
      }
    }
  }

  void next() {
    begin_ = at_;
    const char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (const auto prefix = quote_prefix()) return quoted(*prefix);
    if (is_letter(c)) return word();
    if (c == '`') return quoted_name();
    if (const std::size_t size = mark_size(c, peek(1))) {
      at_ += size;
      return add(TokenKind::mark);
    }
    std::size_t after = at_;
    next_utf8(text_, after);
    at_ = after;
    error("cel-syntax", fmt::format("`{}` has no meaning in an expression", text_.substr(begin_, at_ - begin_)),
          hint(c));
  }

  static std::string hint(char c) {
    if (c == '=') return "equality is written `==`";
    if (c == '&') return "`and` is written `&&`";
    if (c == '|') return "`or` is written `||`";
    return {};
  }

  void add(TokenKind kind, Value value = {}) {
    tokens_.push_back({kind, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_),
                       text_.substr(begin_, at_ - begin_), std::move(value)});
  }

  void error(const char* code, std::string message, std::string help = {}) {
    reporter_.error(code, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_), std::move(message),
                    std::move(help));
  }

  void word() {
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    const std::string_view word = text_.substr(begin_, at_ - begin_);
    if (word == "true" || word == "false") return add(TokenKind::literal, Value::boolean(word == "true"));
    if (word == "null") return add(TokenKind::literal);
    add(word == "in" ? TokenKind::mark : TokenKind::identifier);
  }

  void quoted_name() {
    const std::size_t close = text_.find_first_of("`\n", at_ + 1);
    if (close == std::string_view::npos || text_[close] == '\n') {
      at_ = std::min(close, text_.size());
      return error("cel-syntax", "a field name in backquotes does not end");
    }
    at_ = close + 1;
    const std::string_view name = text_.substr(begin_ + 1, close - begin_ - 1);
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || std::string_view("./- ").find(c) < 4; };
    if (name.empty() || !std::all_of(name.begin(), name.end(), allowed))
      return error("cel-syntax",
                   "a field name in backquotes holds letters, digits, `_`, `.`, `-`, `/` and spaces only");
    add(TokenKind::quoted);
    tokens_.back().text = name;
  }

  // The letters before a quote, if here is one: '', `r`, `b`, `br`.
  std::optional<std::string_view> quote_prefix() const {
    std::size_t length = 0;
    if ((peek() | 32) == 'b') ++length;
    if ((peek(length) | 32) == 'r') ++length;
    const char quote = peek(length);
    return quote == '"' || quote == '\'' ? std::optional(text_.substr(at_, length)) : std::nullopt;
  }

  void quoted(std::string_view prefix) {
    QuotedText result;
    for (const char c : prefix) ((c | 32) == 'r' ? result.raw : result.bytes) = true;
    at_ += prefix.size();
    const std::string_view three = text_.substr(at_, 3);
    const bool triple = three == "\"\"\"" || three == "'''";
    const std::string_view quote = text_.substr(at_, triple ? 3 : 1);
    at_ += quote.size();
    result.begin = static_cast<std::uint32_t>(at_);
    while (at_ < text_.size() && text_.substr(at_, quote.size()) != quote) {
      if (!triple && (text_[at_] == '\n' || text_[at_] == '\r')) break;
      at_ += text_[at_] == '\\' && !result.raw && at_ + 1 < text_.size() ? 2 : 1;
    }
    at_ = std::min(at_, text_.size());
    if (text_.substr(at_, quote.size()) != quote)
      return error("cel-string", "a string does not end", triple ? "" : "a string of several lines takes three quotes");
    result.body = text_.substr(result.begin, at_ - result.begin);
    at_ += quote.size();
    add(TokenKind::literal, unquote(result, reporter_));
  }

  void number() {
    const bool hex = peek() == '0' && (peek(1) | 32) == 'x' && is_hex(peek(2));
    if (hex) at_ += 2;
    while (hex ? is_hex(peek()) : is_digit(peek())) ++at_;
    const bool real = !hex && fraction_and_exponent();
    const std::string_view digits = text_.substr(begin_, at_ - begin_);
    const bool is_unsigned = !real && (peek() | 32) == 'u';
    if (is_unsigned) ++at_;
    if (is_letter(peek()) || is_digit(peek())) return glued();
    if (real) return floating(digits);
    std::uint64_t value = 0;
    const std::string_view bare = digits.substr(hex ? 2 : 0);
    const auto [end, failure] = std::from_chars(bare.data(), bare.data() + bare.size(), value, hex ? 16 : 10);
    if (failure != std::errc() || end != bare.data() + bare.size())
      return error("cel-number", fmt::format("`{}` does not fit in 64 bits", digits));
    add(is_unsigned ? TokenKind::literal : TokenKind::integer, Value::uinteger(value));
  }

  bool fraction_and_exponent() {
    const std::size_t whole = at_;
    if (peek() == '.' && is_digit(peek(1))) {
      for (++at_; is_digit(peek());) ++at_;
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() | 32) == 'e' && is_digit(peek(1 + sign))) {
      for (at_ += 1 + sign; is_digit(peek());) ++at_;
    }
    return at_ > whole;
  }

  void floating(std::string_view digits) {
    // from_chars wants a digit before the point.
    const std::string text = (digits[0] == '.' ? "0" : "") + std::string(digits);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc::result_out_of_range && text.find("e-") == text.npos && text.find("E-") == text.npos)
      return error("cel-number", fmt::format("`{}` does not fit in a double", digits));
    add(TokenKind::literal, Value::floating(value));
  }

  void glued() {
    while (is_letter(peek()) || is_digit(peek())) ++at_;
    error("cel-number", fmt::format("`{}` is not a number", text_.substr(begin_, at_ - begin_)));
  }

  std::string_view text_;
  Reporter& reporter_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(std::string_view text, Reporter& reporter) { return Lexer(text, reporter).run(); }

}  // namespace zhudun::cel
