// What quoted text stands for: escapes resolved, as a string or as bytes.
#pragma once

#include <string_view>

#include "cel/reporter.h"
#include "zhudun/cel/value.h"

namespace zhudun::cel {

struct QuotedText {
  std::string_view body;    // between the quotes
  std::uint32_t begin = 0;  // of the body in the expression
  bool raw = false;
  bool bytes = false;
};

// Reports each wrong escape and goes on, so that the result is always a value.
Value unquote(const QuotedText& quoted, Reporter& reporter);

}  // namespace zhudun::cel
