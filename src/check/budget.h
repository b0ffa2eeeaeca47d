// What the judging of one declaration may come to, shared by all that judge its rules, on whatever thread. Whether it
// is used up does not hang on who was faster: all steps, findings or missing facts together are more than the limit, or
// they are not.
#pragma once

#include <atomic>
#include <cstdint>

#include "zhudun/check/check.h"

namespace zhudun::check {

class Budget {
 public:
  Budget(const Limits& limits, std::uint64_t facts)
      : findings_limit_(limits.findings),
        missing_limit_(limits.missing),
        steps_limit_(limits.total_cost + kStepsForFact * facts) {}

  void spend(std::uint64_t steps) { steps_ += steps; }
  void find(std::uint64_t findings = 1) { findings_ += findings; }
  void lack(std::uint64_t facts) { missing_ += facts; }
  bool too_many_findings() const { return findings_ > findings_limit_; }
  bool too_many_missing() const { return missing_ > missing_limit_; }
  bool too_many_steps() const { return steps_ > steps_limit_; }
  bool used_up() const { return too_many_findings() || too_many_missing() || too_many_steps(); }

  static constexpr std::uint64_t kStepsForFact = 200;

 private:
  std::uint64_t findings_limit_, missing_limit_, steps_limit_;
  std::atomic<std::uint64_t> findings_ = 0, missing_ = 0, steps_ = 0;
};

}  // namespace zhudun::check
