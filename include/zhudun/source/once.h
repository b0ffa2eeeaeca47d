// Something made at the first question, by whoever of several threads asks first; asking again costs one look.
#pragma once

#include <atomic>
#include <mutex>

namespace zhudun::source {

class Once {
 public:
  template <class Make>
  void make(Make make) const {
    if (there_.load(std::memory_order_acquire)) return;
    std::call_once(once_, [&] {
      make();
      there_.store(true, std::memory_order_release);
    });
  }

 private:
  mutable std::once_flag once_;
  mutable std::atomic<bool> there_ = false;
};

}  // namespace zhudun::source
