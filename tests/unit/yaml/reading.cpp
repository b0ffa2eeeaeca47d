#include "reading.h"

#include <fmt/format.h>

using namespace zhudun;

namespace {

std::string shape_of(const yaml::Tree& tree, yaml::NodeId node) {
  if (tree.kind(node) == yaml::Kind::scalar) return fmt::format("<{}>", tree.text(node));
  std::string out;
  if (tree.kind(node) == yaml::Kind::sequence) {
    for (const yaml::NodeId item : tree.children(node))
      out += fmt::format("{}{}", out.empty() ? "" : ",", shape_of(tree, item));
    return fmt::format("[{}]", out);
  }
  for (const auto [key, value] : tree.pairs(node)) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : ",", shape_of(tree, key), shape_of(tree, value));
  }
  return fmt::format("{{{}}}", out);
}

}  // namespace

Reading::Reading(std::string text, const yaml::Limits& limits, yaml::With with)
    : file("f.yaml", std::move(text)), tree(yaml::parse(file, diagnostics, limits, with)) {}

std::string Reading::shape() const { return tree ? shape_of(*tree, 0) : "-"; }

std::string Reading::errors() const {
  std::string out;
  for (const auto& each : diagnostics) out += fmt::format("{}|{}|{}\n", each.code, each.span.text(), each.message);
  return out;
}

std::string Reading::under(yaml::NodeId node) const { return std::string(tree->span(node).text()); }

yaml::NodeId Reading::at(std::string_view key) const {
  REQUIRE(tree);
  const auto found = tree->find(0, key);
  REQUIRE(found);
  return *found;
}
