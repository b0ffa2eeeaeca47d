// Which readings an evaluation asked for: what asked for none of them comes out the same whatever their values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "zhudun/pack/facts.h"

namespace zhudun::check {

// Of a pack's readings, by number. From the 64th on they are told from those before, and not from one another.
class ReadingSet {
 public:
  void insert(std::uint32_t reading) { bits_ |= bit(reading); }
  void insert(ReadingSet others) { bits_ |= others.bits_; }
  bool contains(std::uint32_t reading) const { return (bits_ & bit(reading)) != 0; }

 private:
  static constexpr std::uint64_t bit(std::uint32_t reading) { return std::uint64_t{1} << std::min(reading, 63U); }
  std::uint64_t bits_ = 0;
};

// The object `reading` of one thread's evaluations.
class AskedReadings : public pack::ChosenReadings {
 public:
  using ChosenReadings::ChosenReadings;
  cel::Value field(std::uint32_t id, std::uint32_t slot) const override {
    asked_.insert(slot);
    return ChosenReadings::field(id, slot);
  }
  // Those asked for since the last call.
  ReadingSet take() { return std::exchange(asked_, {}); }

 private:
  mutable ReadingSet asked_;
};

}  // namespace zhudun::check
