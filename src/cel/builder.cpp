#include "cel/builder.h"

#include <fmt/format.h>

namespace zhudun::cel {

namespace {

struct Operands {
  std::vector<ExprId> ids;
  void add(ExprId id) {
    if (id != no_expr) ids.push_back(id);
  }
  void operator()(const Literal&) {}
  void operator()(const Name&) {}
  void operator()(const Select& node) { add(node.operand); }
  void operator()(const Call& node) { ids = node.arguments; }
  void operator()(const ListExpr& node) { ids = node.elements; }
  void operator()(const MapExpr& node) {
    for (const MapExpr::Entry& entry : node.entries) add(entry.key), add(entry.value);
  }
  void operator()(const MessageExpr& node) {
    for (const MessageExpr::Entry& entry : node.entries) add(entry.value);
  }
  void operator()(const Comprehension& node) { add(node.range), add(node.condition), add(node.result); }
  void operator()(const Bind& node) { add(node.value), add(node.body); }
};

}  // namespace

std::vector<ExprId> operands_of(const Expr& expr) {
  Operands operands;
  std::visit(operands, expr.node);
  return std::move(operands.ids);
}

ExprId Builder::add(Place whole, Place name, Node node) {
  const auto id = static_cast<ExprId>(tree_.nodes.size());
  Expr expr{id,
            whole.begin,
            whole.end,
            reporter_.text().span(whole.begin, whole.end),
            reporter_.text().span(name.begin, name.end),
            std::move(node)};
  std::uint32_t height = 1;
  for (const ExprId operand : operands_of(expr)) height = std::max(height, heights_[operand] + 1);
  if (height > limits_.expression_depth) return stop(whole);
  tree_.nodes.push_back(std::move(expr));
  heights_.push_back(height);
  return id;
}

ExprId Builder::stop(Place place) {
  if (!too_deep_) {
    reporter_.error("cel-limit", place.begin, place.end,
                    fmt::format("the expression nests deeper than `expression_depth` = {}", limits_.expression_depth),
                    "name a part of it and use the name");
  }
  too_deep_ = true;
  return no_expr;
}

}  // namespace zhudun::cel
