// What is only added to, in blocks, so that nothing of it moves when it grows and few things take much memory at a
// time. In: things, one after the other. Out: the same, by their number.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace zhudun::source {

template <class T>
class Blocks {
 public:
  std::size_t size() const { return blocks_.empty() ? 0 : (blocks_.size() - 1) * kBlock + blocks_.back().size(); }
  const T& operator[](std::size_t at) const { return blocks_[at / kBlock][at % kBlock]; }
  T& operator[](std::size_t at) { return blocks_[at / kBlock][at % kBlock]; }

  template <class... Parts>
  T& add(Parts&&... parts) {
    if (blocks_.empty() || blocks_.back().size() == kBlock) blocks_.emplace_back().reserve(kBlock);
    return blocks_.back().emplace_back(std::forward<Parts>(parts)...);
  }
  void add_all(Blocks others) {
    for (std::vector<T>& block : others.blocks_) {
      for (T& one : block) add(std::move(one));
    }
  }

 private:
  static constexpr std::size_t kBlock = 32;
  std::vector<std::vector<T>> blocks_;
};

}  // namespace zhudun::source
