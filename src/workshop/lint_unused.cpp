// Names that nothing uses, and readings that change or explain nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using cel::ExprId;

// What expressions name.
struct Uses {
  std::set<std::uint32_t> slots;
  std::set<std::string> functions;

  void add(const cel::Program& program) {
    for (const ExprId id : preorder(program, program.root())) {
      const cel::Resolution& found = program.resolution(id);
      if (is_variable(program, id, found.slot)) slots.insert(found.slot);
      if (const auto* call = std::get_if<cel::Call>(&program.expr(id).node)) functions.insert(call->function);
    }
  }
};

class Unused {
 public:
  Unused(const Linted& of, diag::Diagnostics& found) : of_(of), found_(found) {
    for (const Site& site : of.sites) {
      all_.add(*site.program);
      if (site.rule) by_rule_[site.rule].add(*site.program);
      add_readings(*site.program);
    }
  }

  void run() {
    parameters();
    readings();
    conditions();
    functions();
    recipients();
    tasks();
    for (const pack::Rule& rule : of_.pack.rules) names_of(rule);
  }

 private:
  void warn(const std::optional<Place>& at, std::string message, std::string help) {
    if (at) found_.push_back(diag::warning("lint-unused", at->span(), std::move(message), std::move(help)));
  }

  void add_readings(const cel::Program& program) {
    for (const cel::Path& path : program.references().paths) {
      if (path.variable != pack::ChosenReadings::kTypeName) continue;
      if (path.fields.empty()) all_readings_ = true;
      if (!path.fields.empty()) readings_.insert(path.fields.front());
    }
  }

  void parameters() {
    for (std::uint32_t at = 0; at < of_.pack.parameters.size(); ++at) {
      const std::string& name = of_.pack.parameters[at].name;
      if (all_.slots.contains(of_.pack.parameter_slot + at)) continue;
      warn(of_.sources.name("parameters", name), fmt::format("no expression uses the parameter `{}`", name),
           "leave it out, or use it where its value stands as a number");
    }
  }

  void readings() {
    for (const pack::Reading& reading : of_.pack.readings) {
      if (all_readings_ || readings_.contains(reading.name)) continue;
      warn(of_.sources.name("readings", reading.name), fmt::format("no expression uses the reading `{}`", reading.name),
           fmt::format("leave it out, or let the rules it touches read `reading.{}`", reading.name));
    }
  }

  void conditions() {
    for (std::uint32_t at = 0; at < of_.pack.conditions.size(); ++at) {
      const auto uses = [&](const pack::Rule& rule) {
        return std::find(rule.scope.begin(), rule.scope.end(), at) != rule.scope.end();
      };
      const std::string& name = of_.pack.conditions[at].name;
      if (std::any_of(of_.pack.rules.begin(), of_.pack.rules.end(), uses)) continue;
      warn(of_.sources.name("conditions", name), fmt::format("no rule has the condition `{}` in its `scope`", name),
           "leave it out, or name it in the `scope` of the rules it belongs to");
    }
  }

  void functions() {
    for (const pack::Function& function : of_.pack.functions) {
      const auto at = of_.sources.name("functions", function.name);
      if (!all_.functions.contains(function.name))
        warn(at, fmt::format("no expression calls the function `{}`", function.name), "leave it out, or call it");
      if (at && function.body) parameters_of(function, *at);
    }
  }

  void parameters_of(const pack::Function& function, const Place& key) {
    Uses uses;
    uses.add(*function.body);
    const auto params = Place{key.tree, key.tree->next(key.node)}.find("params");
    if (!params || key.tree->kind(params->node) != yaml::Kind::mapping) return;
    std::uint32_t slot = of_.pack.environment.slots();
    for (const auto [name, type] : key.tree->pairs(params->node)) {
      if (uses.slots.contains(slot++)) continue;
      warn(Place{key.tree, name},
           fmt::format("the function `{}` does not use its parameter `{}`", function.name, key.tree->text(name)),
           "leave it out here and in every call");
    }
  }

  void recipients() {
    const auto root = of_.sources.pack();
    const auto list = root ? root->find("recipients") : std::nullopt;
    if (!list || list->tree->kind(list->node) != yaml::Kind::mapping) return;
    for (const auto [key, value] : list->tree->pairs(list->node)) {
      const std::string name(list->tree->text(key));
      if (of_.sources.recipients().contains(name)) continue;
      warn(Place{list->tree, key}, fmt::format("no rule has the recipient `{}`", name),
           "leave it out, or name it in the rules whose `deliverable` goes there");
    }
  }

  void tasks() {
    for (const pack::Task& task : of_.pack.tasks) {
      const auto serves = [&](const pack::Rule& rule) { return rule.task == task.number; };
      if (std::any_of(of_.pack.rules.begin(), of_.pack.rules.end(), serves)) continue;
      warn(of_.sources.name("tasks", std::to_string(task.number)), fmt::format("the task {} has no rule", task.number),
           "leave it out, or write its rules");
    }
  }

  void names_of(const pack::Rule& rule) {
    const auto place = of_.sources.rule(rule);
    const auto uses = by_rule_.find(&rule);
    if (!place || uses == by_rule_.end()) return;
    const auto lets = place->find("let"), each = place->find("each");
    for (const pack::Let& let : rule.lets) {
      if (!lets || uses->second.slots.contains(let.slot)) continue;
      warn(lets->key(let.name), fmt::format("the rule `{}` does not use `{}`", rule.id, let.name),
           "leave it out, or use it");
    }
    for (std::size_t at = 0; at < rule.each.size(); ++at) {
      const auto starts_there = [&](const pack::Each& other) { return other.list.from == at; };
      const bool followed = std::any_of(rule.each.begin(), rule.each.end(), starts_there);
      if (!each || followed || uses->second.slots.contains(rule.each[at].slot)) continue;
      warn(each->key(rule.each[at].name),
           fmt::format("the rule `{}` asks nothing of `{}`", rule.id, rule.each[at].name),
           "every item is judged alike: let an expression read it, or write the rule with `subject`");
    }
  }

  const Linted& of_;
  diag::Diagnostics& found_;
  Uses all_;
  std::map<const pack::Rule*, Uses> by_rule_;
  std::set<std::string> readings_;
  bool all_readings_ = false;
};

class Readings {
 public:
  Readings(const Linted& of, diag::Diagnostics& found) : of_(of), found_(found) {}

  void check(const pack::Reading& reading) {
    const auto key = of_.sources.name("readings", reading.name);
    if (!key) return;
    const Place value{key->tree, key->tree->next(key->node)};
    if (reading.row().size() == 1) {
      warn(*key,
           fmt::format("`strict`, `default` and `loose` of the reading `{}` are all `{}`", reading.name,
                       pack::to_string(reading.strict)),
           "a text that is read in one way only needs no reading: write the value where it is used");
    }
    untold(reading, value);
    unknown(reading, value);
  }

 private:
  void warn(const Place& at, std::string message, std::string help) {
    found_.push_back(diag::warning("lint-reading", at.span(), std::move(message), std::move(help)));
  }

  // A number speaks for itself, a word and `none` do not.
  void untold(const pack::Reading& reading, const Place& value) {
    std::set<std::string> told;
    for (const std::string_view stance : {"strict", "default", "loose"}) {
      const auto at = value.find(stance);
      const auto word = at ? reading.parse(at->text()) : std::nullopt;
      if (!word || std::holds_alternative<std::int64_t>(*word)) continue;
      const std::string name = pack::to_string(*word);
      if (reading.values.contains(name) || !told.insert(name).second) continue;
      warn(*at, fmt::format("the reading `{}` does not say what `{}` means", reading.name, name),
           fmt::format("add it under `values`: {}: {{zh: ..., en: ...}}", name));
    }
  }

  void unknown(const pack::Reading& reading, const Place& value) {
    const auto values = value.find("values");
    if (!values || values->tree->kind(values->node) != yaml::Kind::mapping) return;
    for (const auto [key, text] : values->tree->pairs(values->node)) {
      const std::string name(values->tree->text(key));
      if (reading.parse(name)) continue;
      std::vector<std::string> names;
      for (const pack::ReadingValue& one : reading.row()) names.push_back(pack::to_string(one));
      warn(Place{values->tree, key}, fmt::format("the reading `{}` is never `{}`", reading.name, name),
           advice(name, names, "it is one of"));
    }
  }

  const Linted& of_;
  diag::Diagnostics& found_;
};

}  // namespace

void lint_unused(const Linted& of, diag::Diagnostics& found) { Unused(of, found).run(); }

void lint_readings(const Linted& of, diag::Diagnostics& found) {
  Readings readings(of, found);
  for (const pack::Reading& reading : of.pack.readings) readings.check(reading);
}

}  // namespace zhudun::workshop
