// What all share that judge under the same pack and options, one declaration after the other or on several threads: the
// values of each reading's row, and what fixed expressions came to (pack::Expression::fixed), under the chosen readings
// and where another value of one is tried.
#pragma once

#include <cstdint>
#include <map>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "check/outcome.h"
#include "zhudun/pack/pack.h"

namespace zhudun::check {

class Shared {
 public:
  struct Key {
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    const pack::Expression* expression = nullptr;
    std::uint32_t reading = kNone;  // of which another value is tried
    std::uint32_t other = 0;        // the value, by its place in the reading's row
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Kept {
    Outcome outcome;
    std::uint64_t cost = 0;
  };

  explicit Shared(const pack::Pack& pack) {
    for (const pack::Reading& reading : pack.readings) rows_.push_back(reading.row());
  }
  const std::vector<pack::ReadingValue>& row(std::uint32_t reading) const { return rows_[reading]; }

  // Stays where it is; nullptr: it is not known.
  const Kept* find(const Key& key) const {
    const std::shared_lock lock(mutex_);
    const auto found = kept_.find(key);
    return found == kept_.end() ? nullptr : &found->second;
  }
  // Of expressions whose values hold nothing that belongs to one declaration's judging.
  void keep(const Key& key, Kept kept) {
    const std::unique_lock lock(mutex_);
    kept_.emplace(key, std::move(kept));
  }

 private:
  std::vector<std::vector<pack::ReadingValue>> rows_;
  mutable std::shared_mutex mutex_;
  std::map<Key, Kept> kept_;
};

}  // namespace zhudun::check
