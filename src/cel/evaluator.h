// Runs a checked tree over values. One Evaluator a run; it keeps the values of names bound inside the expression.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "cel/program_data.h"
#include "zhudun/cel/context.h"
#include "zhudun/cel/program.h"

namespace zhudun::cel {

class Evaluator {
 public:
  // A function defined in CEL, called from an evaluation in progress.
  static Value call(const Program& program, Context& context, std::span<const Value> arguments);
  static Value run(const Program& program, std::span<const Value> activation, Context& context);

 private:
  Evaluator(const Program& program, Context& context);

  Value eval(ExprId id);
  Value visit(const Expr& expr, const Literal& node);
  Value visit(const Expr& expr, const Name& node);
  Value visit(const Expr& expr, const Select& node);
  Value visit(const Expr& expr, const Call& node);
  Value visit(const Expr& expr, const ListExpr& node);
  Value visit(const Expr& expr, const MapExpr& node);
  Value visit(const Expr& expr, const MessageExpr& node);
  Value visit(const Expr& expr, const Comprehension& node);
  Value visit(const Expr& expr, const Bind& node);

  Value resolved(const Resolution& resolution) const;
  // The value of an expression that is but the name of a local, where nobody watches; nothing of any other.
  const Value* local(ExprId id);
  // `x in ['a', 'b']` without making the list, where nobody watches; nothing of any other call.
  std::optional<Value> in_literals(const Expr& expr, const Call& node);
  Value logic(const Call& node, bool decides);
  Value conditional(const Call& node);
  Value dispatch(const Expr& expr, const Call& node, std::span<const Value> arguments);

  friend class Fold;
  const Program& program_;
  const Program::Data& data_;
  Context& context_;
  std::array<Value, 6> few_;  // the locals, if they are no more
  std::vector<Value> many_;
  std::span<Value> locals_;
};

// Compiles a function's body: its parameters are the names bound inside.
std::optional<Program> compile_definition(const Environment& environment, const Definition& definition,
                                          diag::Diagnostics& diagnostics);

}  // namespace zhudun::cel
