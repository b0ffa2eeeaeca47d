#include "pack/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "pack/shown.h"
#include "zhudun/pack/functions.h"

namespace zhudun::pack {
namespace {

cel::Type date() { return date_type().type(); }

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t dot = path.find('.');
    words.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return words;
    path.remove_prefix(dot + 1);
  }
}

// What a completion is, for the variables `last` and `done`: a date unless the rule says times.
cel::Type completion_type(const std::optional<Expression>& done) {
  if (!done) return date();
  cel::Type type = done->program.result_type();
  if (type.kind() == cel::Type::Kind::list) type = type.element();
  return type.kind() == cel::Type::Kind::timestamp ? type : date();
}

}  // namespace

Rule RuleReader::read(const yaml::Tree& tree, yaml::NodeId node) {
  const Mapping mapping(tree, node, diagnostics_,
                        {"id",        "task",   "title",   "deliverable", "recipient", "basis", "binding",
                         "scope",     "each",   "subject", "section",     "let",       "needs", "applies",
                         "effective", "arises", "starts",  "due",         "done",      "cycle", "evidence"});
  Rule rule;
  environment_ = pack_.environment.extend();
  each_types_.clear();
  rule.place =
      tree.kind(node) == yaml::Kind::mapping && mapping.has("id") ? tree.span(*mapping.find("id")) : mapping.place();
  read_words(rule, mapping);
  read_scope(rule, mapping);
  read_each(rule, mapping);
  read_subject(rule, mapping);
  read_lets(rule, mapping);
  read_conditions(rule, mapping);
  read_dates(rule, mapping);
  read_outcome(rule, mapping);
  rule.slots = environment_->slots();
  std::sort(rule.readings.begin(), rule.readings.end());
  rule.readings.erase(std::unique(rule.readings.begin(), rule.readings.end()), rule.readings.end());
  return rule;
}

void RuleReader::read_words(Rule& rule, const Mapping& mapping) {
  rule.id = mapping.text("id");
  rule.task = mapping.integer("task").value_or(0);
  rule.title = mapping.bilingual("title");
  rule.deliverable = mapping.bilingual("deliverable");
  rule.basis = mapping.bilingual("basis");
  const std::string binding = mapping.optional_text("binding");
  rule.encouraged = binding == "encouraged";
  if (!binding.empty() && binding != "mandatory" && binding != "encouraged") {
    mapping.complain(*mapping.find("binding"), fmt::format("`{}` is no binding", binding), "mandatory or encouraged");
  }
  const std::string recipient = mapping.text("recipient");
  const auto found = recipients_.find(recipient);
  rule.recipient_name = recipient;
  if (found != recipients_.end()) {
    rule.recipient = found->second.title;
    rule.submitted = found->second.submitted;
  }
  if (found == recipients_.end() && !recipient.empty()) {
    std::vector<std::string> names;
    for (const auto& [name, known] : recipients_) names.push_back(name);
    const auto near = diag::nearest(recipient, names);
    mapping.complain(*mapping.find("recipient"), fmt::format("the pack has no recipient `{}`", recipient),
                     near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }
  const auto has_task = [&](const Task& task) { return task.number == rule.task; };
  if (mapping.has("task") && std::none_of(pack_.tasks.begin(), pack_.tasks.end(), has_task)) {
    mapping.complain(*mapping.find("task"), fmt::format("the pack has no task {}", rule.task));
  }
}

void RuleReader::read_scope(Rule& rule, const Mapping& mapping) {
  for (const yaml::NodeId node : mapping.items("scope")) {
    const std::string_view name = mapping.tree().text(node);
    const auto has_name = [&](const Condition& condition) { return condition.name == name; };
    const auto found = std::find_if(pack_.conditions.begin(), pack_.conditions.end(), has_name);
    if (found == pack_.conditions.end()) {
      std::vector<std::string> names;
      for (const Condition& condition : pack_.conditions) names.push_back(condition.name);
      const auto near = diag::nearest(name, names);
      mapping.complain(node, fmt::format("the pack has no condition `{}`", name),
                       near ? fmt::format("did you mean `{}`?", *near) : std::string());
      continue;
    }
    rule.scope.push_back(static_cast<std::uint32_t>(found - pack_.conditions.begin()));
    rule.readings.insert(rule.readings.end(), found->expression.readings.begin(), found->expression.readings.end());
  }
}

// Follows `a.b.c` through the schema, from the root or from the subject of an outer list, to a list of objects.
std::optional<ListPath> RuleReader::list_path(const Rule& rule, const Mapping& mapping, yaml::NodeId node) {
  std::vector<std::string> words = split(mapping.tree().text(node));
  ListPath path;
  schema::TypeId type = schema::Schema::kRoot;
  for (std::size_t outer = 0; outer < rule.each.size(); ++outer) {
    if (rule.each[outer].name != words.front()) continue;
    path.from = outer;
    type = each_types_[outer];
    words.erase(words.begin());
    break;
  }
  for (const std::string& word : words) {
    const schema::Type& object = pack_.schema.type(type);
    const auto slot = object.kind == schema::Kind::object ? schema::Schema::slot(object, word) : std::nullopt;
    if (!slot) {
      const auto near = diag::nearest(word, types_.field_names(object.name));
      mapping.complain(node, fmt::format("the declaration has no `{}` there", word),
                       near ? fmt::format("did you mean `{}`?", *near) : std::string());
      return std::nullopt;
    }
    path.slots.push_back(*slot);
    type = object.properties[*slot].type;
    path.section += (path.section.empty() ? "" : "/") + word;
  }
  const schema::Type& list = pack_.schema.type(type);
  if (list.kind != schema::Kind::array) {
    mapping.complain(node, fmt::format("`{}` is no list of the declaration", mapping.tree().text(node)));
    return std::nullopt;
  }
  if (!list.path.empty()) path.section = list.path;
  return path;
}

void RuleReader::read_each(Rule& rule, const Mapping& mapping) {
  for (const auto [key, value] : mapping.pairs("each")) {
    auto path = list_path(rule, mapping, value);
    if (!path) continue;
    schema::TypeId type = path->from ? each_types_[*path->from] : schema::Schema::kRoot;
    for (const std::uint32_t slot : path->slots) type = pack_.schema.type(type).properties[slot].type;
    const schema::TypeId item = pack_.schema.type(type).items;
    if (pack_.schema.type(item).kind != schema::Kind::object) {
      mapping.complain(value, "the items of this list are no objects");
      continue;
    }
    Each each;
    each.name = mapping.tree().text(key);
    each.slot = environment_->add_variable(each.name, types_.type(item));
    each.list = std::move(*path);
    rule.each.push_back(std::move(each));
    each_types_.push_back(item);
  }
}

void RuleReader::read_subject(Rule& rule, const Mapping& mapping) {
  rule.subject = mapping.optional_text("subject");
  const bool listed = mapping.has("each");
  if (listed == mapping.has("subject")) {
    mapping.complain(mapping.node(),
                     listed ? "a rule has either `each` or `subject`" : "a rule needs `each` or `subject`");
  }
  if (const auto section = mapping.find("section")) {
    if (listed) mapping.complain(*section, "`section` is for a rule without a list");
    rule.section = list_path(rule, mapping, *section);
  }
}

std::optional<Expression> RuleReader::compile(Rule& rule, const Mapping& mapping, yaml::NodeId node,
                                              const std::vector<cel::Type>& expected) {
  auto expression = compiler_.compile(*environment_, mapping.tree(), node, expected, rule.lets);
  if (expression) {
    rule.readings.insert(rule.readings.end(), expression->readings.begin(), expression->readings.end());
  }
  return expression;
}

std::optional<Expression> RuleReader::part(Rule& rule, const Mapping& mapping, std::string_view key,
                                           const std::vector<cel::Type>& expected) {
  const auto node = mapping.find(key);
  return node ? compile(rule, mapping, *node, expected) : std::nullopt;
}

std::vector<Expression> RuleReader::parts(Rule& rule, const Mapping& mapping, std::string_view key,
                                          const std::vector<cel::Type>& expected) {
  std::vector<Expression> result;
  for (const yaml::NodeId node : mapping.items(key)) {
    if (auto expression = compile(rule, mapping, node, expected)) result.push_back(std::move(*expression));
  }
  return result;
}

void RuleReader::read_lets(Rule& rule, const Mapping& mapping) {
  for (const auto [key, value] : mapping.pairs("let")) {
    auto expression = compile(rule, mapping, value, {});
    if (!expression) continue;
    std::string name(mapping.tree().text(key));
    const std::uint32_t slot = environment_->add_variable(name, expression->program.result_type());
    rule.lets.push_back({std::move(name), slot, std::move(*expression)});
  }
}

void RuleReader::read_conditions(Rule& rule, const Mapping& mapping) {
  rule.needs = parts(rule, mapping, "needs", {});
  for (const yaml::NodeId node : mapping.items("applies")) {
    const Mapping one(mapping.tree(), node, diagnostics_, {"if", "else"});
    const auto test = one.require("if");
    auto expression = test ? compile(rule, one, *test, {cel::Type::boolean()}) : std::nullopt;
    const source::Text otherwise = one.bilingual("else");
    if (expression) rule.applies.push_back({"", std::move(*expression), otherwise});
  }
}

void RuleReader::read_dates(Rule& rule, const Mapping& mapping) {
  if (const auto node = mapping.find("effective")) rule.effective = read_effective(mapping.tree(), *node, diagnostics_);
  rule.arises = part(rule, mapping, "arises", {date(), cel::Type::timestamp(), cel::Type::null()});
  rule.starts = part(rule, mapping, "starts", {date(), cel::Type::null()});
  rule.due = part(rule, mapping, "due", {date(), cel::Type::timestamp(), cel::Type::null()});
  if (!mapping.require("done")) return;
  rule.done = part(rule, mapping, "done",
                   {date(), cel::Type::timestamp(), cel::Type::list(date()), cel::Type::list(cel::Type::timestamp()),
                    cel::Type::boolean(), cel::Type::null()});
}

void RuleReader::read_outcome(Rule& rule, const Mapping& mapping) {
  const cel::Type completion = completion_type(rule.done);
  rule.last_slot = environment_->add_variable("last", completion);
  rule.done_slot = environment_->add_variable("done", completion);
  rule.cycle = part(rule, mapping, "cycle", {completion, cel::Type::null()});
  rule.evidence = parts(rule, mapping, "evidence", {cel::Type::string(), cel::Type::list(cel::Type::string())});
  for (Expression& evidence : rule.evidence) evidence.shown = properties_shown(evidence, pack_.schema);
}

}  // namespace zhudun::pack
