// Pieces of work done by several threads, their results taken in order. In: how many there are, what to do with one.
// Out: each result, in the order of the pieces, as soon as it is there; what a piece throws, by whoever takes it.
// With one thread a piece is done when it is taken, by who takes it. `ahead` bounds the pieces begun beyond those
// taken: results are not to pile up.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "zhudun/source/aside.h"

namespace zhudun::source {

// As many threads as the machine runs at the same time.
inline unsigned usual_jobs() { return std::max(1U, std::thread::hardware_concurrency()); }

template <class Result>
class InOrder {
 public:
  InOrder(std::size_t pieces, unsigned jobs, std::function<Result(std::size_t)> piece, std::size_t ahead = 64)
      : piece_(std::move(piece)), ahead_(ahead), results_(pieces) {
    const std::size_t threads = std::min<std::size_t>(jobs, pieces);
    if (threads > 1) {
      start_threads(threads_, threads, [this](const std::stop_token& stop) { work(stop); });
    }
  }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;
  ~InOrder() {
    for (std::jthread& thread : threads_) thread.request_stop();
  }

  // The next one's.
  Result take() {
    if (threads_.empty()) return piece_(taken_++);
    std::unique_lock lock(mutex_);
    Slot& slot = results_[taken_++];
    changed_.notify_all();
    changed_.wait(lock, [&] { return slot.result || slot.fault; });
    if (slot.fault) std::rethrow_exception(slot.fault);
    return *std::exchange(slot.result, std::nullopt);
  }

 private:
  struct Slot {
    std::optional<Result> result;
    std::exception_ptr fault;
  };

  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return next_ == results_.size() || next_ < taken_ + ahead_; })) {
      if (next_ == results_.size()) return;
      const std::size_t at = next_++;
      lock.unlock();
      Slot done;
      try {
        done.result = piece_(at);
      } catch (...) {
        done.fault = std::current_exception();
      }
      lock.lock();
      results_[at] = std::move(done);
      changed_.notify_all();
    }
  }

  std::function<Result(std::size_t)> piece_;
  const std::size_t ahead_;
  std::mutex mutex_;  // of all below
  std::condition_variable_any changed_;
  std::vector<Slot> results_;
  std::size_t next_ = 0, taken_ = 0;
  std::vector<std::jthread> threads_;  // last: they use the others
};

}  // namespace zhudun::source
