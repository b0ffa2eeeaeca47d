#include "cel/builder.h"

#include <fmt/format.h>

namespace zhudun::cel {

namespace {

// Calls `take` with each operand, in the order written.
template <class Take>
struct Operands {
  Take take;
  void add(ExprId id) {
    if (id != no_expr) take(id);
  }
  void operator()(const Literal&) {}
  void operator()(const Name&) {}
  void operator()(const Select& node) { add(node.operand); }
  void operator()(const Call& node) { std::for_each(node.arguments.begin(), node.arguments.end(), take); }
  void operator()(const ListExpr& node) { std::for_each(node.elements.begin(), node.elements.end(), take); }
  void operator()(const MapExpr& node) {
    for (const MapExpr::Entry& entry : node.entries) add(entry.key), add(entry.value);
  }
  void operator()(const MessageExpr& node) {
    for (const MessageExpr::Entry& entry : node.entries) add(entry.value);
  }
  void operator()(const Comprehension& node) { add(node.range), add(node.condition), add(node.result); }
  void operator()(const Bind& node) { add(node.value), add(node.body); }
};
template <class Take>
Operands(Take) -> Operands<Take>;  // for clang 14, which deduces nothing for aggregates

}  // namespace

std::vector<ExprId> operands_of(const Expr& expr) {
  std::vector<ExprId> ids;
  std::visit(Operands{[&](ExprId id) { ids.push_back(id); }}, expr.node);
  return ids;
}

ExprId Builder::add(Place whole, Place name, Node node) {
  std::uint32_t height = 1;
  std::visit(Operands{[&](ExprId operand) { height = std::max(height, heights_[operand] + 1); }}, node);
  if (height > limits_.expression_depth) return stop(whole);
  const auto id = static_cast<ExprId>(tree_.nodes.size());
  const source::Span span = reporter_.text().span(whole.begin, whole.end);
  const bool same = whole.begin == name.begin && whole.end == name.end;
  const source::Span name_span = same ? span : reporter_.text().span(name.begin, name.end);
  tree_.nodes.push_back({id, whole.begin, whole.end, span, name_span, std::move(node)});
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
