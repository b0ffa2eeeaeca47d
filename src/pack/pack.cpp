#include "zhudun/pack/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "pack/calendar_reader.h"
#include "pack/compiler.h"
#include "pack/mapping.h"
#include "pack/rule_reader.h"
#include "zhudun/pack/functions.h"
#include "zhudun/source/digest.h"
#include "zhudun/yaml/overlay.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::pack {

const source::File* Files::find(std::string_view name) const {
  for (const auto& [own, file] : files) {
    if (own == name) return file;
  }
  return nullptr;
}

// Reads a pack's files in the order in which they need each other; goes on past errors to report all.
// A pack that extends another is its base with its own keys laid over it; its rule files come after the base's.
class PackReader {
 public:
  PackReader(const Files& files, diag::Diagnostics& diagnostics, const FindBase& find_base, yaml::With with,
             const Limits& limits)
      : diagnostics_(diagnostics),
        find_base_(find_base),
        with_(with),
        limits_(limits),
        pack_(new Pack()),
        compiler_(reading_names_, *pack_, diagnostics) {
    files_.push_back(files);
    for (const auto& [name, file] : files.files) pack_->own_files.push_back(file);
  }

  std::unique_ptr<Pack> read() {
    if (!read_layers()) return nullptr;
    yaml::Tree tree = std::move(trees_.back());
    for (std::size_t above = trees_.size() - 1; above-- > 0;) tree = yaml::overlay(tree, trees_[above]);
    const Mapping mapping(
        tree, 0, diagnostics_,
        {"zhudun-pack", "id", "title", "extends", "calendar", "declaration", "declarant", "parameters", "readings",
         "recipients", "tasks", "conditions", "functions", "rules", "drop", "replace"});
    read_head(mapping);
    read_parameters(mapping);
    read_readings(mapping);
    if (!read_schema(mapping) || !read_calendar_file(mapping)) return nullptr;
    pack_->build_environment();
    read_functions(mapping);
    read_conditions(mapping);
    for (std::size_t layer = files_.size(); layer-- > 0;) read_rules(layer);
    if (pack_->rules.empty()) mapping.complain(0, "the pack has no rules");
    digest();
    return diag::failed(diagnostics_) ? nullptr : std::move(pack_);
  }

 private:
  struct Head {  // what each pack.yaml says for itself alone
    std::string declaration;
    bool lists_rules = false;
    std::vector<std::string> rules;
    std::vector<std::pair<std::string, source::Span>> drop, replace;
  };

  // The pack.yaml of the pack and of all it stands on, the pack's own first.
  bool read_layers() {
    constexpr std::size_t deepest = 8;
    for (std::size_t layer = 0; layer < files_.size(); ++layer) {
      const source::File* file = files_[layer].find("pack.yaml");
      if (!file) {
        diagnostics_.push_back(diag::error("pack-missing", {}, "the rule pack has no pack.yaml"));
        return false;
      }
      used_[fmt::format("{}/pack.yaml", layer)] = file;
      auto tree = yaml::parse(*file, diagnostics_, limits_.yaml, with_);
      if (!tree) return false;
      trees_.push_back(std::move(*tree));
      const Mapping mapping(trees_.back(), 0, diagnostics_, {});
      heads_.push_back(head_of(mapping));
      if (layer > 0) pack_->extends.push_back(mapping.optional_text("id"));
      const auto extends = mapping.find("extends");
      if (!extends) continue;
      if (layer + 1 == deepest) {
        mapping.complain(*extends, fmt::format("packs extend each other more than {} deep", deepest),
                         "does one extend itself?");
        return false;
      }
      auto base =
          find_base_ ? find_base_(mapping.text("extends"), trees_.back().span(*extends), diagnostics_) : std::nullopt;
      if (!base) return false;
      files_.push_back(std::move(*base));
    }
    return true;
  }

  Head head_of(const Mapping& mapping) {
    Head head;
    head.declaration = mapping.optional_text("declaration");
    head.lists_rules = mapping.has("rules");
    for (const yaml::NodeId node : mapping.items("rules")) head.rules.emplace_back(mapping.tree().text(node));
    for (const yaml::NodeId node : mapping.items("drop"))
      head.drop.emplace_back(mapping.tree().text(node), mapping.tree().span(node));
    for (const yaml::NodeId node : mapping.items("replace"))
      head.replace.emplace_back(mapping.tree().text(node), mapping.tree().span(node));
    return head;
  }

  Recipient read_recipient(const yaml::Tree& tree, yaml::NodeId node) {
    const Mapping mapping(tree, node, diagnostics_, {"zh", "en", "submitted"});
    const std::string submitted = mapping.optional_text("submitted");
    if (!submitted.empty() && submitted != "true" && submitted != "false") {
      mapping.complain(*mapping.find("submitted"), "`submitted` takes true or false");
    }
    return {{mapping.text("zh"), mapping.text("en")}, submitted != "false"};
  }

  void read_head(const Mapping& mapping) {
    if (mapping.integer("zhudun-pack").value_or(1) != 1) {
      mapping.complain(*mapping.find("zhudun-pack"), "this version of the pack format is not known", "it is 1");
    }
    pack_->id = mapping.text("id");
    pack_->title = mapping.bilingual("title");
    for (const auto [key, value] : mapping.pairs("recipients")) {
      recipients_[std::string(mapping.tree().text(key))] = read_recipient(mapping.tree(), value);
    }
    for (const auto [key, value] : mapping.pairs("tasks")) {
      const auto number = yaml_integer(mapping, key);
      pack_->tasks.push_back({number, read_bilingual(mapping.tree(), value, diagnostics_)});
    }
    std::string_view rest = declarant_ = mapping.optional_text("declarant");
    while (!rest.empty()) {
      const std::size_t dot = std::min(rest.find('.'), rest.size());
      pack_->declarant.emplace_back(rest.substr(0, dot));
      rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
  }

  std::int64_t yaml_integer(const Mapping& mapping, yaml::NodeId node) {
    std::int64_t number = 0;
    for (const char c : mapping.tree().text(node)) {
      if (c < '0' || c > '9' || number > 1'000'000) {
        mapping.complain(node, "a task's number belongs here");
        return 0;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  void read_parameters(const Mapping& mapping) {
    for (const auto [key, value] : mapping.pairs("parameters")) {
      const Mapping one(mapping.tree(), value, diagnostics_, {"type", "value", "title", "effective"});
      if (one.has("type") && one.text("type") != "int") one.complain(*one.find("type"), "a parameter is an `int`");
      Parameter parameter{std::string(mapping.tree().text(key)), one.bilingual("title"), 0, {}};
      parameter.value = one.integer("value").value_or(0);
      for (const yaml::NodeId node : one.items("effective")) parameter.changes.push_back(read_change(one.tree(), node));
      pack_->parameters.push_back(std::move(parameter));
    }
  }

  Parameter::Change read_change(const yaml::Tree& tree, yaml::NodeId node) {
    const Mapping one(tree, node, diagnostics_, {"from", "to", "value"});
    Parameter::Change change;
    if (one.has("from")) change.effective.from = one.date("from");
    if (one.has("to")) change.effective.to = one.date("to");
    if (!one.has("from") && !one.has("to")) one.complain(node, "a period has `from`, `to` or both");
    change.value = one.integer("value").value_or(0);
    return change;
  }

  void read_readings(const Mapping& mapping) {
    for (const auto [key, value] : mapping.pairs("readings")) {
      const Mapping one(mapping.tree(), value, diagnostics_, {"type", "title", "strict", "default", "loose", "values"});
      Reading reading;
      reading.name = mapping.tree().text(key);
      reading.title = one.bilingual("title");
      const std::string type = one.optional_text("type");
      reading.number = type == "number";
      if (!type.empty() && type != "number" && type != "word")
        one.complain(*one.find("type"), "`type` is word or number");
      reading.strict = reading_value(one, "strict", reading.number);
      reading.by_default = reading_value(one, "default", reading.number);
      reading.loose = reading_value(one, "loose", reading.number);
      for (const auto [word, text] : one.pairs("values")) {
        reading.values[std::string(one.tree().text(word))] = read_bilingual(one.tree(), text, diagnostics_);
      }
      reading_names_.push_back(reading.name);
      pack_->readings.push_back(std::move(reading));
    }
  }

  ReadingValue reading_value(const Mapping& one, std::string_view key, bool number) {
    const std::string text = one.text(key);
    if (!number) return text;
    Reading any;
    any.number = true;
    const auto value = any.parse(text);
    if (!value && !text.empty())
      one.complain(*one.find(key), fmt::format("`{}` is no number", text), "a whole number or none");
    return value.value_or(ReadingValue());
  }

  bool read_schema(const Mapping& mapping) {
    mapping.require("declaration");
    std::optional<yaml::Tree> whole;
    for (std::size_t layer = files_.size(); layer-- > 0;) {
      if (heads_[layer].declaration.empty()) continue;
      auto own = file_of(layer, heads_[layer].declaration, mapping, "declaration");
      if (!own) return false;
      whole = whole ? yaml::overlay(*whole, *own) : std::move(*own);
    }
    auto schema = whole ? schema::Schema::from_yaml(*whole, diagnostics_) : std::nullopt;
    if (!schema) return false;
    pack_->schema = std::move(*schema);
    return true;
  }

  bool read_calendar_file(const Mapping& mapping) {
    const std::string name = fmt::format("calendars/{}.yaml", mapping.text("calendar"));
    std::size_t layer = 0;
    while (layer + 1 < files_.size() && !files_[layer].find(name)) ++layer;
    const auto tree = file_of(layer, name, mapping, "calendar");
    auto calendar = tree ? read_calendar(*tree, diagnostics_) : std::nullopt;
    if (!calendar) return false;
    pack_->calendar = std::move(*calendar);
    return true;
  }

  std::optional<yaml::Tree> file_of(std::size_t layer, const std::string& name, const Mapping& mapping,
                                    std::string_view key) {
    const source::File* file = files_[layer].find(name);
    if (file) {
      used_[fmt::format("{}/{}", layer, name)] = file;
      return yaml::parse(*file, diagnostics_, limits_.yaml, with_);
    }
    mapping.complain(mapping.find(key).value_or(mapping.node()), fmt::format("the pack has no file `{}`", name));
    return std::nullopt;
  }

  void read_functions(const Mapping& mapping) {
    for (const auto [key, value] : mapping.pairs("functions")) {
      const Mapping one(mapping.tree(), value, diagnostics_, {"params", "result", "is", "title"});
      cel::Definition definition;
      definition.function = mapping.tree().text(key);
      for (const auto [name, type] : one.pairs("params")) {
        definition.parameters.push_back({std::string(one.tree().text(name)), type_at(one, type)});
      }
      if (const auto result = one.require("result")) definition.result = type_at(one, *result);
      Function function{definition.function, {}, {}};
      if (one.has("title")) function.title = one.bilingual("title");
      if (const auto body = one.require("is")) {
        definition.body = expression_text(one.tree(), *body);
        function.body = compiler_.define(pack_->environment, std::move(definition));
      }
      pack_->functions.push_back(std::move(function));
    }
  }

  cel::Type type_at(const Mapping& mapping, yaml::NodeId node) {
    const auto type = cel::parse_type(mapping.tree().text(node));
    if (!type)
      mapping.complain(node, fmt::format("`{}` is no type", mapping.tree().text(node)),
                       "int, double, string, bool, date, timestamp or list(...)");
    return type.value_or(cel::Type::error());
  }

  void read_conditions(const Mapping& mapping) {
    for (const auto [key, value] : mapping.pairs("conditions")) {
      const Mapping one(mapping.tree(), value, diagnostics_, {"if", "else"});
      const auto test = one.require("if");
      const source::Text otherwise = one.bilingual("else");
      auto expression =
          test ? compiler_.compile(pack_->environment, one.tree(), *test, {cel::Type::boolean()}) : std::nullopt;
      if (expression)
        pack_->conditions.push_back({std::string(mapping.tree().text(key)), std::move(*expression), otherwise});
    }
  }

  // The rule files a pack names under `rules`, else every other YAML file of its folder that holds no tests.
  std::vector<std::string> rule_files(std::size_t layer) const {
    if (heads_[layer].lists_rules) return heads_[layer].rules;
    std::vector<std::string> names;
    for (const auto& [name, file] : files_[layer].files) {
      const bool other =
          name == "pack.yaml" || name == heads_[layer].declaration || name.find('/') != std::string::npos;
      if (!other && name.ends_with(".yaml") && !name.ends_with(".test.yaml")) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::vector<Rule>::iterator find_rule(std::string_view id) {
    return std::find_if(pack_->rules.begin(), pack_->rules.end(), [&](const Rule& rule) { return rule.id == id; });
  }

  void complain(source::Span at, std::string message, std::string help = {}) {
    diagnostics_.push_back(diag::error("pack", at, std::move(message), std::move(help)));
  }

  // Drops what the layer drops from the rules below it, then reads its own; one of the same id must be announced.
  void read_rules(std::size_t layer) {
    for (const auto& [id, at] : heads_[layer].drop) {
      const auto rule = find_rule(id);
      if (rule == pack_->rules.end()) {
        complain(at, fmt::format("there is no rule `{}` to drop", id));
      } else {
        pack_->rules.erase(rule);
      }
    }
    std::set<std::string> replaceable;
    for (const auto& [id, at] : heads_[layer].replace) {
      replaceable.insert(id);
      if (find_rule(id) == pack_->rules.end()) complain(at, fmt::format("there is no rule `{}` to replace", id));
    }
    RuleReader reader(*pack_, *pack_->types_, recipients_, compiler_, diagnostics_);
    for (const std::string& name : rule_files(layer)) read_rule_file(reader, layer, name, replaceable);
    for (const auto& [id, at] : heads_[layer].replace) {
      if (replaceable.contains(id)) complain(at, fmt::format("no rule `{}` replaces the one below", id));
    }
  }

  void too_many_rules(source::Span at) {
    diagnostics_.push_back(diag::error(
        "limit-rules", at, fmt::format("the pack has more rules than the limit `rules` of {}", limits_.rules)));
  }

  void read_rule_file(RuleReader& reader, std::size_t layer, const std::string& name,
                      std::set<std::string>& replaceable) {
    const source::File* listed = files_[layer].find(name);
    if (!listed) {
      complain({files_[layer].find("pack.yaml"), 0, 0}, fmt::format("the pack has no file `{}`", name));
      return;
    }
    used_[fmt::format("{}/{}", layer, name)] = listed;
    const auto tree = yaml::parse(*listed, diagnostics_, limits_.yaml, with_);
    if (!tree) return;
    const Mapping file(*tree, 0, diagnostics_, {"rules"});
    for (const yaml::NodeId node : file.items("rules")) {
      if (pack_->rules.size() >= limits_.rules) return too_many_rules(tree->span(node));
      Rule rule = reader.read(*tree, node);
      const auto below = find_rule(rule.id);
      if (below == pack_->rules.end()) {
        pack_->rules.push_back(std::move(rule));
      } else if (replaceable.erase(rule.id) > 0) {
        *below = std::move(rule);
      } else {
        file.complain(node, fmt::format("the rule `{}` stands twice in the pack", rule.id),
                      files_.size() > 1 ? "a rule of the pack below is replaced by naming it under `replace`" : "");
      }
    }
  }

  void digest() {
    std::string all;
    for (const auto& [name, file] : used_) {
      all += fmt::format("{}\n{}\n", name, file->bytes().size());
      all += file->bytes();
    }
    pack_->sha256 = source::sha256(all);
    pack_->sources.assign(used_.begin(), used_.end());
  }

  std::vector<Files> files_;  // the pack's own first, then those it stands on
  diag::Diagnostics& diagnostics_;
  const FindBase& find_base_;
  yaml::With with_;
  const Limits& limits_;
  std::vector<yaml::Tree> trees_;
  std::vector<Head> heads_;
  std::vector<std::string> reading_names_;
  std::unique_ptr<Pack> pack_;
  Compiler compiler_;
  std::map<std::string, Recipient> recipients_;
  std::string declarant_;
  std::map<std::string, const source::File*> used_;
};

bool Pack::owns(const source::File* file) const {
  return std::find(own_files.begin(), own_files.end(), file) != own_files.end();
}

std::unique_ptr<Pack> Pack::from_files(const Files& files, diag::Diagnostics& diagnostics, const FindBase& find_base,
                                       yaml::With with, const Limits& limits) {
  return PackReader(files, diagnostics, find_base, with, limits).read();
}

}  // namespace zhudun::pack
