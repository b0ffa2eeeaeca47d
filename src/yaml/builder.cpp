#include "zhudun/yaml/builder.h"

#include <algorithm>
#include <stdexcept>

namespace zhudun::yaml {
namespace {

std::uint32_t word(std::uint32_t form, std::size_t index, std::uint32_t bits) {
  if (index >> bits != 0) throw std::length_error("a tree of more records than it can number");
  return (form << bits) | static_cast<std::uint32_t>(index);
}

bool is_in_quotes(std::string_view bytes, std::string_view text) {
  return bytes.size() == text.size() + 2 && bytes.front() == bytes.back() &&
         (bytes.front() == '"' || bytes.front() == '\'') && bytes.substr(1, text.size()) == text;
}

}  // namespace

TreeBuilder::TreeBuilder(const source::File& root) {
  tree_.files_.push_back(&root);
  tree_.bytes_ = root.bytes().data();
}

// A line has a key and a value, now and then a dash as well.
void TreeBuilder::reserve(std::size_t lines) {
  tree_.nodes_.reserve(lines * 5 / 2 + 16);
  tree_.collections_.reserve(lines / 5 + 16);
}

NodeId TreeBuilder::begin(Kind kind, source::Span span) {
  const Tree::Form form = kind == Kind::mapping ? Tree::Form::mapping : Tree::Form::sequence;
  const Tree::Node made{span.begin,
                        word(static_cast<std::uint32_t>(form), tree_.collections_.size(), Tree::kIndexBits)};
  tree_.collections_.push_back({span.end, 0, 0, file_index(span.file)});
  const NodeId node = append(made);
  open_.push_back({node, node, 0});
  return node;
}

void TreeBuilder::end(std::optional<std::uint32_t> span_end) {
  const Open closed = open_.back();
  open_.pop_back();
  Tree::Collection& made = tree_.collections_[tree_.index(closed.node)];
  made.next = count();
  made.size = tree_.kind(closed.node) == Kind::mapping ? closed.children / 2 : closed.children;
  const bool same_file = file_of(closed.last_child) == made.file;
  made.end = span_end.value_or(same_file ? std::max(made.end, end_of(closed.last_child)) : made.end);
}

// The form of eight bytes, where the scalar is one of the root's file and its text its own bytes; else another form.
Tree::Node TreeBuilder::spelt(source::Span span, std::string_view text, Style style) const {
  const std::string_view bytes = span.text();
  const bool root = span.file == nullptr || span.file == tree_.files_.front();
  const bool own = text.data() == bytes.data() && text.size() == bytes.size();  // as the fast reader gives it
  const bool plain = style == Style::plain && (own || text == bytes);
  const bool quoted = (style == Style::single_quoted || style == Style::double_quoted) && is_in_quotes(bytes, text);
  if (!root || !(plain || quoted) || bytes.size() > Tree::kLengthMask) return {0, Tree::kIndexMask + 1};
  return {span.begin, word(static_cast<std::uint32_t>(style), bytes.size(), Tree::kLengthBits)};
}

Tree::Node TreeBuilder::recorded(std::uint32_t begin, Tree::Scalar scalar) {
  const auto form = static_cast<std::uint32_t>(Tree::Form::scalar);
  const Tree::Node node{begin, word(form, tree_.scalars_.size(), Tree::kIndexBits)};
  tree_.scalars_.push_back(scalar);
  return node;
}

NodeId TreeBuilder::scalar(source::Span span, std::string_view text, Style style, std::optional<ScalarType> type) {
  if (!type) {
    const Tree::Node node = spelt(span, text, style);
    if (node.word <= Tree::kIndexMask) return append(node);
  }
  Tree::Scalar scalar;
  scalar.end = span.end;
  scalar.file = file_index(span.file);
  scalar.style = style;
  scalar.type = type.value_or(ScalarType::string);
  scalar.typed = type.has_value();
  const std::string_view bytes = span.text();
  if (is_in_quotes(bytes, text)) {
    scalar.text = Tree::in_quotes;
  } else if (text != bytes) {
    keep(scalar, text);
  }
  return append(recorded(span.begin, scalar));
}

// A node of another tree, or of this one, as a node of this one.
Tree::Node TreeBuilder::copied(const Tree& from, NodeId node, NodeId shift) {
  const Tree::Node old = from.nodes_[node];
  const source::File* file = from.span(node).file;
  if (from.kind(node) != Kind::scalar) {
    Tree::Collection collection = from.collection(node);
    collection.next += shift;
    collection.file = file_index(file);
    const Tree::Node made{old.begin, word(old.word >> Tree::kIndexBits, tree_.collections_.size(), Tree::kIndexBits)};
    tree_.collections_.push_back(collection);
    return made;
  }
  const bool spelt = from.form(node) == Tree::Form::spelt;
  if (spelt && file == tree_.files_.front()) return old;
  Tree::Scalar scalar;
  if (spelt) {
    scalar.end = from.span(node).end;
    scalar.style = from.style(node);
    scalar.text = scalar.style == Style::plain ? Tree::in_place : Tree::in_quotes;
  } else {
    scalar = from.scalar(node);
  }
  scalar.file = file_index(file);
  if (scalar.text < Tree::in_quotes && &from != &tree_) keep(scalar, from.text(node));
  return recorded(old.begin, scalar);
}

NodeId TreeBuilder::copy_subtree(const Tree& from, NodeId node, std::optional<source::Span> top) {
  const NodeId first = count();
  for (NodeId each = node, end = from.next(node); each < end; ++each) {
    const Tree::Node copy = copied(from, each, first - node);
    if (each == node) {
      append(copy);
    } else {
      tree_.nodes_.push_back(copy);  // a child of what is copied, not of what is open
    }
  }
  relocate(first, top);
  return first;
}

NodeId TreeBuilder::copy_subtree(NodeId node, std::optional<source::Span> top) {
  // A scalar's record, if it has one, serves any number of nodes.
  if (!top && tree_.kind(node) == Kind::scalar) return append(tree_.nodes_[node]);
  return copy_subtree(tree_, node, top);
}

Tree TreeBuilder::finish() && { return std::move(tree_); }

std::uint16_t TreeBuilder::file_index(const source::File* file) {
  if (file == nullptr || file == tree_.files_.back()) {
    return file == nullptr ? 0 : static_cast<std::uint16_t>(tree_.files_.size() - 1);
  }
  const auto known = std::find(tree_.files_.begin(), tree_.files_.end(), file);
  const auto index = known - tree_.files_.begin();
  if (index > 0xffffU) throw std::length_error("a tree of more than 65536 files");
  if (known == tree_.files_.end()) tree_.files_.push_back(file);
  return static_cast<std::uint16_t>(index);
}

std::uint32_t TreeBuilder::end_of(NodeId node) const {
  if (tree_.form(node) == Tree::Form::spelt) return tree_.nodes_[node].begin + tree_.spelt_length(node);
  return tree_.kind(node) == Kind::scalar ? tree_.scalar(node).end : tree_.collection(node).end;
}

std::uint16_t TreeBuilder::file_of(NodeId node) const {
  if (tree_.form(node) == Tree::Form::spelt) return 0;
  return tree_.kind(node) == Kind::scalar ? tree_.scalar(node).file : tree_.collection(node).file;
}

void TreeBuilder::keep(Tree::Scalar& scalar, std::string_view text) {
  if (tree_.kept_.size() + text.size() >= Tree::in_quotes) throw std::length_error("decoded text of more than 4 GiB");
  scalar.text = static_cast<std::uint32_t>(tree_.kept_.size());
  scalar.size = static_cast<std::uint32_t>(text.size());
  tree_.kept_.insert(tree_.kept_.end(), text.begin(), text.end());
}

// A text that was read off the old span has to be kept before the span changes.
void TreeBuilder::relocate(NodeId top, std::optional<source::Span> span) {
  if (!span) return;
  Tree::Node& node = tree_.nodes_[top];
  if (tree_.kind(top) != Kind::scalar) {
    Tree::Collection& collection = tree_.collections_[tree_.index(top)];
    collection.end = span->end;
    collection.file = file_index(span->file);
  } else {
    Tree::Scalar scalar;
    if (tree_.form(top) == Tree::Form::spelt) {
      scalar.style = tree_.style(top);
    } else {
      scalar = tree_.scalar(top);
    }
    if (scalar.text >= Tree::in_quotes) keep(scalar, tree_.text(top));
    scalar.end = span->end;
    scalar.file = file_index(span->file);
    node = recorded(node.begin, scalar);
  }
  node.begin = span->begin;
}

}  // namespace zhudun::yaml
