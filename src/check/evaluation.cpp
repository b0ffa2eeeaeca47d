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

bool uses(const pack::Expression& expression, std::uint32_t reading) {
  return std::find(expression.readings.begin(), expression.readings.end(), reading) != expression.readings.end();
}

}  // namespace

void Judge::forget_lets() { std::fill(let_known_.begin(), let_known_.end(), false); }

void Judge::forget_lets_using(std::uint32_t reading) {
  for (std::size_t at = 0; at < rule_->lets.size(); ++at) {
    if (uses(rule_->lets[at].expression, reading)) let_known_[at] = false;
  }
}

cel::Value Judge::run(const pack::Expression& expression, pack::Reckoning& reckoning, cel::Observer* observer) {
  cel::Context context(limits_, &reckoning, options_.watch);
  for (const std::uint32_t index : expression.lets) {
    if (let_known_[index]) continue;
    const pack::Let& let = rule_->lets[index];
    activation_[let.slot] = let.expression.program.evaluate(activation_, context).settled();
    let_known_[index] = true;
  }
  Both both(observer, options_.watch);
  context.observe(observer && options_.watch ? &both : observer ? observer : options_.watch);
  cel::Value value = expression.program.evaluate(activation_, context);
  spent_ += context.cost();
  return value;
}

Judge::Outcome Judge::evaluate(const pack::Expression& expression, Finding* trace_into) {
  pack::Reckoning reckoning{&pack_.calendar, {}};
  Outcome outcome;
  if (trace_into && tracing_) {
    Tracer tracer(facts_, pack_, expression.program);
    outcome.value = run(expression, reckoning, &tracer);
    for (Step& step : tracer.steps()) {
      auto& trace = trace_into->trace;
      if (std::find(trace.begin(), trace.end(), step) == trace.end()) trace.push_back(std::move(step));
    }
  } else {
    outcome.value = run(expression, reckoning, nullptr);
  }
  outcome.uncovered = std::move(reckoning.uncovered);
  if (outcome.value.is(Value::Kind::error)) {
    report_error(outcome.value, expression);
    outcome.failed = failed_ = true;
  }
  return outcome;
}

// Who watches is to see every evaluation. A day on which other parameters are in force changes more than readings do.
Judge::Outcome Judge::evaluate_once(const pack::Expression& expression, Finding* trace_into) {
  const bool may_differ = rule_->arises && tried_ && uses(*rule_->arises, *tried_);
  if (options_.watch || rule_->readings.empty() || may_differ) return evaluate(expression, trace_into);
  const auto known =
      std::find_if(known_.begin(), known_.end(), [&](const Known& one) { return one.expression == &expression; });
  if (tried_ && known != known_.end() && !uses(expression, *tried_)) return known->outcome;
  Outcome outcome = evaluate(expression, trace_into);
  if (!tried_ && known == known_.end()) known_.push_back({&expression, outcome});
  return outcome;
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
  pack::Reckoning reckoning{&pack_.calendar, {}};
  Tracer tracer(facts_, pack_, expression.program);
  forget_lets();
  run(expression, reckoning, &tracer);
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

std::vector<Moment> Judge::moments(const Value& value) const {
  std::vector<Moment> done;
  const auto keep = [&](const Value& one) {
    if (const auto when = moment(one)) done.push_back(*when);
  };
  keep(value);
  for (std::size_t at = 0; value.is(Value::Kind::list) && at < value.size(); ++at) keep(value.at(at));
  const auto earlier = [](const Moment& a, const Moment& b) {
    if (a.date != b.date) return a.date < b.date;
    return a.time && b.time ? *a.time < *b.time : !a.time && b.time;
  };
  std::stable_sort(done.begin(), done.end(), earlier);
  return done;
}

std::vector<Moment> Judge::completions(const Value& value) const {
  std::vector<Moment> done = moments(value);
  std::erase_if(done, [&](const Moment& one) { return one.date > options_.as_of; });
  return done;
}

}  // namespace zhudun::check
