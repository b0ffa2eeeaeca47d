#include "zhudun/yaml/overlay.h"

#include "zhudun/yaml/builder.h"

namespace zhudun::yaml {
namespace {

void merge(TreeBuilder& builder, const Tree& base, NodeId below, const Tree& top, NodeId above) {
  if (base.kind(below) != Kind::mapping || top.kind(above) != Kind::mapping) {
    builder.copy_subtree(top, above);
    return;
  }
  builder.begin_mapping(top.span(above));
  for (const auto [key, value] : base.pairs(below)) {
    const auto replaced = top.find(above, base.text(key));
    builder.copy_subtree(base, key);
    if (replaced) {
      merge(builder, base, value, top, *replaced);
    } else {
      builder.copy_subtree(base, value);
    }
  }
  for (const auto [key, value] : top.pairs(above)) {
    if (base.find(below, top.text(key))) continue;
    builder.copy_subtree(top, key);
    builder.copy_subtree(top, value);
  }
  builder.end(top.span(above).end);
}

}  // namespace

Tree overlay(const Tree& base, const Tree& top) {
  TreeBuilder builder(top.file());
  merge(builder, base, 0, top, 0);
  return std::move(builder).finish();
}

}  // namespace zhudun::yaml
