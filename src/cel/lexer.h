// Text to tokens. Out: every token with its place, the last of kind `end`; what cannot be a token is reported and left
// out, so that the parser sees the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cel/reporter.h"
#include "zhudun/cel/value.h"

namespace zhudun::cel {

enum class TokenKind : std::uint8_t {
  end,
  identifier,  // reserved words too: they may be field names
  quoted,      // `a-b`, as a field name
  literal,     // uint, double, string, bytes, true, false, null
  integer,     // its value is a uinteger: the sign is the parser's
  mark,        // operators and brackets, and the word `in`
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view text;  // of a quoted name without its quotes
  Value value;
};

std::vector<Token> lex(std::string_view text, Reporter& reporter);

}  // namespace zhudun::cel
