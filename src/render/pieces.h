// A report's bytes on their way to a sink. In: what writers append to bytes(). Out: pieces of some size, whenever the
// format says that it is between two findings; the rest by finish().
#pragma once

#include <string>

#include "zhudun/render/render.h"

namespace zhudun::render {

class Pieces {
 public:
  explicit Pieces(const Sink& sink) : sink_(sink) {}

  std::string& bytes() { return bytes_; }
  void pass() {
    if (bytes_.size() >= kMany) finish();
  }
  void finish() {
    sink_(bytes_);
    bytes_.clear();
  }

 private:
  static constexpr std::size_t kMany = 1U << 16U;
  const Sink& sink_;
  std::string bytes_;
};

}  // namespace zhudun::render
