// The keys of the block mapping that was closed last at each column: items of a list mostly have the same ones in the
// same order, and what is known of a key need not be found again. In: keys that were read, plain and certain.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

class UsualKeys {
 public:
  // The key that stood there, empty if none did.
  std::string_view at(std::uint32_t column, std::size_t index) const {
    if (column >= kColumns || index >= keys_[column].size()) return {};
    return keys_[column][index];
  }
  std::size_t count(std::uint32_t column) const { return column < kColumns ? keys_[column].size() : 0; }
  // Keeps those of a mapping without duplicates.
  void keep(std::uint32_t column, const Tree& tree, NodeId mapping) {
    constexpr std::size_t most = 64;
    if (column >= kColumns) return;
    keys_[column].clear();
    if (tree.size(mapping) > most) return;
    keys_[column].reserve(tree.size(mapping));
    for (const Pair pair : tree.pairs(mapping)) {
      if (tree.kind(pair.key) != Kind::scalar || tree.style(pair.key) != Style::plain) return keys_[column].clear();
      keys_[column].push_back(tree.text(pair.key));
    }
  }

 private:
  static constexpr std::uint32_t kColumns = 32;
  std::array<std::vector<std::string_view>, kColumns> keys_;
};

}  // namespace zhudun::yaml
