// How the judge runs expressions: lets first and once, errors reported, values turned into moments.
#include <fmt/format.h>

#include <algorithm>

#include "check/judge.h"

namespace zhudun::check {

using cel::Value;

namespace {

// Two who watch one evaluation.
class Both : public cel::Observer {
 public:
  Both(cel::Observer* first, cel::Observer* second) : first_(first), second_(second) {}
  void on_value(const cel::Program& program, cel::ExprId id, const Value& value) override {
    first_->on_value(program, id, value);
    second_->on_value(program, id, value);
  }

 private:
  cel::Observer* first_;
  cel::Observer* second_;
};

}  // namespace

void Judge::forget_lets() {
  for (KnownLet& let : lets_) let.known = false;
}

void Judge::forget_lets_asking(std::uint32_t reading) {
  for (KnownLet& let : lets_) let.known = let.known && !let.asked.contains(reading);
}

// Those it uses itself are known.
void Judge::run_let(std::uint32_t index) {
  const pack::Let& let = rule_->lets[index];
  KnownLet& result = lets_[index];
  reckoning_.uncovered.clear();
  readings_.take();
  activation_[let.slot] = let.expression.program.evaluate(activation_, context_).settled();
  result = {true, std::move(reckoning_.uncovered), readings_.take()};
  for (const std::uint32_t other : let.expression.lets) result.asked.insert(lets_[other].asked);
}

// What a let took from the calendar, each that uses it takes.
Outcome Judge::run(const pack::Expression& expression, cel::Observer* observer) {
  context_.restart();
  context_.observe(options_.watch);
  for (const std::uint32_t index : expression.lets) {
    if (!lets_[index].known) run_let(index);
  }
  Both both(observer, options_.watch);
  context_.observe(observer && options_.watch ? &both : observer ? observer : options_.watch);
  reckoning_.uncovered.clear();
  readings_.take();
  Outcome outcome;
  outcome.value = expression.program.evaluate(activation_, context_);
  outcome.asked = readings_.take();
  for (const std::uint32_t index : expression.lets) {
    reckoning_.uncovered.insert(lets_[index].uncovered);
    outcome.asked.insert(lets_[index].asked);
  }
  outcome.uncovered = std::move(reckoning_.uncovered);
  spent_ += context_.cost();
  return outcome;
}

Outcome Judge::evaluate(const pack::Expression& expression, Finding* trace_into) {
  if (!trace_into || !tracing_) {
    if (expression.fixed && !options_.watch) return run_fixed(expression);
    Outcome outcome = run(expression, nullptr);
    hear(expression, outcome);
    return outcome;
  }
  Tracer tracer(facts_, pack_, expression.program);
  Outcome outcome = run(expression, &tracer);
  for (Step& step : tracer.steps()) {
    auto& trace = trace_into->trace;
    if (std::find(trace.begin(), trace.end(), step) == trace.end()) trace.push_back(std::move(step));
  }
  hear(expression, outcome);
  return outcome;
}

// One that ended in an error or took many steps is run again, as another declaration has other bounds, and so is one
// whose value may lie in the readings of this judge.
Outcome Judge::run_fixed(const pack::Expression& expression) {
  constexpr std::uint64_t many = 100'000;
  const Shared::Tried* const tried = tried_ ? &*tried_ : nullptr;
  const Shared::Kept* const kept = shared_.find(expression, tried);
  if (kept && kept->cost <= context_.limits().cost) {
    spent_ += kept->cost;
    return kept->outcome;
  }
  const std::uint64_t before = spent_;
  Outcome outcome = run(expression, nullptr);
  hear(expression, outcome);
  const std::uint64_t cost = spent_ - before;
  const bool plain = outcome.value.is(Value::Kind::null) || outcome.value.is(Value::Kind::boolean) ||
                     outcome.value.is(Value::Kind::timestamp) || pack::is_date(outcome.value);
  if (plain && cost <= many) shared_.keep(expression, tried, {outcome, cost});
  return outcome;
}

void Judge::hear(const pack::Expression& expression, Outcome& outcome) {
  if (!outcome.value.is(Value::Kind::error)) return;
  report_error(outcome.value, expression);
  outcome.failed = failed_ = true;
}

void Judge::bind(const std::optional<Given>& given) {
  if (given) activation_[given->slot] = given->moment ? value_of(*given->moment) : Value::null();
}

// Who watches is to see every evaluation.
const Outcome& Judge::evaluate_once(const pack::Expression& expression, Finding* trace_into,
                                    const std::optional<Given>& given) {
  Known* const known = options_.watch ? nullptr : find_known(expression, given);
  if (known && (!tried_ || !known->outcome.asked.contains(tried_->reading))) return known->outcome;
  if (known && known->tried) return *known->tried;
  bind(given);
  Outcome outcome = evaluate(expression, trace_into);
  if (known) return known->tried.emplace(std::move(outcome));
  return keep_known(expression, given, std::move(outcome)).outcome;
}

// Where other parameters are in force, nothing of before holds.
Judge::Known* Judge::find_known(const pack::Expression& expression, const std::optional<Given>& given) {
  for (std::size_t at = moved_ ? known_chosen_ : 0; at < known_count_; ++at) {
    if (known_[at].expression == &expression && known_[at].given == given) return &known_[at];
  }
  return nullptr;
}

Judge::Known& Judge::keep_known(const pack::Expression& expression, const std::optional<Given>& given,
                                Outcome outcome) {
  if (known_count_ == known_.size()) known_.emplace_back();
  Known& known = known_[known_count_++];
  known.expression = &expression;
  known.given = given;
  known.outcome = std::move(outcome);
  known.tried.reset();
  return known;
}

void Judge::report_error(const Value& error, const pack::Expression& expression) {
  if (failed_) return;
  const auto reached = [&](std::string_view bound) {
    return error.error_code() == cel::ErrorCode::limit && error.error_message().find(bound) != std::string_view::npos;
  };
  const std::string_view code = reached("`cost`")      ? "limit-cost"
                                : reached("`missing`") ? "limit-missing"
                                                       : "rule-error";
  stopped_ = stopped_ || code != "rule-error";
  diag::Diagnostic told =
      diag::error(std::string(code), subject_place_,
                  fmt::format("the rule `{}` cannot be judged here: {}", rule_->id, error.error_message()));
  const cel::Expr& root = expression.program.expr(expression.program.root());
  told.labels.push_back({error.error_span() ? error.error_span() : root.span, "in this expression"});
  diagnostics_.push_back(std::move(told));
}

// The fact that fulfilled the duty: of those the expression read, the one with the value that counted.
void Judge::trace_done(Finding& finding, const pack::Expression& expression) {
  Tracer tracer(facts_, pack_, expression.program);
  forget_lets();
  run(expression, &tracer);
  for (Step& step : tracer.steps()) {
    if (step.kind != Step::Kind::fact) continue;
    const std::string_view text = step.value;
    const auto day = calendar::parse_date(text);
    const auto time = calendar::parse_timestamp(text, pack_.calendar.offset());
    const bool same = finding.done->time ? time && time->at == *finding.done->time : day && *day == finding.done->date;
    if (!same) continue;
    step.kind = Step::Kind::done;
    finding.trace.push_back(std::move(step));
    return;
  }
}

std::optional<Moment> Judge::moment(const Value& value) const {
  if (pack::is_date(value)) return Moment{pack::to_date(value), std::nullopt};
  if (!value.is(Value::Kind::timestamp)) return std::nullopt;
  const calendar::Instant instant{value.seconds()};
  const calendar::Date day = calendar::date_of(instant, pack_.calendar.offset());
  return Moment{day, value.whole_day() ? std::nullopt : std::optional(instant)};
}

Value Judge::value_of(const Moment& moment) const {
  const bool timed = rule_->done && rule_->done->program.result_kind() == cel::Type::Kind::timestamp;
  if (moment.time) return Value::timestamp(moment.time->seconds);
  if (!timed) return pack::date_value(moment.date);
  return Value::timestamp(calendar::start_of(moment.date, pack_.calendar.offset()).seconds, 0, true);
}

const std::vector<Moment>& Judge::moments(const Value& value) {
  moments_.clear();
  const auto keep = [&](const Value& one) {
    if (const auto when = moment(one)) moments_.push_back(*when);
  };
  keep(value);
  for (std::size_t at = 0; value.is(Value::Kind::list) && at < value.size(); ++at) keep(value.at(at));
  const auto earlier = [](const Moment& a, const Moment& b) {
    if (a.date != b.date) return a.date < b.date;
    return a.time && b.time ? *a.time < *b.time : !a.time && b.time;
  };
  if (moments_.size() > 1) std::stable_sort(moments_.begin(), moments_.end(), earlier);
  return moments_;
}

}  // namespace zhudun::check
