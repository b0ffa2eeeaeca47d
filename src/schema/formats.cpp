#include "schema/formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace zhudun::schema {
namespace {

// Whether a byte continues a character of UTF-8.
bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

std::size_t characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

std::string uscc_fault(std::string_view text) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // without I, O, S, V, Z
  constexpr std::array weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};  // 3^i mod 31
  const std::size_t length = characters(text);
  if (length != weights.size() + 1) return fmt::format("has {} characters, not 18", length);
  std::size_t sum = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t value = alphabet.find(text[at]);
    if (value == std::string_view::npos) {
      std::size_t end = at + 1;
      while (end < text.size() && continues(text[end])) ++end;
      return fmt::format("holds `{}`, which is no character of the code", text.substr(at, end - at));
    }
    if (at < weights.size()) sum += value * static_cast<std::size_t>(weights[at]);
  }
  const char expected = alphabet[(31 - sum % 31) % 31];
  if (text.back() == expected) return {};
  return fmt::format("ends in `{}`, but its check character is `{}`", text.back(), expected);
}

}  // namespace zhudun::schema
