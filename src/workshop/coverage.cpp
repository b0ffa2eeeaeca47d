#include "workshop/coverage.h"

#include <algorithm>

namespace zhudun::workshop {
namespace {

bool is_bool(const cel::Program& program, cel::ExprId id) {
  return program.type(id).kind() == cel::Type::Kind::boolean || program.type(id).kind() == cel::Type::Kind::dyn;
}

// The operands whose truth a node turns on.
std::vector<cel::ExprId> deciding(const cel::Expr& expr) {
  if (const auto* call = std::get_if<cel::Call>(&expr.node)) {
    if (call->function == "_&&_" || call->function == "_||_" || call->function == "!_") return call->arguments;
    if (call->function == "_?_:_") return {call->arguments[0]};
  } else if (const auto* fold = std::get_if<cel::Comprehension>(&expr.node)) {
    if (fold->condition != cel::no_expr) return {fold->condition};
  }
  return {};
}

}  // namespace

std::size_t Coverage::outcomes_seen() const {
  std::size_t seen = 0;
  for (const Branch& branch : branches) seen += (branch.seen_true ? 1 : 0) + (branch.seen_false ? 1 : 0);
  return seen;
}

CoverageWatch::CoverageWatch(const pack::Pack& pack) : pack_(pack) {
  for (const pack::Condition& condition : pack.conditions) add(condition.name, condition.expression.program, true);
  for (const pack::Function& function : pack.functions) {
    if (function.body) add(function.name, *function.body, false);
  }
  for (const pack::Rule& rule : pack.rules) add_rule(rule);
}

void CoverageWatch::add_rule(const pack::Rule& rule) {
  for (const pack::Let& let : rule.lets) add(rule.id, let.expression.program, false);
  for (const pack::Expression& need : rule.needs) add(rule.id, need.program, false);
  for (const pack::Condition& condition : rule.applies) add(rule.id, condition.expression.program, true);
  for (const auto* part : {&rule.arises, &rule.starts, &rule.due, &rule.done, &rule.cycle}) {
    if (*part) add(rule.id, (*part)->program, false);
  }
  for (const pack::Expression& evidence : rule.evidence) add(rule.id, evidence.program, false);
}

// Only of what the pack says itself: the pack it stands on has tests of its own.
void CoverageWatch::add(const std::string& owner, const cel::Program& program, bool root_decides) {
  if (!pack_.owns(program.text().file)) return;
  if (root_decides) add_branch(owner, program, program.root());
  for (cel::ExprId id = 0; id < program.size(); ++id) {
    for (const cel::ExprId operand : deciding(program.expr(id))) {
      if (is_bool(program, operand)) add_branch(owner, program, operand);
    }
  }
}

void CoverageWatch::add_branch(const std::string& owner, const cel::Program& program, cel::ExprId id) {
  const source::Span span = program.expr(id).span;
  if (!index_.emplace(Place{span.file, span.begin, span.end}, branches_.size()).second) return;
  branches_.push_back({span, owner, program.source(id), false, false});
}

void CoverageWatch::on_value(const cel::Program& program, cel::ExprId id, const cel::Value& value) {
  if (!value.is(cel::Value::Kind::boolean)) return;
  const source::Span span = program.expr(id).span;
  const auto found = index_.find(Place{span.file, span.begin, span.end});
  if (found == index_.end()) return;
  (value.is_true() ? branches_[found->second].seen_true : branches_[found->second].seen_false) = true;
}

}  // namespace zhudun::workshop
