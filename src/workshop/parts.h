// The expressions of a rule by the names its file gives them.
#pragma once

#include <string>
#include <vector>

#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

struct NamedExpression {
  std::string name;
  const pack::Expression* expression;
};

// In the order in which they are judged; the pack's conditions that are the rule's scope first.
std::vector<NamedExpression> parts_of(const pack::Pack& pack, const pack::Rule& rule);

}  // namespace zhudun::workshop
