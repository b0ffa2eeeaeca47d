// An expression, parsed, checked and evaluated: errors with places, or a program whose value is of the type that the
// checker found, the same each time and the same unchecked, within the limits that were set.
#include "promise.h"
#include "zhudun/cel/program.h"
#include "zhudun/pack/functions.h"

using namespace zhudun;
using fuzz::hold;

namespace {

using Kind = cel::Value::Kind;

struct Setting {
  calendar::Calendar calendar{"Made/Up", calendar::Offset{480}, {}};
  cel::Environment environment;
  std::vector<cel::Value> activation;

  void variable(const char* name, cel::Type type, cel::Value value) {
    environment.add_variable(name, type);
    activation.push_back(std::move(value));
  }
  Setting() {
    pack::add_functions(environment);
    cel::CompileLimits limits;
    limits.expression_length = 4'000;
    environment.set_limits(limits);
    variable("n", cel::Type::integer(), cel::Value::integer(7));
    variable("u", cel::Type::uinteger(), cel::Value::uinteger(9));
    variable("x", cel::Type::floating(), cel::Value::floating(-0.5));
    variable("s", cel::Type::string(), cel::Value::borrowed_string("\xE9\x93\xB8\xE7\x9B\xBE a"));
    variable("b", cel::Type::boolean(), cel::Value::boolean(true));
    variable("list", cel::Type::list(cel::Type::integer()),
             cel::Value::list({cel::Value::integer(1), cel::Value::integer(2), cel::Value::integer(3)}));
    variable("m", cel::Type::map(cel::Type::string(), cel::Type::dyn()),
             cel::Value::map({{cel::Value::string("k"), cel::Value::null()}}));
    variable("any", cel::Type::dyn(), cel::Value::unknown("any"));
    variable("day", cel::Type::opaque("date"), pack::date_value(*calendar::parse_date("2025-11-10")));
  }
};

bool fits(const cel::Value& value, cel::Type type) {
  using Of = cel::Type::Kind;
  switch (type.kind()) {
    case Of::null:
      return value.is(Kind::null);
    case Of::boolean:
      return value.is(Kind::boolean);
    case Of::integer:
      return value.is(Kind::integer);
    case Of::uinteger:
      return value.is(Kind::uinteger);
    case Of::floating:
      return value.is(Kind::floating);
    case Of::string:
      return value.is(Kind::string);
    case Of::bytes:
      return value.is(Kind::bytes);
    case Of::timestamp:
      return value.is(Kind::timestamp);
    case Of::duration:
      return value.is(Kind::duration);
    case Of::type:
      return value.is(Kind::type);
    case Of::map:
      return value.is(Kind::map);
    case Of::list: {
      if (!value.is(Kind::list)) return false;
      for (std::size_t at = 0; at < std::min<std::size_t>(value.size(), 50); ++at) {
        if (!fits(value.at(at), type.element())) return false;
      }
      return true;
    }
    case Of::opaque:
      return type.is_optional() ? value.is(Kind::optional) : value.is(Kind::opaque);
    default:
      return true;  // dyn, a wrapper, a parameter
  }
}

std::string evaluated(const cel::Program& program, const Setting& setting, cel::Value* into = nullptr) {
  pack::Reckoning reckoning;
  reckoning.calendar = &setting.calendar;
  cel::EvaluationLimits limits;
  limits.cost = 100'000;
  limits.text_size = 20'000;
  limits.list_size = 5'000;
  cel::Context context(limits, &reckoning);
  cel::Value value = program.evaluate(setting.activation, context);
  if (into) *into = value;
  hold(value.is(Kind::error) || !context.exhausted(), "a limit that was reached is an error");
  return cel::to_string(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Setting setting;
  const source::File file("expression", std::string(fuzz::bytes(data, size)));
  diag::Diagnostics told, unchecked_told;
  const auto program = cel::compile(setting.environment, cel::whole(file), told);
  const auto unchecked = cel::compile(setting.environment, cel::whole(file), unchecked_told, {{}, false});
  fuzz::hold_told(told);
  fuzz::hold_told(unchecked_told);
  hold(program.has_value() != diag::failed(told), "a program or errors, never both");
  hold(!program || unchecked, "what checks also compiles unchecked");
  if (unchecked && !program) evaluated(*unchecked, setting);
  if (!program) return 0;

  cel::Value value, again;
  const std::string text = evaluated(*program, setting, &value);
  hold(text == evaluated(*program, setting), "the same value each time");
  const bool failed = value.is(Kind::error) || value.is(Kind::unknown);
  hold(failed || fits(value, program->result_type()),
       fmt::format("`{}` of type {}", text, cel::to_string(program->result_type())));
  const std::string other = evaluated(*unchecked, setting, &again);
  if (!failed) hold(text == other, fmt::format("checked `{}`, unchecked `{}`", text, other));
  for (cel::ExprId id = 0; id < program->size(); ++id) {
    const cel::Expr& expr = program->expr(id);
    hold(expr.begin <= expr.end && expr.end <= file.bytes().size(), "a sub-expression has its place");
  }
  return 0;
}
