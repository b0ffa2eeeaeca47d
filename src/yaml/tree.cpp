#include "zhudun/yaml/tree.h"

#include "zhudun/yaml/core.h"

namespace zhudun::yaml {

Style Tree::style(NodeId node) const {
  if (form(node) == Form::spelt) return spelt_style(node);
  return form(node) == Form::scalar ? scalar(node).style : Style::plain;
}

source::Span Tree::span(NodeId node) const {
  const std::uint32_t begin = nodes_[node].begin;
  switch (form(node)) {
    case Form::spelt:
      return {files_.front(), begin, begin + spelt_length(node)};
    case Form::scalar:
      return {files_[scalar(node).file], begin, scalar(node).end};
    default:
      return {files_[collection(node).file], begin, collection(node).end};
  }
}

std::string_view Tree::recorded_text(NodeId node) const {
  if (form(node) != Form::scalar) return {};
  const Scalar& one = scalar(node);
  if (one.text < in_quotes) return {kept_.data() + one.text, one.size};
  const std::string_view bytes = span(node).text();
  return one.text == in_place ? bytes : bytes.substr(1, bytes.size() - 2);
}

ScalarType Tree::type(NodeId node) const {
  if (form(node) == Form::scalar && scalar(node).typed) return scalar(node).type;
  return kind(node) == Kind::scalar && style(node) == Style::plain ? resolve(text(node)) : ScalarType::string;
}

bool Tree::is_null(NodeId node) const {
  if (form(node) != Form::spelt) return type(node) == ScalarType::null_;
  return spelt_style(node) == Style::plain && yaml::is_null(text(node));
}

std::optional<NodeId> Tree::find(NodeId mapping, std::string_view key) const {
  if (kind(mapping) != Kind::mapping) return std::nullopt;
  for (const auto [name, value] : pairs(mapping)) {
    if (text(name) == key) return value;
  }
  return std::nullopt;
}

}  // namespace zhudun::yaml
