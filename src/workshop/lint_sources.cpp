#include "workshop/lint_sources.h"

#include "zhudun/yaml/parse.h"

namespace zhudun::workshop {

std::optional<Place> Place::find(std::string_view key) const {
  const auto found = tree->find(node, key);
  return found ? std::optional(Place{tree, *found}) : std::nullopt;
}

std::optional<Place> Place::key(std::string_view wanted) const {
  if (tree->kind(node) != yaml::Kind::mapping) return std::nullopt;
  for (const auto [key, value] : tree->pairs(node)) {
    if (tree->text(key) == wanted) return Place{tree, key};
  }
  return std::nullopt;
}

std::vector<Place> Place::items() const {
  std::vector<Place> places;
  if (tree->kind(node) != yaml::Kind::sequence) return places;
  for (const yaml::NodeId item : tree->children(node)) places.push_back({tree, item});
  return places;
}

Sources::Sources(const pack::Files& files, const pack::Pack& pack, diag::Diagnostics& diagnostics) : named_(files) {
  for (const auto& [name, file] : files.files) files_.insert(file);
  if (const source::File* file = files.find("pack.yaml")) parse(*file, diagnostics);
  const auto root = this->pack();
  const auto declaration = root ? root->find("declaration") : std::nullopt;
  const source::File* schema = declaration ? files.find(declaration->text()) : nullptr;
  if (schema) parse(*schema, diagnostics);
  for (const pack::Rule& rule : pack.rules) read_rule(rule, diagnostics);
  for (const auto& [name, file] : files.files) {
    const bool test = name.ends_with(".test.yaml") && name.find('/') == std::string::npos;
    const yaml::Tree* tree = test ? parse(*file, diagnostics) : nullptr;
    if (tree) tests_.push_back({tree, 0});
  }
}

const yaml::Tree* Sources::parse(const source::File& file, diag::Diagnostics& diagnostics) {
  const auto known = trees_.find(&file);
  if (known != trees_.end()) return known->second.get();
  auto tree = yaml::parse(file, diagnostics);
  auto kept = tree ? std::make_unique<yaml::Tree>(std::move(*tree)) : nullptr;
  return trees_.emplace(&file, std::move(kept)).first->second.get();
}

void Sources::read_rule(const pack::Rule& rule, diag::Diagnostics& diagnostics) {
  const yaml::Tree* tree = rule.place ? parse(*rule.place.file, diagnostics) : nullptr;
  const auto list = tree ? Place{tree, 0}.find("rules") : std::nullopt;
  if (!list) return;
  for (const Place& one : list->items()) {
    const auto id = one.find("id");
    if (!id || id->span() != rule.place) continue;
    rules_[&rule] = one;
    if (const auto recipient = one.find("recipient")) recipients_.emplace(recipient->text());
  }
}

std::optional<Place> Sources::root(std::string_view name) const {
  const source::File* file = named_.find(name);
  const auto found = trees_.find(file);
  if (found == trees_.end() || !found->second) return std::nullopt;
  return Place{found->second.get(), 0};
}

std::optional<Place> Sources::declaration() const {
  const auto root = pack();
  const auto name = root ? root->find("declaration") : std::nullopt;
  return name ? this->root(name->text()) : std::nullopt;
}

std::optional<Place> Sources::rule(const pack::Rule& rule) const {
  const auto found = rules_.find(&rule);
  return found == rules_.end() || !owns(rule.place) ? std::nullopt : std::optional(found->second);
}

std::optional<Place> Sources::name(std::string_view section, std::string_view name) const {
  const auto root = pack();
  const auto found = root ? root->find(section) : std::nullopt;
  return found ? found->key(name) : std::nullopt;
}

std::vector<Place> Sources::texts() const {
  std::vector<Place> places;
  if (const auto root = pack()) places.push_back(*root);
  std::set<const yaml::Tree*> seen;
  for (const auto& [rule, place] : rules_) {
    if (owns(rule->place) && seen.insert(place.tree).second) places.push_back({place.tree, 0});
  }
  return places;
}

}  // namespace zhudun::workshop
