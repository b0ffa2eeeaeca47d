// How many lines a text has, for who makes room for them. In: its bytes. Out: as many as there would be if all of it
// were like its beginning; counted where it is no longer than that. To look at more of a short one takes longer than
// room for too few costs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace zhudun::source {

inline std::size_t lines_guessed(std::string_view bytes) {
  constexpr std::size_t large = 1U << 18U, little = 1U << 10U;
  const std::size_t sample = bytes.size() < large ? little : large;
  const std::string_view beginning = bytes.substr(0, sample);
  const auto lines = static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\n')) + 1;
  return bytes.size() <= sample ? lines : lines * (bytes.size() / sample + 1);
}

}  // namespace zhudun::source
