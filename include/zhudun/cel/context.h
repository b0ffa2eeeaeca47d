// One evaluation's surroundings: how much it may cost, what the host wants its functions to see, who watches.
// A Context is used by one thread; its budget spans all evaluations made with it, so make one for each decision.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "zhudun/cel/limits.h"
#include "zhudun/cel/value.h"

namespace zhudun::cel {

class Program;
using ExprId = std::uint32_t;

// Told of each sub-expression's value once it has one, operands first; literals and names of types are skipped.
// An element's expressions are told once for each element. What && and || did not need is not told.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_value(const Program& program, ExprId id, const Value& value) = 0;
};

class Context {
 public:
  explicit Context(EvaluationLimits limits = {}, void* host = nullptr, Observer* observer = nullptr)
      : limits_(limits), most_(limits.cost), host_(host), observer_(observer) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // For another decision: the whole budget is there again.
  void restart() {
    cost_ = 0;
    most_ = limits_.cost;
    call_depth_ = 0;
    exhausted_.reset();
  }

  void* host() const { return host_; }
  Observer* observer() const { return observer_; }
  void observe(Observer* observer) { observer_ = observer; }
  const EvaluationLimits& limits() const { return limits_; }

  // Spends steps of the budget. False: it is used up, the evaluation ends with the error.
  bool charge(std::uint64_t steps) {
    cost_ += steps;
    if (cost_ <= most_) [[likely]]
      return true;
    return stop("cost", limits_.cost);
  }
  std::uint64_t cost() const { return cost_; }
  // Whether a text or list of this size may be built; if not, the evaluation ends with the error.
  bool allow_text(std::uint64_t bytes);
  bool allow_list(std::uint64_t elements);
  // Whether an unknown may name so many paths.
  bool allow_missing(std::uint64_t paths);
  // The bound that was reached, as an error.
  const std::optional<Value>& exhausted() const { return exhausted_; }

 private:
  friend class Evaluator;
  bool stop(const char* name, std::uint64_t bound);
  bool enter();  // a function defined in CEL
  void leave() { --call_depth_; }

  EvaluationLimits limits_;
  std::uint64_t most_;  // steps that may be spent; none once a bound was reached
  void* host_;
  Observer* observer_;
  std::uint64_t cost_ = 0;
  std::uint32_t call_depth_ = 0;
  std::optional<Value> exhausted_;
  std::span<const Value> activation_;  // of the evaluation in progress, for functions defined in CEL
};

}  // namespace zhudun::cel
