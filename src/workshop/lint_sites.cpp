#include "workshop/lint_sites.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

namespace zhudun::workshop {
namespace {

using cel::ExprId;
using cel::Program;
using Part = Site::Part;

void add_all(std::vector<Site>& sites, const pack::Rule& rule, Part part, const std::vector<pack::Expression>& all) {
  for (std::size_t at = 0; at < all.size(); ++at) sites.push_back({part, at, &rule, &all[at].program});
}

void add_one(std::vector<Site>& sites, const pack::Rule& rule, Part part, const std::optional<pack::Expression>& one) {
  if (one) sites.push_back({part, 0, &rule, &one->program});
}

void add_rule(std::vector<Site>& sites, const pack::Rule& rule) {
  for (std::size_t at = 0; at < rule.lets.size(); ++at)
    sites.push_back({Part::let, at, &rule, &rule.lets[at].expression.program});
  add_all(sites, rule, Part::needs, rule.needs);
  for (std::size_t at = 0; at < rule.applies.size(); ++at)
    sites.push_back({Part::applies, at, &rule, &rule.applies[at].expression.program});
  add_one(sites, rule, Part::arises, rule.arises);
  add_one(sites, rule, Part::starts, rule.starts);
  add_one(sites, rule, Part::due, rule.due);
  add_one(sites, rule, Part::done, rule.done);
  add_one(sites, rule, Part::cycle, rule.cycle);
  add_all(sites, rule, Part::evidence, rule.evidence);
}

// Spells a tree so that equal texts mean equal values.
class Speller {
 public:
  explicit Speller(const Program& program) : program_(program) {}

  std::string operator()(ExprId id) const {
    return std::visit([&](const auto& node) { return spell(id, node); }, program_.expr(id).node);
  }

  // What holds exactly where this does not.
  std::string negated(ExprId id) const {
    static const std::map<std::string_view, std::string_view> opposites = {
        {"_==_", "_!=_"}, {"_!=_", "_==_"}, {"_<_", "_>=_"}, {"_>=_", "_<_"}, {"_>_", "_<=_"}, {"_<=_", "_>_"}};
    const auto* call = std::get_if<cel::Call>(&program_.expr(id).node);
    if (call && call->function == "!_") return (*this)(call->arguments[0]);
    const auto found = call ? opposites.find(call->function) : opposites.end();
    if (found == opposites.end()) return fmt::format("!_({})", (*this)(id));
    return spelled_comparison(found->second, {(*this)(call->arguments[0]), (*this)(call->arguments[1])});
  }

 private:
  std::string list(const std::vector<ExprId>& ids) const {
    std::string text;
    for (const ExprId id : ids) text += (text.empty() ? "" : ",") + (*this)(id);
    return text;
  }
  std::string operands(ExprId id) const { return list(program_.operands(id)); }

  std::string spell(ExprId, const cel::Literal& node) const {
    return fmt::format("{}:{}", static_cast<int>(node.value.kind()), cel::to_string(node.value));
  }
  std::string spell(ExprId id, const cel::Name& node) const {
    const cel::Resolution& found = program_.resolution(id);
    const bool slotted = found.kind == cel::Resolution::Kind::local || found.kind == cel::Resolution::Kind::variable;
    return slotted ? fmt::format("${}:{}", static_cast<int>(found.kind), found.slot) : node.name;
  }
  std::string spell(ExprId id, const cel::Select& node) const {
    return fmt::format("{}{}.{}{}", node.test ? "has " : "", operands(id), node.optional ? "?" : "", node.field);
  }
  std::string spell(ExprId, const cel::Call& node) const {
    if (node.function == "!_") return negated(node.arguments[0]);
    std::vector<std::string> sides;
    for (const ExprId argument : node.arguments) sides.push_back((*this)(argument));
    return is_comparison(node) ? spelled_comparison(node.function, std::move(sides)) : spelled(node.function, sides);
  }
  static std::string spelled(std::string_view function, const std::vector<std::string>& sides) {
    return fmt::format("{}({})", function, fmt::join(sides, ","));
  }
  // a > b is b < a, and a == b is b == a.
  static std::string spelled_comparison(std::string_view function, std::vector<std::string> sides) {
    if (function == "_==_" || function == "_!=_") std::sort(sides.begin(), sides.end());
    if (function == "_>_" || function == "_>=_") std::swap(sides[0], sides[1]);
    return spelled(function == "_>_" ? "_<_" : function == "_>=_" ? "_<=_" : function, sides);
  }
  std::string spell(ExprId id, const cel::ListExpr& node) const {
    std::string marks;
    for (const bool optional : node.optional) marks += optional ? '?' : '.';
    return fmt::format("[{}{}]", marks, operands(id));
  }
  std::string spell(ExprId id, const cel::MapExpr& node) const {
    std::string marks;
    for (const auto& entry : node.entries) marks += entry.optional ? '?' : '.';
    return fmt::format("{{{}{}}}", marks, operands(id));
  }
  std::string spell(ExprId id, const cel::MessageExpr& node) const {
    std::string fields;
    for (const auto& entry : node.entries) fields += entry.field + (entry.optional ? "?" : "=");
    return fmt::format("{}{{{}{}}}", node.name, fields, operands(id));
  }
  std::string spell(ExprId id, const cel::Comprehension& node) const {
    return fmt::format("for{}{}({})", static_cast<int>(node.kind), node.second_variable.empty() ? "" : "2",
                       operands(id)) +
           (node.condition == cel::no_expr ? "" : "if");
  }
  std::string spell(ExprId id, const cel::Bind&) const { return fmt::format("bind({})", operands(id)); }

  const Program& program_;
};

}  // namespace

std::string_view to_string(Part part) {
  constexpr std::array<std::string_view, 11> names = {"if",     "is",  "let",  "needs", "applies", "arises",
                                                      "starts", "due", "done", "cycle", "evidence"};
  return names[static_cast<std::size_t>(part)];
}

std::vector<Site> sites_of(const pack::Pack& pack) {
  std::vector<Site> sites;
  for (const pack::Rule& rule : pack.rules) add_rule(sites, rule);
  for (std::size_t at = 0; at < pack.conditions.size(); ++at)
    sites.push_back({Part::condition, at, nullptr, &pack.conditions[at].expression.program});
  for (std::size_t at = pack.functions.size(); at-- > 0;) {
    if (pack.functions[at].body) sites.push_back({Part::function, at, nullptr, &*pack.functions[at].body});
  }
  return sites;
}

std::vector<ExprId> preorder(const Program& program, ExprId id) {
  std::vector<ExprId> order, waiting = {id};
  while (!waiting.empty()) {
    order.push_back(waiting.back());
    waiting.pop_back();
    const std::vector<ExprId> operands = program.operands(order.back());
    waiting.insert(waiting.end(), operands.rbegin(), operands.rend());
  }
  return order;
}

const cel::Call* call_of(const Program& program, ExprId id, std::string_view function) {
  const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
  return call && call->function == function ? call : nullptr;
}

bool is_comparison(const cel::Call& call) {
  constexpr std::array<std::string_view, 6> names = {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"};
  return std::find(names.begin(), names.end(), call.function) != names.end();
}

bool is_variable(const Program& program, ExprId id, std::uint32_t slot) {
  const cel::Resolution& found = program.resolution(id);
  return std::holds_alternative<cel::Name>(program.expr(id).node) && found.kind == cel::Resolution::Kind::variable &&
         found.slot == slot;
}

std::string shape(const Program& program, ExprId id) { return Speller(program)(id); }

std::string opposite(const Program& program, ExprId id) { return Speller(program).negated(id); }

}  // namespace zhudun::workshop
