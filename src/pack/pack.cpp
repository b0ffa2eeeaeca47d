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
#include "zhudun/yaml/parse.h"

namespace zhudun::pack {

const source::File* Files::find(std::string_view name) const {
  for (const auto& [own, file] : files) {
    if (own == name) return file;
  }
  return nullptr;
}

// Reads a pack's files in the order in which they need each other; goes on past errors to report all.
class PackReader {
 public:
  PackReader(const Files& files, diag::Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics), compiler_(reading_names_, diagnostics), pack_(new Pack()) {}

  std::unique_ptr<Pack> read() {
    const source::File* file = files_.find("pack.yaml");
    if (!file) {
      diagnostics_.push_back(diag::error("pack-missing", {}, "the rule pack has no pack.yaml"));
      return nullptr;
    }
    const auto tree = yaml::parse(*file, diagnostics_);
    if (!tree) return nullptr;
    const Mapping mapping(*tree, 0, diagnostics_,
                          {"zhudun-pack", "id", "title", "calendar", "declaration", "declarant", "parameters",
                           "readings", "recipients", "tasks", "conditions", "functions", "rules"});
    read_head(mapping);
    read_parameters(mapping);
    read_readings(mapping);
    if (!read_schema(mapping) || !read_calendar_file(mapping)) return nullptr;
    build_environment();
    read_functions(mapping);
    read_conditions(mapping);
    read_rules(mapping);
    digest();
    return diag::failed(diagnostics_) ? nullptr : std::move(pack_);
  }

 private:
  void read_head(const Mapping& mapping) {
    if (mapping.integer("zhudun-pack").value_or(1) != 1) {
      mapping.complain(*mapping.find("zhudun-pack"), "this version of the pack format is not known", "it is 1");
    }
    pack_->id = mapping.text("id");
    pack_->title = mapping.bilingual("title");
    for (const auto [key, value] : mapping.pairs("recipients")) {
      recipients_[std::string(mapping.tree().text(key))] = read_bilingual(mapping.tree(), value, diagnostics_);
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
      const Mapping one(mapping.tree(), value, diagnostics_, {"type", "value", "title"});
      if (one.has("type") && one.text("type") != "int") one.complain(*one.find("type"), "a parameter is an `int`");
      Parameter parameter{std::string(mapping.tree().text(key)), one.bilingual("title"), 0};
      parameter.value = one.integer("value").value_or(0);
      pack_->parameters.push_back(std::move(parameter));
    }
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
    const auto tree = other_file(mapping, "declaration", mapping.text("declaration"));
    auto schema = tree ? schema::Schema::from_yaml(*tree, diagnostics_) : std::nullopt;
    if (!schema) return false;
    pack_->schema = std::move(*schema);
    return true;
  }

  bool read_calendar_file(const Mapping& mapping) {
    const auto tree = other_file(mapping, "calendar", fmt::format("calendars/{}.yaml", mapping.text("calendar")));
    auto calendar = tree ? read_calendar(*tree, diagnostics_) : std::nullopt;
    if (!calendar) return false;
    pack_->calendar = std::move(*calendar);
    return true;
  }

  std::optional<yaml::Tree> other_file(const Mapping& mapping, std::string_view key, const std::string& name) {
    const source::File* file = files_.find(name);
    if (file) {
      used_[name] = file;
      return yaml::parse(*file, diagnostics_);
    }
    if (const auto at = mapping.find(key)) mapping.complain(*at, fmt::format("the pack has no file `{}`", name));
    return std::nullopt;
  }

  void build_environment() {
    pack_->types_ = std::make_unique<FactTypes>(pack_->schema, pack_->readings);
    cel::Environment& environment = pack_->environment;
    environment = cel::Environment().extend();
    environment.set_types(pack_->types_.get());
    add_functions(environment);
    for (const schema::Property& section : pack_->schema.type(schema::Schema::kRoot).properties) {
      environment.add_variable(section.name, pack_->types_->type(section.type), section.description.en);
    }
    pack_->as_of_slot = environment.add_variable("as_of", date_type().type(), "the day the declaration is judged on");
    pack_->parameter_slot = environment.slots();
    for (const Parameter& parameter : pack_->parameters) {
      environment.add_variable(parameter.name, cel::Type::integer(), parameter.title.en);
    }
    pack_->reading_slot =
        environment.add_variable(std::string(ChosenReadings::kTypeName), cel::Type::object(ChosenReadings::kTypeName),
                                 "the chosen reading of the text");
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
  std::vector<std::string> rule_files(const Mapping& mapping) {
    std::vector<std::string> names;
    for (const yaml::NodeId node : mapping.items("rules")) names.emplace_back(mapping.tree().text(node));
    if (mapping.has("rules")) return names;
    for (const auto& [name, file] : files_.files) {
      const bool other =
          name == "pack.yaml" || name == mapping.optional_text("declaration") || name.find('/') != std::string::npos;
      if (!other && name.ends_with(".yaml") && !name.ends_with(".test.yaml")) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void read_rules(const Mapping& mapping) {
    RuleReader reader(*pack_, *pack_->types_, recipients_, compiler_, diagnostics_);
    std::set<std::string> ids;
    for (const std::string& name : rule_files(mapping)) {
      const auto tree = other_file(mapping, "rules", name);
      if (!tree) continue;
      const Mapping file(*tree, 0, diagnostics_, {"rules"});
      for (const yaml::NodeId node : file.items("rules")) {
        Rule rule = reader.read(*tree, node);
        if (!ids.insert(rule.id).second)
          file.complain(node, fmt::format("the rule `{}` stands twice in the pack", rule.id));
        pack_->rules.push_back(std::move(rule));
      }
    }
    if (pack_->rules.empty()) mapping.complain(0, "the pack has no rules");
  }

  void digest() {
    used_["pack.yaml"] = files_.find("pack.yaml");
    std::string all;
    for (const auto& [name, file] : used_) {
      all += fmt::format("{}\n{}\n", name, file->bytes().size());
      all += file->bytes();
    }
    pack_->sha256 = source::sha256(all);
  }

  const Files& files_;
  diag::Diagnostics& diagnostics_;
  std::vector<std::string> reading_names_;
  Compiler compiler_;
  std::unique_ptr<Pack> pack_;
  std::map<std::string, source::Text> recipients_;
  std::string declarant_;
  std::map<std::string, const source::File*> used_;
};

std::unique_ptr<Pack> Pack::from_files(const Files& files, diag::Diagnostics& diagnostics) {
  return PackReader(files, diagnostics).read();
}

}  // namespace zhudun::pack
