#include "cel/regex.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace zhudun::cel {

namespace {

// Patterns are mostly literals in rules that run for every subject: compiled once. Emptied when full, so that patterns
// made of data cannot fill the memory.
std::shared_ptr<const RE2> compiled(std::string_view pattern) {
  constexpr std::size_t most = 256;
  static std::mutex mutex;
  static auto& patterns = *new std::map<std::string, std::shared_ptr<const RE2>, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto found = patterns.find(pattern);
  if (found != patterns.end()) return found->second;
  RE2::Options options;
  options.set_log_errors(false);
  if (patterns.size() >= most) patterns.clear();
  const re2::StringPiece piece(pattern.data(), pattern.size());
  return patterns.emplace(pattern, std::make_shared<const RE2>(piece, options)).first->second;
}

}  // namespace

Value regex_found(std::string_view text, std::string_view pattern) {
  const std::shared_ptr<const RE2> regex = compiled(pattern);
  if (!regex->ok())
    return Value::error(ErrorCode::invalid_argument,
                        fmt::format("`{}` is not a regular expression: {}", pattern, regex->error()));
  return Value::boolean(RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex));
}

}  // namespace zhudun::cel
