// Makes the nodes of a tree and keeps it within its depth. A node made of a part that failed is no node.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cel/lexer.h"
#include "cel/parser.h"
#include "cel/reporter.h"

namespace zhudun::cel {

struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class Builder {
 public:
  Builder(const CompileLimits& limits, Reporter& reporter) : limits_(limits), reporter_(reporter) {}
  // What so many tokens will need, more or less.
  void reserve(std::size_t tokens) { tree_.nodes.reserve(tokens / 2 + 1); }

  // `name` is what a message about the node underlines.
  ExprId add(Place whole, Place name, Node node);
  Expr& at(ExprId id) { return tree_.nodes[id]; }
  Place place(ExprId id) const { return {tree_.nodes[id].begin, tree_.nodes[id].end}; }
  Tree finish(ExprId root) {
    tree_.root = root;
    return std::move(tree_);
  }
  Reporter& reporter() { return reporter_; }
  bool too_deep() const { return too_deep_; }
  // Says once that the expression nests too deep; always no_expr.
  ExprId stop(Place place);

 private:
  const CompileLimits& limits_;
  Reporter& reporter_;
  Tree tree_;
  std::vector<std::uint32_t> heights_;
  bool too_deep_ = false;
};

std::vector<ExprId> operands_of(const Expr& expr);

// What a call means if its name and arguments are a macro's: the node's id; no_expr if it is one but wrong, which is
// reported; nothing if it is an ordinary call.
struct CallSite {
  Place whole;
  Place name;
  std::string_view function;
  ExprId target = no_expr;  // of a member call
  std::vector<ExprId> arguments;
};
std::optional<ExprId> expand_macro(Builder& builder, const CallSite& call);

}  // namespace zhudun::cel
