// Builds a Tree in preorder. In: nodes with spans, collections closed in turn. Out: the tree, by finish().
// The caller promises: begin and end are balanced, a mapping gets key and value in turn, there is exactly one root.
// Offers also what merging trees needs: a copied subtree keeps its spans, in whichever file they are.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

class TreeBuilder {
 public:
  explicit TreeBuilder(const source::File& root);
  // What a file of so many lines needs, so that the tree is not moved while it grows.
  void reserve(std::size_t lines);

  NodeId begin_mapping(source::Span span) { return begin(Kind::mapping, span); }
  NodeId begin_sequence(source::Span span) { return begin(Kind::sequence, span); }
  // Closes the innermost collection. Its span reaches to `span_end` if given, else to the end of its last child.
  void end(std::optional<std::uint32_t> span_end = {});
  // A scalar; the text is copied unless it is the span's own bytes between its quotes. A type overrides the style's.
  NodeId scalar(source::Span span, std::string_view text, Style style = Style::plain,
                std::optional<ScalarType> type = {});
  // A plain scalar of the root's file, its text the bytes there.
  NodeId plain(std::uint32_t begin, std::uint32_t end) {
    static_assert(static_cast<std::uint32_t>(Style::plain) == 0 && static_cast<std::uint32_t>(Tree::Form::spelt) == 0);
    if (end - begin <= Tree::kLengthMask) [[likely]]
      return append({begin, end - begin});
    return scalar({tree_.files_.front(), begin, end}, {tree_.bytes_ + begin, end - begin});
  }
  // A copy of a node and all below it; the copy's top has the span `top` if one is given.
  NodeId copy_subtree(const Tree& from, NodeId node, std::optional<source::Span> top = {});
  // The same within this tree, of a subtree that is closed.
  NodeId copy_subtree(NodeId node, std::optional<source::Span> top = {});

  NodeId count() const { return tree_.count(); }
  std::size_t depth() const { return open_.size(); }
  // What stands so far; the open collections have no next and no size yet.
  const Tree& tree() const { return tree_; }
  Tree finish() &&;

 private:
  struct Open {
    NodeId node;
    NodeId last_child;
    std::uint32_t children;
  };
  NodeId begin(Kind kind, source::Span span);
  NodeId append(Tree::Node node) {
    const NodeId id = count();
    tree_.nodes_.push_back(node);
    if (!open_.empty()) {
      open_.back().last_child = id;
      ++open_.back().children;
    }
    return id;
  }
  std::uint16_t file_index(const source::File* file);
  std::uint32_t end_of(NodeId node) const;
  std::uint16_t file_of(NodeId node) const;
  Tree::Node spelt(source::Span span, std::string_view text, Style style) const;
  Tree::Node recorded(std::uint32_t begin, Tree::Scalar scalar);
  Tree::Node copied(const Tree& from, NodeId node, NodeId shift);
  void keep(Tree::Scalar& scalar, std::string_view text);
  void relocate(NodeId top, std::optional<source::Span> span);

  Tree tree_;
  std::vector<Open> open_;
};

}  // namespace zhudun::yaml
