// Any bytes, by the reference reader: a tree whose places all lie in the file, or errors, each with its place.
#include "promise.h"
#include "zhudun/yaml/core.h"
#include "zhudun/yaml/offset_map.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;
using fuzz::hold;

namespace {

void hold_scalar(const yaml::Tree& tree, yaml::NodeId node, const source::Span span) {
  const yaml::OffsetMap map(tree, node);
  std::uint32_t last = span.begin;
  for (std::size_t at = 0; at <= std::min<std::size_t>(tree.text(node).size(), 64); ++at) {
    const std::uint32_t place = map.at(at);
    hold(last <= place && place <= span.end,
         [&] { return fmt::format("byte {} of `{}` is spelt where it stands", at, tree.text(node)); });
    last = place;
  }
  const yaml::ScalarType type = tree.type(node);
  const std::string_view text = tree.text(node);
  if (tree.style(node) == yaml::Style::plain && type == yaml::ScalarType::boolean)
    hold(yaml::to_bool(text).has_value(), "a boolean has a value");
  if (tree.style(node) == yaml::Style::plain && type == yaml::ScalarType::integer)
    hold(yaml::to_int(text) || yaml::to_double(text), "an integer has a value, or is too large for one");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const source::File file("f.yaml", std::string(fuzz::bytes(data, size)));
  diag::Diagnostics told;
  yaml::Limits limits;
  limits.nodes = 100'000;
  const auto tree = yaml::parse(file, told, limits, yaml::With::reference);
  hold(tree.has_value() != diag::failed(told), "a tree or errors, never both");
  fuzz::hold_told(told);
  if (!tree) return 0;
  hold(tree->count() > 0 && tree->next(0) == tree->count(), "the root spans the tree");
  for (yaml::NodeId node = 0; node < tree->count(); ++node) {
    const source::Span span = tree->span(node);
    hold(span.file == &file && span.begin <= span.end && span.end <= file.bytes().size(), "a span lies in the file");
    if (tree->kind(node) == yaml::Kind::scalar) {
      hold_scalar(*tree, node, span);
      continue;
    }
    std::size_t children = 0;
    for (yaml::NodeId child = node + 1; child < tree->next(node); child = tree->next(child)) ++children;
    hold(children == tree->size(node) * (tree->kind(node) == yaml::Kind::mapping ? 2 : 1), "as many children as said");
  }
  return 0;
}
