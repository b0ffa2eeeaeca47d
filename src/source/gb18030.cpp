#include "source/gb18030.h"

#include <algorithm>

namespace zhudun::source::gb18030 {
namespace {

constexpr std::uint32_t kFourByteRuns = 39'420;           // 81 30 81 30 to 84 31 A4 39: the rest of the basic plane
constexpr std::uint32_t kSupplementary = 189'000;         // 90 30 81 30 is U+10000
constexpr std::uint32_t kSupplementaryCount = 0x10'0000;  // in order up to U+10FFFF

unsigned byte(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0x100U;
}

bool within(unsigned value, unsigned least, unsigned most) { return value >= least && value <= most; }

char32_t four_bytes(std::uint32_t linear) {
  if (linear >= kSupplementary && linear - kSupplementary < kSupplementaryCount)
    return 0x10000 + (linear - kSupplementary);
  if (linear >= kFourByteRuns) return 0;
  const Run* after = std::upper_bound(kRuns, kRuns + kRunCount, linear,
                                      [](std::uint32_t at, const Run& run) { return at < run.first; });
  const Run& run = *(after - 1);
  return run.code == 0 ? 0 : run.code + (linear - run.first);
}

}  // namespace

Character character(std::string_view bytes, std::size_t at) {
  const unsigned first = byte(bytes, at);
  if (first < 0x80) return {first, 1};
  if (!within(first, 0x81, 0xFE)) return {};
  const unsigned second = byte(bytes, at + 1);
  if (within(second, 0x40, 0xFE) && second != 0x7F) {
    const char32_t code = kTwoBytes[(first - 0x81) * kTrails + (second - 0x40) - (second > 0x7F ? 1 : 0)];
    return {code, code == 0 ? 0U : 2U};
  }
  const unsigned third = byte(bytes, at + 2);
  const unsigned fourth = byte(bytes, at + 3);
  if (!within(second, 0x30, 0x39) || !within(third, 0x81, 0xFE) || !within(fourth, 0x30, 0x39)) return {};
  const char32_t code =
      four_bytes((((first - 0x81) * 10 + (second - 0x30)) * 126 + (third - 0x81)) * 10 + fourth - 0x30);
  return {code, code == 0 ? 0U : 4U};
}

}  // namespace zhudun::source::gb18030
