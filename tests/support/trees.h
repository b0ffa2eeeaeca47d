// Two trees held against each other, node by node and span by span.
#pragma once

#include <fmt/format.h>

#include <string>

#include "zhudun/yaml/tree.h"

namespace trees {

// What differs first between two trees; empty if nothing does.
inline std::string difference(const zhudun::yaml::Tree& a, const zhudun::yaml::Tree& b) {
  if (a.count() != b.count()) return fmt::format("{} and {} nodes", a.count(), b.count());
  for (zhudun::yaml::NodeId node = 0; node < a.count(); ++node) {
    const auto told = [&](const zhudun::yaml::Tree& tree) {
      const zhudun::source::Span span = tree.span(node);
      return fmt::format("node {}: kind {} style {} type {} at {}-{} size {} next {}: {}", node,
                         static_cast<int>(tree.kind(node)), static_cast<int>(tree.style(node)),
                         static_cast<int>(tree.type(node)), span.begin, span.end, tree.size(node), tree.next(node),
                         tree.text(node));
    };
    if (told(a) != told(b)) return told(a) + "\n" + told(b);
  }
  return {};
}

}  // namespace trees
