// Whether two short texts are one: what a call of memcmp costs is more than most keys and names take.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace zhudun::source {

inline bool same(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto equal_at = [&]<class Word>(std::size_t at, Word one, Word other) {
    std::memcpy(&one, a.data() + at, sizeof one);
    std::memcpy(&other, b.data() + at, sizeof other);
    return one == other;
  };
  // The first word and the last one, which may overlap.
  if (size > 32) return a == b;
  if (size > 16) {
    return equal_at(0, std::uint64_t{}, std::uint64_t{}) && equal_at(8, std::uint64_t{}, std::uint64_t{}) &&
           equal_at(size - 16, std::uint64_t{}, std::uint64_t{}) &&
           equal_at(size - 8, std::uint64_t{}, std::uint64_t{});
  }
  if (size >= 8)
    return equal_at(0, std::uint64_t{}, std::uint64_t{}) && equal_at(size - 8, std::uint64_t{}, std::uint64_t{});
  if (size >= 4)
    return equal_at(0, std::uint32_t{}, std::uint32_t{}) && equal_at(size - 4, std::uint32_t{}, std::uint32_t{});
  for (std::size_t at = 0; at < size; ++at) {
    if (a[at] != b[at]) return false;
  }
  return true;
}

}  // namespace zhudun::source
