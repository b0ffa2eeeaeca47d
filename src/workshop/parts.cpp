#include "workshop/parts.h"

namespace zhudun::workshop {

std::vector<NamedExpression> parts_of(const pack::Pack& pack, const pack::Rule& rule) {
  std::vector<NamedExpression> parts;
  for (const std::uint32_t index : rule.scope) {
    parts.push_back({"scope " + pack.conditions[index].name, &pack.conditions[index].expression});
  }
  for (const pack::Let& let : rule.lets) parts.push_back({"let " + let.name, &let.expression});
  for (const pack::Condition& condition : rule.applies) parts.push_back({"applies", &condition.expression});
  for (const pack::Expression& need : rule.needs) parts.push_back({"needs", &need});
  const auto add = [&](const char* name, const std::optional<pack::Expression>& part) {
    if (part) parts.push_back({name, &*part});
  };
  add("arises", rule.arises);
  add("starts", rule.starts);
  add("due", rule.due);
  add("done", rule.done);
  add("cycle", rule.cycle);
  for (const pack::Expression& evidence : rule.evidence) parts.push_back({"evidence", &evidence});
  return parts;
}

}  // namespace zhudun::workshop
