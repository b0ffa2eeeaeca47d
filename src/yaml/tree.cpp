#include "zhudun/yaml/tree.h"

#include "zhudun/yaml/core.h"

namespace zhudun::yaml {

source::Span Tree::span(NodeId node) const {
  const Node& n = nodes_[node];
  return {files_[n.file], n.begin, n.end};
}

std::string_view Tree::text(NodeId node) const {
  const Node& n = nodes_[node];
  if (n.kind != Kind::scalar) return {};
  if (n.link < in_quotes) return {kept_.data() + n.link, n.size};
  const std::string_view bytes = span(node).text();
  return n.link == in_place ? bytes : bytes.substr(1, bytes.size() - 2);
}

ScalarType Tree::type(NodeId node) const {
  const Node& n = nodes_[node];
  if (n.typed) return n.type;
  return n.style == Style::plain ? resolve(text(node)) : ScalarType::string;
}

std::optional<NodeId> Tree::find(NodeId mapping, std::string_view key) const {
  if (kind(mapping) != Kind::mapping) return std::nullopt;
  for (const auto [name, value] : pairs(mapping)) {
    if (text(name) == key) return value;
  }
  return std::nullopt;
}

}  // namespace zhudun::yaml
