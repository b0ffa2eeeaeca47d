// Which files a subject's facts name for a rule, whether the duty is done or not. What is done is shown by the rule's
// evidence. What is not yet done is shown by the same evidence of a completion that is planned, and by the files of
// each fact that lacks nothing but its completion: a report that was made and is not submitted.
#include <algorithm>
#include <unordered_map>

#include "check/judge.h"

namespace zhudun::check {
namespace {

using cel::Value;

// The names of the keys that an expression reads.
std::vector<std::string> keys_read(const cel::Program& program) {
  std::vector<std::string> keys;
  for (cel::ExprId id = 0; id < program.size(); ++id) {
    const auto* select = std::get_if<cel::Select>(&program.expr(id).node);
    if (select && !select->test) keys.push_back(select->field);
  }
  return keys;
}

// Keeps the facts that were asked for one of some keys and did not have it.
class Lacking : public cel::Observer {
 public:
  explicit Lacking(std::vector<std::string> keys) : keys_(std::move(keys)) {}

  void on_value(const cel::Program& program, cel::ExprId id, const Value& value) override {
    const cel::Expr& expr = program.expr(id);
    values_[&expr] = value;
    const auto* select = std::get_if<cel::Select>(&expr.node);
    if (!select || std::find(keys_.begin(), keys_.end(), select->field) == keys_.end()) return;
    if (select->test ? !value.is_false() : !value.is(Value::Kind::unknown)) return;
    const auto operand = values_.find(&program.expr(select->operand));
    if (operand == values_.end() || !operand->second.is(Value::Kind::object)) return;
    const schema::FactId fact = operand->second.host_id();
    if (std::find(facts_.begin(), facts_.end(), fact) == facts_.end()) facts_.push_back(fact);
  }

  const std::vector<schema::FactId>& facts() const { return facts_; }

 private:
  std::vector<std::string> keys_;
  std::vector<schema::FactId> facts_;
  std::unordered_map<const cel::Expr*, Value> values_;
};

void keep(std::vector<std::string>& files, std::string_view path) {
  if (std::find(files.begin(), files.end(), path) == files.end()) files.emplace_back(path);
}

void keep_files_of(std::vector<std::string>& files, const schema::Document& document, schema::FactId object) {
  const schema::Type& type = document.type(object);
  for (std::uint32_t slot = 0; slot < type.properties.size(); ++slot) {
    const schema::FactId fact = document.field(object, slot);
    if (fact != schema::kAbsent && document.type(fact).format == "path") keep(files, document.string(fact));
  }
}

}  // namespace

// An error in it is the rule's, where it shows a completion; of a completion that is none it says nothing.
std::vector<std::string> Judge::evidence_at(const std::optional<Moment>& done, bool report) {
  std::vector<std::string> paths;
  const Given given{rule_->done_slot, done};
  bind(given);
  for (const pack::Expression& expression : rule_->evidence) {
    if (!options_.watch && !may_name_files(expression)) continue;
    const Value value = report ? evaluate_once(expression, nullptr, given).value : run(expression, nullptr).value;
    if (value.is(Value::Kind::string)) paths.emplace_back(value.as_string());
    for (std::size_t at = 0; value.is(Value::Kind::list) && at < value.size(); ++at) {
      const Value item = value.at(at);
      if (item.is(Value::Kind::string)) paths.emplace_back(item.as_string());
    }
  }
  return paths;
}

bool Judge::may_name_files(const pack::Expression& evidence) const {
  const auto has = [&](std::uint32_t property) { return facts_.document().has_anywhere(property); };
  const auto may_fail = [&](std::uint32_t let) {
    return !lets_[let].known || activation_[rule_->lets[let].slot].is(Value::Kind::error);
  };
  return evidence.shown.empty() || std::any_of(evidence.shown.begin(), evidence.shown.end(), has) ||
         std::any_of(evidence.lets.begin(), evidence.lets.end(), may_fail);
}

void Judge::name_files(Finding& finding) {
  for (const std::string& path : evidence_at(finding.done, false)) keep(finding.files, path);
  if (finding.done || !rule_->done) return;
  pack::Reckoning reckoning{&pack_.calendar, {}};
  Lacking lacking(keys_read(rule_->done->program));
  forget_lets();
  cel::Context context(context_.limits(), &reckoning, &lacking);
  for (const std::uint32_t index : rule_->done->lets) {
    const pack::Let& let = rule_->lets[index];
    activation_[let.slot] = let.expression.program.evaluate(activation_, context).settled();
  }
  const Value done = rule_->done->program.evaluate(activation_, context);
  forget_lets();
  for (const Moment& planned : std::vector<Moment>(moments(done))) {
    for (const std::string& path : evidence_at(planned, false)) keep(finding.files, path);
  }
  for (const schema::FactId fact : lacking.facts()) keep_files_of(finding.files, facts_.document(), fact);
}

}  // namespace zhudun::check
