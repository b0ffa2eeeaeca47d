#include "pack/mapping.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/yaml/core.h"

namespace zhudun::pack {

Mapping::Mapping(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics,
                 std::initializer_list<std::string_view> keys)
    : tree_(tree), node_(node), diagnostics_(diagnostics) {
  if (!is_mapping()) {
    complain(node, "a mapping belongs here");
    return;
  }
  if (keys.size() == 0) return;
  constexpr std::size_t most = 100;
  std::size_t unknown = 0;
  for (const auto [key, value] : tree.pairs(node)) {
    const std::string_view name = tree.text(key);
    if (name.starts_with("x-") || std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    if (++unknown > most) {
      complain(key, fmt::format("more than {} keys are unknown here", most));
      return;
    }
    const auto near = diag::nearest(name, {keys.begin(), keys.end()});
    complain(key, fmt::format("unknown key `{}`", name),
             near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }
}

std::optional<yaml::NodeId> Mapping::find(std::string_view key) const {
  return is_mapping() ? tree_.find(node_, key) : std::nullopt;
}

std::optional<yaml::NodeId> Mapping::require(std::string_view key) const {
  const auto value = find(key);
  if (!value && is_mapping()) complain(node_, fmt::format("`{}` is missing here", key));
  return value;
}

std::string Mapping::text(std::string_view key) const {
  const auto value = require(key);
  if (!value) return {};
  if (tree_.kind(*value) != yaml::Kind::scalar || tree_.text(*value).empty()) {
    complain(*value, fmt::format("`{}` takes a text", key));
    return {};
  }
  return std::string(tree_.text(*value));
}

std::string Mapping::optional_text(std::string_view key) const { return has(key) ? text(key) : std::string(); }

source::Text Mapping::bilingual(std::string_view key) const {
  const auto value = require(key);
  return value ? read_bilingual(tree_, *value, diagnostics_) : source::Text();
}

std::optional<std::int64_t> Mapping::integer(std::string_view key) const {
  const auto value = require(key);
  if (!value) return std::nullopt;
  const auto number = tree_.kind(*value) == yaml::Kind::scalar ? yaml::to_int(tree_.text(*value)) : std::nullopt;
  if (!number) complain(*value, fmt::format("`{}` takes a whole number", key));
  return number;
}

calendar::Date Mapping::date(std::string_view key) const {
  const auto value = require(key);
  if (!value) return {};
  const auto parsed = calendar::parse_date(tree_.text(*value));
  if (!parsed) complain(*value, fmt::format("`{}` takes a date, YYYY-MM-DD", key));
  return parsed.value_or(calendar::Date());
}

std::vector<yaml::NodeId> Mapping::items(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (tree_.kind(*value) != yaml::Kind::sequence) {
    complain(*value, fmt::format("`{}` takes a list", key));
    return {};
  }
  std::vector<yaml::NodeId> nodes;
  for (const yaml::NodeId item : tree_.children(*value)) nodes.push_back(item);
  return nodes;
}

std::vector<yaml::Pair> Mapping::pairs(std::string_view key) const {
  const auto value = find(key);
  if (!value) return {};
  if (tree_.kind(*value) != yaml::Kind::mapping) {
    complain(*value, fmt::format("`{}` takes a mapping", key));
    return {};
  }
  std::vector<yaml::Pair> result;
  for (const yaml::Pair pair : tree_.pairs(*value)) result.push_back(pair);
  return result;
}

void Mapping::complain(yaml::NodeId node, std::string message, std::string help) const {
  diagnostics_.push_back(diag::error("pack", tree_.span(node), std::move(message), std::move(help)));
}

Effective read_effective(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics) {
  const Mapping mapping(tree, node, diagnostics, {"from", "to"});
  Effective effective;
  if (mapping.has("from")) effective.from = mapping.date("from");
  if (mapping.has("to")) effective.to = mapping.date("to");
  const bool backwards = effective.from && effective.to && *effective.from > *effective.to;
  if (backwards) mapping.complain(node, "this period ends before it begins");
  if (!effective.from && !effective.to) mapping.complain(node, "a period has `from`, `to` or both");
  return effective;
}

source::Text read_bilingual(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics) {
  const Mapping mapping(tree, node, diagnostics, {"zh", "en"});
  return {mapping.text("zh"), mapping.text("en")};
}

}  // namespace zhudun::pack
