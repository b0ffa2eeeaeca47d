#include "zhudun/pattern/pattern.h"

#include <re2/re2.h>

namespace zhudun::pattern {

std::optional<Pattern> Pattern::compile(std::string_view expression, std::string& why) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_shared<RE2>(re2::StringPiece(expression.data(), expression.size()), options);
  if (!compiled->ok()) {
    why = compiled->error();
    return std::nullopt;
  }
  Pattern result;
  result.compiled_ = std::move(compiled);
  return result;
}

bool Pattern::found_in(std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

}  // namespace zhudun::pattern
