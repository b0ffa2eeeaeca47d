// Runs a program's code over values. One Evaluator a run; it keeps the values of names bound inside the expression.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cel/code.h"
#include "zhudun/cel/context.h"
#include "zhudun/cel/program.h"

namespace zhudun::cel {

class Evaluator {
 public:
  // A function defined in CEL, called from an evaluation in progress.
  static Value call(const Program& program, Context& context, std::span<const Value> arguments);
  static Value run(const Program& program, std::span<const Value> activation, Context& context);

 private:
  // `arguments`: the first of the locals.
  Evaluator(const Program& program, Context& context, std::span<const Value> arguments = {});
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  ~Evaluator() {
    if (many_.empty()) std::destroy(locals_.begin(), locals_.end());
  }

  // Each of these returns one value or one local, so that it is made where it is wanted and not moved there.
  Value eval(ExprId id) { return context_.charge(1) ? charged(id) : *context_.exhausted(); }
  Value charged(ExprId id);
  [[gnu::always_inline]] inline Value perform(const Step& step);
  [[gnu::noinline]] Value perform_other(const Step& step);
  // An error that does not say where gets the place of the expression it came from.
  Value placed(const Value& error, ExprId id) const;

  Value variable(const Step& step) const;
  // The operand's value: where it is but a name or a constant and nobody watches, that itself, else `made`. Threads
  // that copy one constant would count its users in turns.
  [[gnu::always_inline]] inline const Value& operand(ExprId id, Value& made);
  [[gnu::always_inline]] inline const Value* at_hand(const Step& step) const;  // nothing: it has to be evaluated
  Value field(const Step& step);
  Value has(const Step& step);
  Value select(const Step& step, const Value& operand) const;
  Value call(const Step& step);
  // `a == b` or `a != b` without copying either.
  Value equality(const Step& step);
  // `x in ['a', 'b']` without making the list.
  Value one_of(const Step& step);
  Value logic(const Step& step, bool decides);
  Value conditional(const Step& step);
  Value dispatch(const Step& step, std::span<const Value> arguments);
  Value list(const Step& step);
  Value map(const Step& step);
  Value message(const Step& step);
  Value bind(const Step& step);

  friend class Fold;
  const Program& program_;
  const Code& code_;
  Context& context_;
  static constexpr std::size_t kFew = 6;
  alignas(Value) std::byte few_[kFew * sizeof(Value)];  // the locals, if they are no more
  std::vector<Value> many_;
  std::span<Value> locals_;
};

// Compiles a function's body: its parameters are the names bound inside.
std::optional<Program> compile_definition(const Environment& environment, const Definition& definition,
                                          diag::Diagnostics& diagnostics);

}  // namespace zhudun::cel
