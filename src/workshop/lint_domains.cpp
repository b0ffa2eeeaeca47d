// Comparisons with a text that can never be there: what is not among the values of a fact, a reading or a list.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using cel::ExprId;
// The texts something can be; absent: any.
using Values = std::optional<std::vector<std::string>>;

class Domains {
 public:
  Domains(const Linted& of, diag::Diagnostics& found) : of_(of), found_(found) {}

  void run(const Site& site) {
    site_ = &site;
    program_ = site.program;
    ranges_.clear();
    visit(program_->root());
  }

 private:
  void visit(ExprId id) {
    const auto outer = ranges_;
    if (const auto* fold = std::get_if<cel::Comprehension>(&program_->expr(id).node)) {
      const std::uint32_t first = program_->resolution(id).slot;
      ranges_[first + (fold->second_variable.empty() ? 0 : 1)] = fold->range;
      if (!fold->second_variable.empty()) ranges_.erase(first);
    }
    if (std::holds_alternative<cel::Bind>(program_->expr(id).node)) ranges_.erase(program_->resolution(id).slot);
    for (const ExprId operand : program_->operands(id)) visit(operand);
    if (const auto* call = std::get_if<cel::Call>(&program_->expr(id).node)) check(*call);
    ranges_ = outer;
  }

  void check(const cel::Call& call) {
    if (call.function == "_==_" || call.function == "_!=_") {
      compare(call.arguments[0], values(call.arguments[1]), call.arguments[1]);
      compare(call.arguments[1], values(call.arguments[0]), call.arguments[0]);
    }
    if (call.function == "@in") {
      compare(call.arguments[0], elements(call.arguments[1]), call.arguments[1]);
      const auto* list = std::get_if<cel::ListExpr>(&program_->expr(call.arguments[1]).node);
      const Values own = list ? values(call.arguments[0]) : std::nullopt;
      for (const ExprId element : list ? list->elements : std::vector<ExprId>())
        compare(element, own, call.arguments[0]);
    }
    note_arguments(call);
  }

  // A text that is meant to be found among the values; the empty text asks only whether something is there.
  void compare(ExprId id, const Values& among, ExprId what) {
    const auto* literal = std::get_if<cel::Literal>(&program_->expr(id).node);
    if (literal && literal->value.is(cel::Value::Kind::string)) {
      complain(id, std::string(literal->value.as_string()), among, what);
    } else if (const auto range = range_of(id)) {
      const auto* list = std::get_if<cel::ListExpr>(&program_->expr(*range).node);
      for (const ExprId element : list ? list->elements : std::vector<ExprId>()) compare(element, among, what);
    }
  }

  void complain(ExprId id, const std::string& text, const Values& among, ExprId what) {
    if (!among || text.empty() || std::find(among->begin(), among->end(), text) != among->end()) return;
    if (!told_.emplace(program_->expr(id).span.file, program_->expr(id).span.begin).second) return;
    found_.push_back(diag::warning("lint-never-equal", program_->expr(id).span,
                                   fmt::format("`{}` is never `{}`", program_->source(what), text),
                                   advice(text, *among, "it is one of")));
  }

  // What the parameters of the pack's functions are called with, so that their bodies can be judged.
  void note_arguments(const cel::Call& call) {
    const auto named = [&](const pack::Function& function) { return function.name == call.function; };
    if (std::none_of(of_.pack.functions.begin(), of_.pack.functions.end(), named)) return;
    for (std::uint32_t at = 0; at < call.arguments.size(); ++at) {
      const Values given = given_values(call.arguments[at]);
      const auto [known, first] = arguments_.emplace(std::pair(call.function, at), given);
      if (first) continue;
      if (!given) known->second.reset();
      if (known->second) known->second->insert(known->second->end(), given->begin(), given->end());
    }
  }

  Values given_values(ExprId id) const {
    const auto* literal = std::get_if<cel::Literal>(&program_->expr(id).node);
    if (literal && literal->value.is(cel::Value::Kind::string))
      return std::vector{std::string(literal->value.as_string())};
    return values(id);
  }

  std::optional<ExprId> range_of(ExprId id) const {
    const cel::Resolution& found = program_->resolution(id);
    if (!std::holds_alternative<cel::Name>(program_->expr(id).node)) return std::nullopt;
    const auto range = found.kind == cel::Resolution::Kind::local ? ranges_.find(found.slot) : ranges_.end();
    return range == ranges_.end() ? std::nullopt : std::optional(range->second);
  }

  Values values(ExprId id) const {
    if (const auto range = range_of(id)) return elements(*range);
    if (const Values chosen = reading_values(id)) return chosen;
    if (const Values passed = argument_values(id)) return passed;
    const auto type = fact_type(id);
    return type ? values_of(*type) : std::nullopt;
  }

  // What the elements of a list can be; of a literal list they are compared one by one instead.
  Values elements(ExprId id) const {
    const auto* fold = std::get_if<cel::Comprehension>(&program_->expr(id).node);
    if (fold && fold->kind == cel::Comprehension::Kind::filter) return elements(fold->range);
    const auto type = fact_type(id);
    return type && type_of(*type).kind == schema::Kind::array ? values_of(type_of(*type).items) : std::nullopt;
  }

  Values reading_values(ExprId id) const {
    const auto* select = std::get_if<cel::Select>(&program_->expr(id).node);
    if (!select || program_->resolution(id).name != pack::ChosenReadings::kTypeName) return std::nullopt;
    for (const pack::Reading& reading : of_.pack.readings) {
      if (reading.name != select->field || reading.number) continue;
      std::vector<std::string> words;
      for (const pack::ReadingValue& value : reading.row()) words.push_back(pack::to_string(value));
      return words;
    }
    return std::nullopt;
  }

  // Of a parameter of the function whose body this is.
  Values argument_values(ExprId id) const {
    const cel::Resolution& found = program_->resolution(id);
    const std::uint32_t first = of_.pack.environment.slots();
    if (site_->part != Site::Part::function || !is_variable(*program_, id, found.slot) || found.slot < first)
      return std::nullopt;
    const auto known = arguments_.find({of_.pack.functions[site_->index].name, found.slot - first});
    if (known == arguments_.end() || !known->second) return std::nullopt;
    const std::set<std::string> each(known->second->begin(), known->second->end());
    return std::vector<std::string>(each.begin(), each.end());
  }

  const schema::Type& type_of(schema::TypeId id) const { return of_.pack.schema.type(id); }

  Values values_of(schema::TypeId id) const {
    const schema::Type& type = type_of(id);
    if (type.kind != schema::Kind::string || type.values.empty()) return std::nullopt;
    std::vector<std::string> names;
    for (const schema::EnumValue& value : type.values) names.push_back(value.value);
    return names;
  }

  std::optional<schema::TypeId> fact_type(ExprId id) const {
    const cel::Resolution& found = program_->resolution(id);
    if (std::holds_alternative<cel::Select>(program_->expr(id).node)) {
      const bool field = found.kind == cel::Resolution::Kind::field;
      const auto object = field ? of_.pack.schema.find(found.name) : std::nullopt;
      return object ? std::optional(type_of(*object).properties[found.slot].type) : std::nullopt;
    }
    const auto& sections = type_of(schema::Schema::kRoot).properties;
    if (is_variable(*program_, id, found.slot) && found.slot < sections.size()) return sections[found.slot].type;
    const auto* index = call_of(*program_, id, "_[_]");
    const auto list = index ? fact_type(index->arguments[0]) : std::nullopt;
    return list && type_of(*list).kind == schema::Kind::array ? std::optional(type_of(*list).items) : std::nullopt;
  }

  const Linted& of_;
  diag::Diagnostics& found_;
  const Site* site_ = nullptr;
  const cel::Program* program_ = nullptr;
  std::map<std::uint32_t, ExprId> ranges_;  // of the names of elements in force, by their slot
  std::map<std::pair<std::string, std::uint32_t>, Values> arguments_;
  std::set<std::pair<const source::File*, std::uint32_t>> told_;
};

}  // namespace

void lint_domains(const Linted& of, diag::Diagnostics& found) {
  Domains domains(of, found);
  for (const Site& site : of.sites) domains.run(site);
}

}  // namespace zhudun::workshop
