// A report's bytes on their way to a sink. In: what writers append to bytes(). Out: pieces of some size, whenever the
// format says that it is between two findings; the rest by finish().
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "zhudun/render/render.h"
#include "zhudun/source/in_order.h"

namespace zhudun::render {

class Pieces {
 public:
  Pieces(const Sink& sink, unsigned jobs) : sink_(sink), jobs_(jobs) {}

  std::string& bytes() { return bytes_; }
  void pass() {
    if (bytes_.size() >= kMany) finish();
  }
  void finish() {
    sink_(bytes_);
    bytes_.clear();
  }

  // Spells so many parts of about the size of a finding in their order, by several threads where there are many.
  // spell(begin, end, bytes) appends those from begin up to end, a multiple of `together` but for the last; it must not
  // depend on what was spelt before.
  template <class Spell>
  void each(std::size_t count, std::size_t together, const Spell& spell) {
    const std::size_t portion = (kPortion + together - 1) / together * together;
    const std::size_t portions = (count + portion - 1) / portion;
    source::InOrder<std::string> spelt(portions, jobs_,
                                       [&](std::size_t at) {
                                         std::string bytes;
                                         spell(at * portion, std::min(count, (at + 1) * portion), bytes);
                                         return bytes;
                                       },
                                       {.ahead = kAhead});
    for (std::size_t at = 0; at < portions; ++at) {
      bytes_ += spelt.take();
      pass();
    }
  }

 private:
  static constexpr std::size_t kMany = 1U << 16U;
  static constexpr std::size_t kPortion = 50, kAhead = 32;
  const Sink& sink_;
  unsigned jobs_;
  std::string bytes_;
};

}  // namespace zhudun::render
