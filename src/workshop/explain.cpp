#include "zhudun/workshop/explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "workshop/parts.h"
#include "workshop/test_case.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::workshop {
namespace {

constexpr std::size_t kMostValues = 4;  // of one sub-expression that was evaluated for many elements

// Keeps what every sub-expression came to for the subject in hand.
class ValueWatch : public check::Watch {
 public:
  using Values = std::map<const cel::Expr*, std::vector<std::string>>;

  void on_subject(const pack::Rule&, std::string_view subject, bool chosen) override {
    recording_ = chosen;
    if (chosen) current_ = &subjects_[std::string(subject)];
  }
  void on_value(const cel::Program& program, cel::ExprId id, const cel::Value& value) override {
    Values& into = current_ && recording_ ? *current_ : before_;
    if ((current_ && !recording_) || value.is(cel::Value::Kind::object)) return;  // an object is shown by its fields
    auto& values = into[&program.expr(id)];
    std::string text = cel::to_string(value);
    const bool known = std::find(values.begin(), values.end(), text) != values.end();
    if (!known && values.size() <= kMostValues) values.push_back(values.size() == kMostValues ? "…" : std::move(text));
  }
  // What was seen for a subject, and before any: the scope's conditions.
  std::vector<std::string> values(const std::string& subject, const cel::Expr* expr) const {
    const auto own = subjects_.find(subject);
    if (own != subjects_.end()) {
      const auto found = own->second.find(expr);
      if (found != own->second.end()) return found->second;
    }
    const auto found = before_.find(expr);
    return found == before_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  std::map<std::string, Values> subjects_;
  Values before_;
  Values* current_ = nullptr;
  bool recording_ = true;
};

void collect(const cel::Program& program, cel::ExprId id, std::size_t depth, const std::string& subject,
             const ValueWatch& watch, std::vector<SubExpression>& into) {
  const bool literal = std::holds_alternative<cel::Literal>(program.expr(id).node);
  if (literal && depth > 0) return;
  into.push_back({depth, program.source(id), watch.values(subject, &program.expr(id))});
  for (const cel::ExprId operand : program.operands(id)) collect(program, operand, depth + 1, subject, watch, into);
}

std::string indented(const yaml::Tree& tree, yaml::NodeId node, std::size_t indent);

// A collection on lines of its own, each item or pair indented.
std::string lines_of(const yaml::Tree& tree, yaml::NodeId node, std::size_t indent) {
  std::string text;
  const std::string margin(indent, ' ');
  if (tree.kind(node) == yaml::Kind::mapping) {
    for (const auto [key, value] : tree.pairs(node)) {
      text += margin + std::string(tree.span(key).text()) + ":" + indented(tree, value, indent + 2);
    }
  } else {
    for (const yaml::NodeId item : tree.children(node)) {
      std::string inner =
          tree.size(item) > 0 ? lines_of(tree, item, indent + 2) : margin + " " + indented(tree, item, indent);
      inner[indent] = '-';
      text += inner;
    }
  }
  return text;
}

std::string indented(const yaml::Tree& tree, yaml::NodeId node, std::size_t indent) {
  if (tree.kind(node) == yaml::Kind::scalar) return " " + std::string(tree.span(node).text()) + "\n";
  if (tree.size(node) == 0) return tree.kind(node) == yaml::Kind::mapping ? " {}\n" : " []\n";
  return "\n" + lines_of(tree, node, indent);
}

void find_examples(const yaml::Tree& tree, const pack::Pack& pack, Explanation& explanation) {
  static const std::set<std::string_view> failing = {"overdue", "gap", "advised"};
  diag::Diagnostics unheard;  // the tests' own faults are told by `zhudun test`
  for (const TestCase& one : read_tests(tree, pack, unheard)) {
    for (const Expectation& expectation : one.expectations) {
      const auto status = tree.find(expectation.node, "status");
      if (expectation.rule != explanation.rule->id || !status) continue;
      const std::string_view word = tree.text(*status);
      auto& place = word == "met" ? explanation.passing : explanation.failing;
      const bool better = failing.contains(word) && place && place->status == "undeclared";
      if ((place && !better) || (word != "met" && word != "undeclared" && !failing.contains(word))) continue;
      place = Example{one.name, calendar::to_string(one.options.as_of), std::string(word), expectation.subject,
                      lines_of(one.declaration, 0, 0)};
    }
  }
}

std::vector<const pack::Function*> functions_of(const pack::Pack& pack, const std::vector<NamedExpression>& parts) {
  std::set<std::string> names;
  const auto add = [&](const cel::Program& program) {
    for (const std::string& name : program.references().functions) names.insert(name);
  };
  for (const NamedExpression& part : parts) add(part.expression->program);
  for (std::size_t at = pack.functions.size(); at-- > 0;) {  // a function uses only those above it
    if (names.contains(pack.functions[at].name) && pack.functions[at].body) add(*pack.functions[at].body);
  }
  std::vector<const pack::Function*> used;
  for (const pack::Function& function : pack.functions) {
    if (names.contains(function.name)) used.push_back(&function);
  }
  return used;
}

}  // namespace

Explanation explain(const pack::Pack& pack, const pack::Rule& rule, const std::vector<const source::File*>& tests) {
  Explanation explanation;
  explanation.rule = &rule;
  explanation.readings = rule.readings;
  const std::vector<NamedExpression> parts = parts_of(pack, rule);
  for (const NamedExpression& part : parts)
    explanation.parts.push_back({part.name, part.expression->program.text().text});
  explanation.functions = functions_of(pack, parts);
  for (const source::File* file : tests) {
    diag::Diagnostics unheard;
    if (const auto tree = yaml::parse(*file, unheard)) find_examples(*tree, pack, explanation);
  }
  return explanation;
}

void explain_over(Explanation& explanation, const schema::Document& document, const pack::Pack& pack,
                  check::Options options, source::Language language, diag::Diagnostics& diagnostics) {
  ValueWatch watch;
  options.watch = &watch;
  options.only = explanation.rule->id;
  const check::Findings findings = check::run(document, pack, options, diagnostics);
  report::Declaration judged = report::from_findings(findings, document, document.file(), pack, options, language);
  for (report::Finding finding : judged.findings) {
    Derivation derivation;
    for (const NamedExpression& part : parts_of(pack, *explanation.rule)) {
      PartValues values{part.name, {}};
      collect(part.expression->program, part.expression->program.root(), 0, finding.subject, watch, values.expressions);
      derivation.parts.push_back(std::move(values));
    }
    derivation.finding = std::move(finding);
    explanation.derivations.push_back(std::move(derivation));
  }
}

}  // namespace zhudun::workshop
