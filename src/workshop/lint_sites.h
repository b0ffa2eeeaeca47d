// Every expression of a pack with the part of the rule it is, and questions about the tree of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

struct Site {
  enum class Part { condition, function, let, needs, applies, arises, starts, due, done, cycle, evidence };
  Part part = Part::condition;
  std::size_t index = 0;             // among the conditions or functions of the pack, or the entries of the part
  const pack::Rule* rule = nullptr;  // absent: a condition or function of the pack
  const cel::Program* program = nullptr;
};
// The key under which a part stands in a file.
std::string_view to_string(Site::Part part);

// Rules and conditions first, then functions, the last defined first: whoever calls comes before what it calls.
std::vector<Site> sites_of(const pack::Pack& pack);

// The node and all below it, each before its operands.
std::vector<cel::ExprId> preorder(const cel::Program& program, cel::ExprId id);
// The node as a call of the function, if it is one.
const cel::Call* call_of(const cel::Program& program, cel::ExprId id, std::string_view function);
bool is_comparison(const cel::Call& call);
// Whether the node is a name of the variable in that slot.
bool is_variable(const cel::Program& program, cel::ExprId id, std::uint32_t slot);
// The same text for sub-expressions that mean the same: spaces, brackets, names of elements and the sides of == aside.
std::string shape(const cel::Program& program, cel::ExprId id);
// The shape of what holds exactly where this does not.
std::string opposite(const cel::Program& program, cel::ExprId id);

}  // namespace zhudun::workshop
