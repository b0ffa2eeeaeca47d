// What a sub-expression comes to while the declaration is unknown. In: a program and one of its nodes. Out: a value
// that holds whatever is declared, an error that arises whatever is declared, or unknown.
#pragma once

#include <vector>

#include "zhudun/pack/functions.h"
#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

class Constants {
 public:
  explicit Constants(const pack::Pack& pack);

  // Nothing is known: neither facts nor parameters nor readings.
  cel::Value value(const cel::Program& program, cel::ExprId id) const;
  // The whole numbers and dates it gives, and the errors, with the pack's parameters and readings: strict, default,
  // loose, then each value that a parameter takes for a time. Unknown where it still hangs on the declaration.
  std::vector<cel::Value> chosen(const cel::Program& program, cel::ExprId id) const;

 private:
  cel::Value under(const cel::Program& program, cel::ExprId id, const std::vector<pack::ReadingValue>& readings,
                   const std::vector<std::int64_t>& parameters) const;
  cel::Value evaluate(const cel::Program& program, cel::ExprId id, std::vector<cel::Value> activation) const;

  const pack::Pack& pack_;
  std::vector<cel::Value> unknowns_;
};

}  // namespace zhudun::workshop
