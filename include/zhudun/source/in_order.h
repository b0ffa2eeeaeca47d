// Pieces of work done by several threads, their results taken in order. In: how many there are, what to do with one.
// Out: each result, in the order of the pieces, as soon as it is there; what a piece throws, by whoever takes it.
// Who takes a result that is not there yet does another piece meanwhile; with one thread, just that one. A pace bounds
// the pieces begun beyond those taken, as results are not to pile up, and says how many one after the other are done by
// one thread, where each is little work.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "zhudun/source/aside.h"

namespace zhudun::source {

// As many threads as the machine runs at the same time.
inline unsigned usual_jobs() { return std::max(1U, std::thread::hardware_concurrency()); }

struct Pace {
  std::size_t ahead = 64;
  std::size_t together = 1;
};

template <class Result>
class InOrder {
 public:
  InOrder(std::size_t pieces, unsigned jobs, std::function<Result(std::size_t)> piece, Pace pace = {})
      : piece_(std::move(piece)),
        pieces_(pieces),
        together_(std::max<std::size_t>(pace.together, 1)),
        ahead_(std::max<std::size_t>(pace.ahead / together_, 1)),
        runs_((pieces + together_ - 1) / together_) {
    const std::size_t threads = std::min<std::size_t>(jobs, runs_);
    if (threads < 2) return;
    slots_.resize(std::min(pieces, (ahead_ + 1) * together_));
    done_.resize(runs_);
    start_threads(threads_, threads - 1, [this] { work(); });
  }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;
  ~InOrder() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
  }

  // The next one's.
  Result take() {
    const std::size_t at = taken_++;
    if (threads_.empty()) return piece_(at);
    if (at % together_ == 0) await(at / together_);
    Slot& slot = slot_of(at);
    if (slot.fault) std::rethrow_exception(std::exchange(slot.fault, nullptr));
    return *std::exchange(slot.result, std::nullopt);
  }

 private:
  struct Slot {
    std::optional<Result> result;
    std::exception_ptr fault;
  };

  // Of so many there are no more than may be begun: one that is taken serves again.
  Slot& slot_of(std::size_t piece) { return slots_[piece % slots_.size()]; }

  // Until the run's pieces are done.
  void await(std::size_t run) {
    std::unique_lock lock(mutex_);
    awaited_ = run;
    if (resting_ > 0) room_.notify_one();
    while (!done_[run]) {
      if (may_begin()) {
        do_next(lock);
      } else {
        finished_.wait(lock);
      }
    }
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_ && next_ < runs_) {
      if (may_begin()) {
        do_next(lock);
        continue;
      }
      ++resting_;
      room_.wait(lock);
      --resting_;
    }
  }

  bool may_begin() const { return next_ < runs_ && next_ <= awaited_ + ahead_; }

  // Nobody else looks at the run's slots before it is said to be done.
  void do_next(std::unique_lock<std::mutex>& lock) {
    const std::size_t run = next_++;
    lock.unlock();
    const std::size_t end = std::min(pieces_, (run + 1) * together_);
    for (std::size_t at = run * together_; at < end; ++at) {
      Slot& slot = slot_of(at);
      try {
        slot.result = piece_(at);
      } catch (...) {
        slot.fault = std::current_exception();
      }
    }
    lock.lock();
    done_[run] = true;
    if (run == awaited_) finished_.notify_one();
  }

  std::function<Result(std::size_t)> piece_;
  const std::size_t pieces_;
  const std::size_t together_, ahead_, runs_;  // runs of so many pieces, so many of them begun ahead
  std::size_t taken_ = 0;                      // pieces
  std::vector<Slot> slots_;
  std::mutex mutex_;  // of all below
  std::condition_variable finished_, room_;
  std::vector<bool> done_;
  std::size_t next_ = 0, awaited_ = 0, resting_ = 0;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;  // last: they use the others
};

}  // namespace zhudun::source
