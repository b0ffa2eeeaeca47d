// How many lines a text has, for who makes room for them. In: its bytes. Out: as many as there would be if all of it
// were like its beginning; counted where it is no longer than that.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace zhudun::source {

inline std::size_t lines_guessed(std::string_view bytes) {
  constexpr std::size_t sample = 1U << 18U;
  const std::string_view beginning = bytes.substr(0, sample);
  const auto lines = static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\n')) + 1;
  return bytes.size() <= sample ? lines : lines * (bytes.size() / sample + 1);
}

}  // namespace zhudun::source
