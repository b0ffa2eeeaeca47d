// How many lines a text has: counted, or guessed for who makes room for them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace zhudun::source {

// How often the byte stands in the text; sixteen bytes at once.
inline std::size_t count_of(std::string_view bytes, char sought) {
  constexpr std::size_t block = 16, most = 255;  // blocks, until a lane of the counts is full
  using Block [[gnu::vector_size(block)]] = std::uint8_t;
  std::size_t count = 0;
  while (bytes.size() >= block) {
    Block counts{};
    const std::size_t blocks = std::min(bytes.size() / block, most);
    for (std::size_t at = 0; at < blocks; ++at) {
      Block some;
      std::memcpy(&some, bytes.data() + at * block, block);
      counts -= reinterpret_cast<Block>(some == static_cast<std::uint8_t>(sought));  // which is 255 where it is so
    }
    for (std::size_t lane = 0; lane < block; ++lane) count += counts[lane];
    bytes.remove_prefix(blocks * block);
  }
  return count + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), sought));
}

// As many lines as there would be if all of the text were like its beginning; counted where it is no longer than that.
inline std::size_t lines_guessed(std::string_view bytes) {
  constexpr std::size_t sample = 1U << 18U;
  const std::size_t lines = count_of(bytes.substr(0, sample), '\n') + 1;
  return bytes.size() <= sample ? lines : lines * (bytes.size() / sample + 1);
}

}  // namespace zhudun::source
