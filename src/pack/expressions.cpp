#include "zhudun/pack/pack.h"

namespace zhudun::pack {

std::vector<const Expression*> Pack::expressions() const {
  std::vector<const Expression*> all;
  const auto add_all = [&](const std::vector<Expression>& some) {
    for (const Expression& one : some) all.push_back(&one);
  };
  for (const Condition& condition : conditions) all.push_back(&condition.expression);
  for (const Rule& rule : rules) {
    for (const Let& let : rule.lets) all.push_back(&let.expression);
    add_all(rule.needs);
    for (const Condition& condition : rule.applies) all.push_back(&condition.expression);
    for (const auto* part : {&rule.arises, &rule.starts, &rule.due, &rule.done, &rule.cycle}) {
      if (*part) all.push_back(&**part);
    }
    add_all(rule.evidence);
  }
  return all;
}

void Pack::read_programs() const {
  for (const Expression* expression : expressions()) expression->program.read();
  for (const cel::Overload* function : environment.functions()) {
    if (function->body) function->body->read();
  }
}

}  // namespace zhudun::pack
