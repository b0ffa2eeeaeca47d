// Watches an evaluation and keeps what a person needs to follow it: facts read, readings used, dates counted.
#pragma once

#include <unordered_map>
#include <vector>

#include "zhudun/cel/program.h"
#include "zhudun/check/finding.h"
#include "zhudun/pack/facts.h"

namespace zhudun::check {

class Tracer : public cel::Observer {
 public:
  static constexpr std::size_t kMostSteps = 60;  // of one expression; a list of thousands is not followed by anyone

  Tracer(const pack::Facts& facts, const pack::Pack& pack, const cel::Program& watched)
      : facts_(facts), pack_(pack), watched_(watched) {}
  void on_value(const cel::Program& program, cel::ExprId id, const cel::Value& value) override;
  std::vector<Step>& steps() { return steps_; }

 private:
  void on_select(const cel::Program& program, const cel::Select& select, const cel::Value& value);
  void on_call(const cel::Program& program, const cel::Call& call, const cel::Value& value);
  void keep(Step step);
  const cel::Value* known(const cel::Program& program, cel::ExprId id) const;

  const pack::Facts& facts_;
  const pack::Pack& pack_;
  const cel::Program& watched_;
  std::vector<Step> steps_;
  std::unordered_map<std::size_t, cel::Value> values_;  // the latest of each sub-expression
};

}  // namespace zhudun::check
