// Regular expressions in time linear in the text, whatever the expression (RE2's syntax). The only home of RE2.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace zhudun::pattern {

class Pattern {
 public:
  // nullopt if the expression is no regular expression; `why` then says what is wrong.
  static std::optional<Pattern> compile(std::string_view expression, std::string& why);
  // Whether the expression matches somewhere in the text.
  bool found_in(std::string_view text) const;

 private:
  std::shared_ptr<const re2::RE2> compiled_;
};

}  // namespace zhudun::pattern
