#include "cel/regex.h"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <string>

#include "zhudun/pattern/pattern.h"

namespace zhudun::cel {

namespace {

struct Compiled {
  std::optional<pattern::Pattern> pattern;
  std::string why;  // there is none
};

// Patterns are mostly literals in rules that run for every subject: compiled once. Emptied when full, so that patterns
// made of data cannot fill the memory.
Compiled compiled(std::string_view text) {
  constexpr std::size_t most = 256;
  static std::mutex mutex;
  static auto& patterns = *new std::map<std::string, Compiled, std::less<>>;
  const std::lock_guard lock(mutex);
  const auto found = patterns.find(text);
  if (found != patterns.end()) return found->second;
  if (patterns.size() >= most) patterns.clear();
  Compiled fresh;
  fresh.pattern = pattern::Pattern::compile(text, fresh.why);
  return patterns.emplace(text, std::move(fresh)).first->second;
}

}  // namespace

Value regex_found(std::string_view text, std::string_view pattern) {
  const Compiled regex = compiled(pattern);
  if (!regex.pattern)
    return Value::error(ErrorCode::invalid_argument,
                        fmt::format("`{}` is not a regular expression: {}", pattern, regex.why));
  return Value::boolean(regex.pattern->found_in(text));
}

}  // namespace zhudun::cel
