#include "check/tracer.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "zhudun/pack/functions.h"

namespace zhudun::check {
namespace {

constexpr std::array<std::string_view, 7> kCounted = {"addDays",  "addMonths", "addYears", "addWorkdays",
                                                      "addHours", "changedBy", "_+_"};

bool is_counted(std::string_view function, const cel::Value& result) {
  if (function == "_+_" && !result.is(cel::Value::Kind::timestamp)) return false;
  return std::find(kCounted.begin(), kCounted.end(), function) != kCounted.end();
}

}  // namespace

const cel::Value* Tracer::known(const cel::Program& program, cel::ExprId id) const {
  const auto* literal = std::get_if<cel::Literal>(&program.expr(id).node);
  if (literal) return &literal->value;
  const auto found = values_.find(std::hash<const void*>()(&program.expr(id)));
  return found == values_.end() ? nullptr : &found->second;
}

void Tracer::on_value(const cel::Program& program, cel::ExprId id, const cel::Value& value) {
  if (steps_.size() >= kMostSteps) return;
  const cel::Expr& expr = program.expr(id);
  values_[std::hash<const void*>()(&expr)] = value;
  if (const auto* select = std::get_if<cel::Select>(&expr.node)) {
    if (!select->test) on_select(program, *select, value);
  } else if (const auto* call = std::get_if<cel::Call>(&expr.node)) {
    on_call(program, *call, value);
  }
}

void Tracer::on_select(const cel::Program& program, const cel::Select& select, const cel::Value& value) {
  const cel::Value* operand = known(program, select.operand);
  if (!operand) return;
  if (value.is(cel::Value::Kind::unknown)) {
    const cel::UnknownPaths paths = value.unknown_paths();
    for (const std::string& path : std::span(paths.begin(), std::min(paths.size(), kMostSteps)))
      keep({Step::Kind::absent, path, {}, {}, {}, {}});
    return;
  }
  const bool whole = value.is(cel::Value::Kind::object) || value.is(cel::Value::Kind::list);
  if (!operand->is(cel::Value::Kind::object) || whole) return;
  if (operand->host().type_name(operand->host_id()) == pack::ChosenReadings::kTypeName) {
    keep({Step::Kind::reading,
          select.field,
          {},
          value.is(cel::Value::Kind::null) ? "none" : cel::to_string(value),
          {},
          {}});
    return;
  }
  const schema::Document& document = facts_.document();
  const auto slot = facts_.find_slot(operand->host_id(), select.field);
  if (!slot) return;
  const schema::FactId fact = document.field(operand->host_id(), *slot);
  keep({Step::Kind::fact,
        document.field_path(operand->host_id(), *slot),
        {},
        std::string(document.string(fact)),
        {},
        document.span(fact)});
}

void Tracer::on_call(const cel::Program& program, const cel::Call& call, const cel::Value& value) {
  if (value.is(cel::Value::Kind::unknown) || value.is(cel::Value::Kind::error)) return;
  Step step;
  const bool own = &program.expr(0) == &watched_.expr(0);
  const auto titled = [&](const pack::Function& function) {
    return function.name == call.function && !function.title.zh.empty();
  };
  if (is_counted(call.function, value)) {
    step.kind = Step::Kind::call;
  } else if (own && std::any_of(pack_.functions.begin(), pack_.functions.end(), titled)) {
    step.kind = Step::Kind::function;
  } else {
    return;
  }
  step.name = call.function;
  step.value = cel::to_string(value);
  for (const cel::ExprId argument : call.arguments) {
    const cel::Value* known_value = known(program, argument);
    step.arguments.push_back(known_value ? cel::to_string(*known_value) : std::string("?"));
  }
  if (call.function == "addWorkdays") {
    const cel::Value* day = known(program, call.arguments[0]);
    const cel::Value* count = known(program, call.arguments[1]);
    calendar::YearSet uncovered;
    if (day && count && pack::is_date(*day)) {
      const calendar::WorkingDays days(static_cast<std::int32_t>(count->as_integer()));
      pack_.calendar.add(pack::to_date(*day), days, uncovered, &step.walk);
    }
  }
  keep(std::move(step));
}

void Tracer::keep(Step step) {
  if (std::find(steps_.begin(), steps_.end(), step) == steps_.end()) steps_.push_back(std::move(step));
}

}  // namespace zhudun::check
