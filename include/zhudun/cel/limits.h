// The bounds of the language, each with its name in messages. Reaching one while compiling is a diagnostic with code
// `cel-limit`, while evaluating an error value with ErrorCode::limit that nothing absorbs.
#pragma once

#include <cstdint>

namespace zhudun::cel {

struct CompileLimits {
  std::uint32_t expression_length = 100'000;  // bytes of one expression
  std::uint32_t expression_depth = 200;       // nesting of the text and height of its tree
  std::uint32_t comprehension_depth = 8;      // comprehensions within comprehensions
};

struct EvaluationLimits {
  std::uint64_t cost = 10'000'000;      // steps: one a sub-expression, one a ten bytes or an element gone through
  std::uint64_t text_size = 1'000'000;  // bytes of a string or bytes value built
  std::uint64_t list_size = 1'000'000;  // elements of a list or entries of a map built
  std::uint64_t missing = 500'000;      // paths that an unknown value names
  std::uint32_t call_depth = 16;        // functions defined in CEL that call such functions
};

}  // namespace zhudun::cel
