// A document as a flat tree in preorder, every node with its span. In: the calls of a builder. Out: cheap questions.
// Node 0 is the root. A mapping's children alternate key and value. Text is a view into the file's bytes unless
// decoding changed it; views live as long as the tree (moving it keeps them) and its files. Nodes may come from several
// files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "zhudun/source/file.h"

namespace zhudun::yaml {

enum class Kind : std::uint8_t { scalar, sequence, mapping };
enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };
// The YAML 1.2 core schema's types of a scalar.
enum class ScalarType : std::uint8_t { null_, boolean, integer, floating, string };
using NodeId = std::uint32_t;

struct Pair {
  NodeId key = 0;
  NodeId value = 0;
};

class Children;
class Pairs;

class Tree {
 public:
  Tree(Tree&&) = default;
  Tree& operator=(Tree&&) = default;
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  // The file of the root.
  const source::File& file() const { return *files_.front(); }
  NodeId count() const { return static_cast<NodeId>(nodes_.size()); }
  Kind kind(NodeId node) const { return kKinds[nodes_[node].word >> kIndexBits]; }
  Style style(NodeId node) const;
  // A scalar with its quotes; a block collection from its first key or dash, a flow collection from bracket to bracket;
  // an alias's own place for the top of what it stands for. Never the anchor or tag in front. Absent value: empty.
  source::Span span(NodeId node) const;
  // A scalar's decoded text.
  std::string_view text(NodeId node) const {
    if (form(node) != Form::spelt) return recorded_text(node);
    const std::uint32_t quotes = spelt_style(node) == Style::plain ? 0 : 1;
    return {bytes_ + nodes_[node].begin + quotes, spelt_length(node) - 2 * quotes};
  }
  // Quoted and block scalars are strings unless a tag says otherwise; plain ones go by the core schema.
  ScalarType type(NodeId node) const;
  // Whether that is null_.
  bool is_null(NodeId node) const;
  // Items of a sequence, pairs of a mapping; 0 for a scalar.
  std::size_t size(NodeId node) const { return kind(node) == Kind::scalar ? 0 : collection(node).size; }
  // The index just past the node's subtree; the children of n are n + 1, next(n + 1), ... below next(n).
  NodeId next(NodeId node) const { return kind(node) == Kind::scalar ? node + 1 : collection(node).next; }
  // The value of a key, by a walk over the keys; nothing if the node is no mapping.
  std::optional<NodeId> find(NodeId mapping, std::string_view key) const;

  Children children(NodeId node) const;  // for (NodeId item : tree.children(sequence))
  Pairs pairs(NodeId mapping) const;     // for (auto [key, value] : tree.pairs(mapping))

 private:
  friend class TreeBuilder;
  // A file of a hundred thousand entries has millions of nodes, nearly all of them scalars of the root's file that say
  // what they spell: such a one is eight bytes. Everything else has a record of its own kind, and its index here.
  struct Node {
    std::uint32_t begin = 0;
    std::uint32_t word = 0;  // above: the form; below: of a spelt scalar style and length, else the record's index
  };
  enum class Form : std::uint32_t { spelt, scalar, sequence, mapping };
  static constexpr std::uint32_t kIndexBits = 30;
  static constexpr std::uint32_t kIndexMask = (1U << kIndexBits) - 1;
  static constexpr std::uint32_t kLengthBits = 28;
  static constexpr std::uint32_t kLengthMask = (1U << kLengthBits) - 1;
  static constexpr Kind kKinds[] = {Kind::scalar, Kind::scalar, Kind::sequence, Kind::mapping};

  // Where a scalar's text is, if not kept: all of the span's bytes, or all but its quotes.
  static constexpr std::uint32_t in_place = 0xffffffffU;
  static constexpr std::uint32_t in_quotes = 0xfffffffeU;
  struct Scalar {
    std::uint32_t end = 0;
    std::uint32_t text = in_place;  // in_place, in_quotes or the kept text's offset
    std::uint32_t size = 0;         // of the kept text
    std::uint16_t file = 0;         // index into files_
    Style style = Style::plain;
    ScalarType type : 7 = ScalarType::string;
    bool typed : 1 = false;  // the type was told; else it is worked out when asked for
  };
  struct Collection {
    std::uint32_t end = 0;
    NodeId next = 0;
    std::uint32_t size = 0;  // items or pairs
    std::uint16_t file = 0;
  };
  Tree() = default;
  std::string_view recorded_text(NodeId node) const;

  Form form(NodeId node) const { return static_cast<Form>(nodes_[node].word >> kIndexBits); }
  std::uint32_t index(NodeId node) const { return nodes_[node].word & kIndexMask; }
  const Scalar& scalar(NodeId node) const { return scalars_[index(node)]; }
  const Collection& collection(NodeId node) const { return collections_[index(node)]; }
  // Of a spelt scalar.
  Style spelt_style(NodeId node) const { return static_cast<Style>(index(node) >> kLengthBits); }
  std::uint32_t spelt_length(NodeId node) const { return nodes_[node].word & kLengthMask; }

  std::vector<Node> nodes_;
  std::vector<Scalar> scalars_;
  std::vector<Collection> collections_;
  std::vector<char> kept_;  // a vector, because its bytes stay where they are when the tree moves
  std::vector<const source::File*> files_;
  const char* bytes_ = nullptr;  // of the root's file
};

class Children {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = NodeId;
    using difference_type = std::ptrdiff_t;
    using pointer = const NodeId*;
    using reference = NodeId;
    Iterator() = default;
    Iterator(const Tree& tree, NodeId node) : tree_(&tree), node_(node) {}
    NodeId operator*() const { return node_; }
    Iterator& operator++() { return node_ = tree_->next(node_), *this; }
    Iterator operator++(int) { return Iterator(*tree_, std::exchange(node_, tree_->next(node_))); }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

   private:
    const Tree* tree_ = nullptr;
    NodeId node_ = 0;
  };
  Children(const Tree& tree, NodeId node) : tree_(&tree), node_(node) {}
  Iterator begin() const { return Iterator(*tree_, node_ + 1); }
  Iterator end() const { return Iterator(*tree_, tree_->next(node_)); }

 private:
  const Tree* tree_;
  NodeId node_;
};

class Pairs {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Pair;
    using difference_type = std::ptrdiff_t;
    using pointer = const Pair*;
    using reference = Pair;
    Iterator() = default;
    Iterator(const Tree& tree, NodeId key) : tree_(&tree), key_(key) {}
    Pair operator*() const { return {key_, tree_->next(key_)}; }
    Iterator& operator++() { return key_ = tree_->next(tree_->next(key_)), *this; }
    Iterator operator++(int) { return Iterator(*tree_, std::exchange(key_, tree_->next(tree_->next(key_)))); }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.key_ == b.key_; }

   private:
    const Tree* tree_ = nullptr;
    NodeId key_ = 0;
  };
  Pairs(const Tree& tree, NodeId mapping) : tree_(&tree), mapping_(mapping) {}
  Iterator begin() const { return Iterator(*tree_, mapping_ + 1); }
  Iterator end() const { return Iterator(*tree_, tree_->next(mapping_)); }

 private:
  const Tree* tree_;
  NodeId mapping_;
};

inline Children Tree::children(NodeId node) const { return Children(*this, node); }
inline Pairs Tree::pairs(NodeId mapping) const { return Pairs(*this, mapping); }

}  // namespace zhudun::yaml
