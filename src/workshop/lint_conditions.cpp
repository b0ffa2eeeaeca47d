// Conditions that decide nothing: always true or false, said twice, or at odds with one another.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using cel::ExprId;
using Part = Site::Part;

// Whether a text of this part, as a whole, is a condition.
bool decides(const Site& site) {
  const cel::Program& program = *site.program;
  return site.part != Part::needs && site.part != Part::evidence &&
         program.type(program.root()).kind() == cel::Type::Kind::boolean;
}

// What a node does with one of its operands.
enum class Use { root, conjunct, alternative, choice, asked, other };

class Conditions {
 public:
  Conditions(const Linted& of, const Site& site, diag::Diagnostics& found)
      : of_(of), site_(site), program_(*site.program), found_(found) {}

  void run() { visit(program_.root(), decides(site_) ? Use::root : Use::other, cel::no_expr); }

 private:
  std::string quoted(ExprId id) const { return fmt::format("`{}`", program_.source(id)); }
  source::Span span(ExprId id) const { return program_.expr(id).span; }

  void warn(std::string code, ExprId at, std::string message, std::string help, std::vector<diag::Label> labels = {}) {
    found_.push_back(diag::warning(std::move(code), span(at), std::move(message), std::move(help)));
    found_.back().labels = std::move(labels);
  }

  void visit(ExprId id, Use use, ExprId above) {
    if (is_constant(id, use, above)) return;
    if (const auto* call = std::get_if<cel::Call>(&program_.expr(id).node)) check_call(id, *call, above);
    for (const ExprId operand : program_.operands(id)) visit(operand, use_of(id, operand), id);
  }

  Use use_of(ExprId id, ExprId operand) const {
    if (call_of(program_, id, "_&&_")) return Use::conjunct;
    if (call_of(program_, id, "_||_")) return Use::alternative;
    if (call_of(program_, id, "!_")) return Use::asked;
    const auto* choice = call_of(program_, id, "_?_:_");
    if (choice && choice->arguments[0] == operand) return Use::choice;
    const auto* fold = std::get_if<cel::Comprehension>(&program_.expr(id).node);
    return fold && fold->condition == operand ? Use::asked : Use::other;
  }

  // A literal is told only where it decides something, a calculation everywhere.
  bool is_constant(ExprId id, Use use, ExprId above) {
    const auto kind = program_.type(id).kind();
    const bool truth = kind == cel::Type::Kind::boolean || kind == cel::Type::Kind::dyn;
    const bool literal = std::holds_alternative<cel::Literal>(program_.expr(id).node);
    if (!truth || (literal && use == Use::other)) return false;
    const cel::Value value = of_.constants.value(program_, id);
    if (!value.is(cel::Value::Kind::boolean)) return false;
    const bool holds = value.is_true();
    warn("lint-constant", id, fmt::format("{} is always {}", quoted(id), holds), help_for(use, holds),
         never_judged(use, holds, above));
    return true;
  }

  std::string help_for(Use use, bool holds) const {
    switch (use) {
      case Use::root:
        return "let it read a fact, or leave it out";
      case Use::conjunct:
      case Use::alternative:
        return "it changes nothing: leave it out";  // one that decides makes the whole constant, which is told instead
      case Use::choice:
        return "keep the outcome that is reached and leave out the rest";
      case Use::asked:
      case Use::other:
        break;
    }
    return fmt::format("let it depend on something, or write `{}`", holds);
  }

  // What the constant keeps from being judged.
  std::vector<diag::Label> never_judged(Use use, bool holds, ExprId above) const {
    std::vector<diag::Label> labels;
    const auto label = [&](source::Span at) { labels.push_back({at, "this is never needed"}); };
    if (use == Use::choice) label(span(program_.operands(above)[holds ? 2 : 1]));
    if (use == Use::root && !holds && site_.part == Part::applies) {
      const auto& applies = site_.rule->applies;
      for (std::size_t at = site_.index + 1; at < applies.size(); ++at) {
        const cel::Program& next = applies[at].expression.program;
        label(next.expr(next.root()).span);
      }
    }
    return labels;
  }

  void check_call(ExprId id, const cel::Call& call, ExprId above) {
    if (is_comparison(call)) check_sides(id, call);
    if (call.function == "@in") check_list(id, call);
    if (call.function == "_?_:_") check_outcomes(id, call);
    const bool chain = call.function == "_&&_" || call.function == "_||_";
    if (chain && (above == cel::no_expr || !call_of(program_, above, call.function))) check_chain(id, call.function);
  }

  void check_sides(ExprId id, const cel::Call& call) {
    if (shape(program_, call.arguments[0]) != shape(program_, call.arguments[1])) return;
    const bool holds = call.function == "_==_" || call.function == "_<=_" || call.function == "_>=_";
    warn("lint-self-comparison", id, fmt::format("{} compares a thing with itself", quoted(id)),
         fmt::format("it is {} wherever it is known: one side was meant to be something else", holds));
  }

  void check_list(ExprId id, const cel::Call& call) {
    const auto* list = std::get_if<cel::ListExpr>(&program_.expr(call.arguments[1]).node);
    if (!list || !list->elements.empty()) return;
    warn("lint-empty-list", id, fmt::format("{} is never true: nothing is in an empty list", quoted(id)),
         "name the values that count");
  }

  void check_outcomes(ExprId id, const cel::Call& call) {
    if (shape(program_, call.arguments[1]) != shape(program_, call.arguments[2])) return;
    warn("lint-repeated", id, fmt::format("both outcomes are {}", quoted(call.arguments[1])),
         "leave out the choice, or write the outcome that was meant");
  }

  // The operands of a chain, in the order written.
  void flatten(ExprId id, const std::string& function, std::vector<ExprId>& operands) const {
    const auto* call = call_of(program_, id, function);
    if (!call) return operands.push_back(id);
    for (const ExprId argument : call->arguments) flatten(argument, function, operands);
  }

  void check_chain(ExprId id, const std::string& function) {
    std::vector<ExprId> operands;
    flatten(id, function, operands);
    const bool both = function == "_&&_";
    std::map<std::string, ExprId> shapes, opposites, equals;
    for (const ExprId one : operands) {
      const std::string own = shape(program_, one);
      if (const auto same = shapes.find(own); same != shapes.end()) repeated(one, same->second, both);
      if (const auto other = opposites.find(own); other != opposites.end()) opposed(one, other->second, both);
      shapes.emplace(own, one);
      opposites.emplace(opposite(program_, one), one);
      if (both) check_equality(one, equals);
    }
  }

  void repeated(ExprId one, ExprId before, bool both) {
    warn("lint-repeated", one, fmt::format("{} stands twice in this `{}`", quoted(one), both ? "&&" : "||"),
         "leave one out, or write what was meant", {{span(before), "it stands here too"}});
  }

  void opposed(ExprId one, ExprId before, bool both) {
    warn("lint-contradiction", one,
         fmt::format("{} and {} {}", quoted(before), quoted(one),
                     both ? "never hold together" : "always hold one or the other"),
         fmt::format("so the whole is always {}: one of the two was meant to be something else", !both),
         {{span(before), "this is the other"}});
  }

  // x == 'a' && x == 'b'
  void check_equality(ExprId one, std::map<std::string, ExprId>& equals) {
    const auto* call = call_of(program_, one, "_==_");
    if (!call) return;
    const auto literal = std::find_if(call->arguments.begin(), call->arguments.end(), [&](ExprId side) {
      return std::holds_alternative<cel::Literal>(program_.expr(side).node);
    });
    if (literal == call->arguments.end()) return;
    const ExprId other = call->arguments[literal == call->arguments.begin() ? 1 : 0];
    const auto [before, first] = equals.emplace(shape(program_, other), one);
    if (!first && shape(program_, before->second) != shape(program_, one)) opposed(one, before->second, true);
  }

  const Linted& of_;
  const Site& site_;
  const cel::Program& program_;
  diag::Diagnostics& found_;
};

void warn_repeated(source::Span at, source::Span before, const pack::Rule& rule, diag::Diagnostics& found) {
  found.push_back(diag::warning("lint-repeated", at,
                                fmt::format("`{}` is a condition of the rule `{}` already", at.text(), rule.id),
                                "leave one out, or write what was meant"));
  found.back().labels.push_back({before, "it stands here too"});
}

// The same condition twice among `scope` and `applies` of one rule.
void lint_rule(const Linted& of, const pack::Rule& rule, diag::Diagnostics& found) {
  std::map<std::string, source::Span> seen;
  const auto place = of.sources.rule(rule);
  const auto scope = place ? place->find("scope") : std::nullopt;
  const std::vector<Place> names = scope ? scope->items() : std::vector<Place>();
  const auto add = [&](const pack::Expression& expression, source::Span at) {
    const auto [before, first] = seen.emplace(shape(expression.program, expression.program.root()), at);
    if (!first) warn_repeated(at, before->second, rule, found);
  };
  for (std::size_t at = 0; at < std::min(rule.scope.size(), names.size()); ++at)
    add(of.pack.conditions[rule.scope[at]].expression, names[at].span());
  for (const pack::Condition& condition : rule.applies) {
    const cel::Program& program = condition.expression.program;
    add(condition.expression, program.expr(program.root()).span);
  }
}

}  // namespace

void lint_conditions(const Linted& of, diag::Diagnostics& found) {
  for (const Site& site : of.sites) Conditions(of, site, found).run();
  for (const pack::Rule& rule : of.pack.rules) lint_rule(of, rule, found);
}

}  // namespace zhudun::workshop
