#include "yaml/words.h"

#include <algorithm>

namespace zhudun::yaml {

std::string in_backticks(std::string_view text) {
  constexpr std::size_t most = 60;  // bytes; enough to recognise the place
  std::size_t end = std::min({text.size(), text.find_first_of("\r\n"), most});
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "`" + std::string(text.substr(0, end)) + (end < text.size() ? "…`" : "`");
}

}  // namespace zhudun::yaml
