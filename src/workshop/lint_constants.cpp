#include "workshop/lint_constants.h"

#include <set>

#include "workshop/lint_sites.h"
#include "zhudun/check/check.h"

namespace zhudun::workshop {
namespace {

// Not extendable: it is not known either whether it is there, so that has() of it is unknown too.
cel::Value unknown() { return cel::Value::unknown("?", false); }

}  // namespace

Constants::Constants(const pack::Pack& pack) : pack_(pack), unknowns_(pack.environment.slots(), unknown()) {}

cel::Value Constants::value(const cel::Program& program, cel::ExprId id) const {
  return evaluate(program, id, unknowns_);
}

std::vector<cel::Value> Constants::chosen(const cel::Program& program, cel::ExprId id) const {
  std::vector<cel::Value> values;
  for (const auto stance : {pack::Stance::strict, pack::Stance::by_default, pack::Stance::loose})
    values.push_back(under(program, id, check::readings_of(pack_, stance), check::parameters_of(pack_)));
  for (std::size_t at = 0; at < pack_.parameters.size(); ++at) {
    for (const pack::Parameter::Change& change : pack_.parameters[at].changes) {
      std::vector<std::int64_t> parameters = check::parameters_of(pack_);
      parameters[at] = change.value;
      values.push_back(under(program, id, check::readings_of(pack_, pack::Stance::by_default), parameters));
    }
  }
  return values;
}

cel::Value Constants::under(const cel::Program& program, cel::ExprId id,
                            const std::vector<pack::ReadingValue>& readings,
                            const std::vector<std::int64_t>& parameters) const {
  const pack::ChosenReadings host(pack_.readings, readings);
  std::vector<cel::Value> activation = unknowns_;
  for (std::size_t at = 0; at < parameters.size(); ++at)
    activation[pack_.parameter_slot + at] = cel::Value::integer(parameters[at]);
  activation[pack_.reading_slot] = cel::Value::object(host, 0);
  cel::Value value = evaluate(program, id, std::move(activation));
  const bool number_or_day = value.is(cel::Value::Kind::integer) || pack::is_date(value);
  return number_or_day || value.is(cel::Value::Kind::error) ? value : unknown();  // others may view what ends here
}

// The node's text is compiled anew, with whatever it does not bind itself as a variable of which nothing is known.
cel::Value Constants::evaluate(const cel::Program& program, cel::ExprId id, std::vector<cel::Value> activation) const {
  constexpr std::size_t longest = 4'000;  // bytes; what is longer is taken apart, so that a long text stays cheap
  std::string text = program.source(id);
  if (text.size() > longest) return unknown();
  cel::Environment environment = pack_.environment.extend();
  std::set<std::string> added;
  for (const cel::ExprId each : preorder(program, id)) {
    const cel::Resolution& found = program.resolution(each);
    const bool own = found.kind == cel::Resolution::Kind::local ||
                     (found.kind == cel::Resolution::Kind::variable && found.slot >= pack_.environment.slots());
    if (own && added.insert(found.name).second) environment.add_variable(found.name, cel::Type::dyn());
  }
  diag::Diagnostics unheard;
  const auto part = cel::compile(environment, {std::move(text), nullptr, {}}, unheard, {{}, false});
  if (!part) return unknown();
  activation.resize(environment.slots(), unknown());
  pack::Reckoning reckoning{&pack_.calendar, {}};
  cel::EvaluationLimits limits;
  limits.cost = 100'000;
  cel::Context context(limits, &reckoning);
  return part->evaluate(activation, context);
}

}  // namespace zhudun::workshop
