// Runs one comprehension: goes through a list, map or optional and gathers what its kind asks for.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "cel/evaluator.h"

namespace zhudun::cel {

class Fold {
 public:
  Fold(Evaluator& evaluator, const Step& step);
  Value run();

 private:
  bool step(const Value& first, const Value& second);  // false: the rest need not be seen
  bool decide(const Value& condition, bool decides);
  bool count(const Value& condition);
  bool gather(const Value& condition, const Value& first);
  bool gather_entry(const Value& entry);
  void unpick();
  bool note(const Value& failure);  // an error or unknown met on the way
  Value result();
  Value optional(const Value& range);

  Evaluator& evaluator_;
  const Step& step_;
  const Comprehension::Kind kind_;
  const std::size_t slot_;
  const bool two_;
  std::optional<Value> failure_;      // an error
  std::vector<std::string> unknown_;  // paths, in the order met; put together once, there may be one for each element
  std::optional<std::unordered_set<std::string>> known_unknown_;
  std::optional<bool> decided_;
  std::size_t found_ = 0;
  std::vector<Value> items_;
  const Host* host_ = nullptr;  // of the objects that are picked; then they are in picked_ and not in items_
  std::vector<std::uint32_t> picked_;
  std::vector<Value::Entry> entries_;
};

}  // namespace zhudun::cel
