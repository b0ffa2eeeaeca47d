// What all share that judge under the same pack and options, one declaration after the other or on several threads: the
// values of each reading's row, and what fixed expressions came to (pack::Expression::fixed), under the chosen readings
// and where another value of one is tried. Asked at every step of every thread, so nobody waits and nobody writes
// twice.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "check/outcome.h"
#include "zhudun/pack/pack.h"

namespace zhudun::check {

class Shared {
 public:
  struct alignas(64) Kept {  // beside nothing that a thread writes
    Outcome outcome;
    std::uint64_t cost = 0;
  };
  // The other value of a reading that is tried, by its place in the row.
  struct Tried {
    std::uint32_t reading = 0, other = 0;
  };

  explicit Shared(const pack::Pack& pack) {
    for (const pack::Reading& reading : pack.readings) {
      firsts_.push_back(tries_);
      tries_ += rows_.emplace_back(reading.row()).size();
    }
    for (const pack::Expression* expression : pack.expressions()) {
      if (expression->fixed) fixed_.push_back(expression);
    }
    std::sort(fixed_.begin(), fixed_.end(), std::less<>());
    kept_ = std::vector<std::atomic<const Kept*>>(fixed_.size() * tries_);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() {
    for (const auto& kept : kept_) delete kept.load();
  }

  const std::vector<pack::ReadingValue>& row(std::uint32_t reading) const { return rows_[reading]; }

  // Stays where it is; nullptr: it is not known. `tried`: nullptr where the chosen readings are in force.
  const Kept* find(const pack::Expression& expression, const Tried* tried) const {
    const auto place = place_of(expression, tried);
    return place ? kept_[*place].load(std::memory_order_acquire) : nullptr;
  }
  // Of expressions whose values hold nothing that belongs to one declaration's judging.
  void keep(const pack::Expression& expression, const Tried* tried, Kept kept) {
    const auto place = place_of(expression, tried);
    if (!place) return;
    auto made = std::make_unique<const Kept>(std::move(kept));
    const Kept* none = nullptr;
    if (kept_[*place].compare_exchange_strong(none, made.get(), std::memory_order_release, std::memory_order_relaxed))
      made.release();
  }

 private:
  // Nothing for an expression that is not of the pack.
  std::optional<std::size_t> place_of(const pack::Expression& expression, const Tried* tried) const {
    const auto at = std::lower_bound(fixed_.begin(), fixed_.end(), &expression, std::less<>());
    if (at == fixed_.end() || *at != &expression) return std::nullopt;
    const std::size_t first = static_cast<std::size_t>(at - fixed_.begin()) * tries_;
    return first + (tried ? firsts_[tried->reading] + tried->other : 0);
  }

  std::vector<std::vector<pack::ReadingValue>> rows_;
  std::vector<std::size_t> firsts_;  // of each reading, among the tries
  std::size_t tries_ = 1;            // the first is none
  std::vector<const pack::Expression*> fixed_;
  std::vector<std::atomic<const Kept*>> kept_;  // tries_ of each expression
};

}  // namespace zhudun::check
