#include "zhudun/yaml/builder.h"

#include <algorithm>
#include <stdexcept>

namespace zhudun::yaml {

TreeBuilder::TreeBuilder(const source::File& root) { tree_.files_.push_back(&root); }

NodeId TreeBuilder::begin(Kind kind, source::Span span) {
  Tree::Node made;
  made.begin = span.begin;
  made.end = span.end;
  made.kind = kind;
  made.file = file_index(span.file);
  const NodeId node = append(made);
  open_.push_back({node, node, 0});
  return node;
}

void TreeBuilder::end(std::optional<std::uint32_t> span_end) {
  const Open closed = open_.back();
  open_.pop_back();
  Tree::Node& node = tree_.nodes_[closed.node];
  node.link = count();
  node.size = node.kind == Kind::mapping ? closed.children / 2 : closed.children;
  const Tree::Node& last = tree_.nodes_[closed.last_child];
  node.end = span_end.value_or(last.file == node.file ? std::max(node.end, last.end) : node.end);
}

NodeId TreeBuilder::scalar(source::Span span, std::string_view text, Style style, std::optional<ScalarType> type) {
  Tree::Node node;
  node.begin = span.begin;
  node.end = span.end;
  node.style = style;
  node.type = type.value_or(ScalarType::string);
  node.typed = type.has_value();
  node.file = file_index(span.file);
  const std::string_view bytes = span.text();
  if (text == bytes) {
    node.link = Tree::in_place;
  } else if (bytes.size() == text.size() + 2 && bytes.front() == bytes.back() && bytes.substr(1, text.size()) == text &&
             (bytes.front() == '"' || bytes.front() == '\'')) {
    node.link = Tree::in_quotes;
  } else {
    keep(node, text);
  }
  return append(node);
}

NodeId TreeBuilder::copy_subtree(const Tree& from, NodeId node, std::optional<source::Span> top) {
  const NodeId first = count();
  for (NodeId each = node, end = from.next(node); each < end; ++each) {
    Tree::Node copy = from.nodes_[each];
    copy.file = file_index(from.files_[copy.file]);
    if (copy.kind != Kind::scalar) copy.link = copy.link - node + first;
    if (copy.kind == Kind::scalar && copy.link < Tree::in_quotes) keep(copy, from.text(each));
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
  const NodeId first = count();
  const NodeId end = tree_.next(node);
  for (NodeId each = node; each < end; ++each) {
    Tree::Node copy = tree_.nodes_[each];  // kept text is shared with the original
    if (copy.kind != Kind::scalar) copy.link = copy.link - node + first;
    if (each == node) {
      append(copy);
    } else {
      tree_.nodes_.push_back(copy);
    }
  }
  relocate(first, top);
  return first;
}

Tree TreeBuilder::finish() && { return std::move(tree_); }

NodeId TreeBuilder::append(Tree::Node node) {
  const NodeId id = count();
  tree_.nodes_.push_back(node);
  if (!open_.empty()) {
    open_.back().last_child = id;
    ++open_.back().children;
  }
  return id;
}

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

void TreeBuilder::keep(Tree::Node& node, std::string_view text) {
  if (tree_.kept_.size() + text.size() >= Tree::in_quotes) throw std::length_error("decoded text of more than 4 GiB");
  node.link = static_cast<std::uint32_t>(tree_.kept_.size());
  node.size = static_cast<std::uint32_t>(text.size());
  tree_.kept_.insert(tree_.kept_.end(), text.begin(), text.end());
}

// A text that was read off the old span has to be kept before the span changes.
void TreeBuilder::relocate(NodeId top, std::optional<source::Span> span) {
  if (!span) return;
  Tree::Node& node = tree_.nodes_[top];
  if (node.kind == Kind::scalar && node.link >= Tree::in_quotes) keep(node, tree_.text(top));
  node.begin = span->begin;
  node.end = span->end;
  node.file = file_index(span->file);
}

}  // namespace zhudun::yaml
