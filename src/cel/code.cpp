#include "cel/code.h"

#include <algorithm>
#include <map>

namespace zhudun::cel {
namespace {

class Lowering {
 public:
  Lowering(const Tree& tree, const std::vector<Resolution>& resolutions) : tree_(tree), resolutions_(resolutions) {}

  Code run() {
    code_.root = tree_.root;
    code_.steps.reserve(tree_.nodes.size());
    for (const Expr& expr : tree_.nodes) {
      const Resolution& resolution = resolutions_[expr.id];
      code_.steps.push_back(std::visit([&](const auto& node) { return step(resolution, node); }, expr.node));
    }
    return std::move(code_);
  }

 private:
  Step step(const Resolution&, const Literal& node) {
    Step step;
    step.marks = Step::kQuiet;
    step.slot = constant(node.value);
    return step;
  }

  Step step(const Resolution& resolution, const Name&) { return named(resolution); }

  Step step(const Resolution& resolution, const Select& node) {
    using Kind = Resolution::Kind;
    if (resolution.kind == Kind::variable || resolution.kind == Kind::constant) return named(resolution);
    Step step;
    step.op = resolution.kind == Kind::field && !node.optional ? Op::field : Op::select;
    step.first = node.operand;
    step.slot = resolution.slot;
    step.name = name(resolution.kind == Kind::field ? std::string_view(resolution.name) : std::string_view());
    step.text = name(node.field);
    if (node.test) step.marks |= Step::kTest;
    if (node.optional) step.marks |= Step::kOptional;
    if (resolution.kind == Kind::failed) step.marks |= Step::kFailed;
    return step;
  }

  Step step(const Resolution& resolution, const Call& node) {
    const std::size_t count = node.arguments.size();
    if (count == 2 && node.function == "_&&_") return logic(Op::both, node);
    if (count == 2 && node.function == "_||_") return logic(Op::either, node);
    if (count == 3 && node.function == "_?_:_") return logic(Op::conditional, node);
    if (resolution.kind == Resolution::Kind::failed) return failed(resolution);
    Step step;
    step.op = Op::call;
    step.count = static_cast<std::uint32_t>(count);
    step.first = operands(node.arguments);
    step.second = static_cast<std::uint32_t>(code_.overloads.size());
    code_.overloads.insert(code_.overloads.end(), resolution.overloads.begin(), resolution.overloads.end());
    step.third = static_cast<std::uint32_t>(code_.overloads.size());
    step.name = name(node.function);
    if (node.function == "@in" && count == 2) look_for_literals(step, node);
    if (resolution.overloads.size() == 1 && resolution.overloads.front()->id == "equals") step.op = Op::equal;
    if (resolution.overloads.size() == 1 && resolution.overloads.front()->id == "not_equals") step.op = Op::unequal;
    return step;
  }

  Step step(const Resolution&, const ListExpr& node) {
    Step step;
    step.op = Op::list;
    step.count = static_cast<std::uint32_t>(node.elements.size());
    step.first = operands(node.elements);
    if (node.optional.empty()) return step;
    step.marks = Step::kOptional;
    step.second = static_cast<std::uint32_t>(code_.operands.size());
    code_.operands.insert(code_.operands.end(), node.optional.begin(), node.optional.end());
    return step;
  }

  Step step(const Resolution&, const MapExpr& node) {
    Step step;
    step.op = Op::map;
    step.count = static_cast<std::uint32_t>(node.entries.size());
    step.first = static_cast<std::uint32_t>(code_.operands.size());
    for (const MapExpr::Entry& entry : node.entries)
      code_.operands.insert(code_.operands.end(), {entry.key, entry.value, entry.optional ? 1U : 0U});
    return step;
  }

  Step step(const Resolution& resolution, const MessageExpr& node) {
    if (resolution.kind == Resolution::Kind::failed) return failed(resolution);
    Step step;
    step.op = Op::message;
    step.name = name(resolution.name);
    step.count = static_cast<std::uint32_t>(node.entries.size());
    step.first = static_cast<std::uint32_t>(code_.operands.size());
    for (const MessageExpr::Entry& entry : node.entries)
      code_.operands.insert(code_.operands.end(), {name(entry.field), entry.value, entry.optional ? 1U : 0U});
    return step;
  }

  Step step(const Resolution& resolution, const Comprehension& node) {
    Step step;
    step.op = Op::fold;
    step.kind = static_cast<std::uint8_t>(node.kind);
    step.slot = resolution.slot;
    step.first = node.range;
    step.second = node.condition;
    step.third = node.result;
    if (!node.second_variable.empty()) step.marks = Step::kTwo;
    return step;
  }

  Step step(const Resolution& resolution, const Bind& node) {
    Step step;
    step.op = Op::bind;
    step.slot = resolution.slot;
    step.first = node.value;
    step.second = node.body;
    return step;
  }

  Step named(const Resolution& resolution) {
    Step step;
    if (resolution.kind == Resolution::Kind::local || resolution.kind == Resolution::Kind::variable) {
      step.op = resolution.kind == Resolution::Kind::local ? Op::local : Op::variable;
      step.slot = resolution.slot;
      step.name = name(resolution.name);
      return step;
    }
    if (resolution.kind == Resolution::Kind::constant && resolution.constant.is(Value::Kind::type))
      step.marks = Step::kQuiet;
    step.slot = constant(resolution.constant);
    return step;
  }

  Step failed(const Resolution& resolution) {
    Step step;
    step.slot = constant(resolution.constant);
    return step;
  }

  static Step logic(Op op, const Call& node) {
    Step step;
    step.op = op;
    step.first = node.arguments[0];
    step.second = node.arguments[1];
    if (op == Op::conditional) step.third = node.arguments[2];
    return step;
  }

  void look_for_literals(Step& step, const Call& node) {
    const auto* const list = std::get_if<ListExpr>(&tree_.nodes[node.arguments[1]].node);
    if (!list || !list->optional.empty()) return;
    const auto literal = [&](ExprId id) { return std::get_if<Literal>(&tree_.nodes[id].node); };
    if (!std::all_of(list->elements.begin(), list->elements.end(), literal)) return;
    step.op = Op::one_of;
    step.slot = static_cast<std::uint32_t>(code_.constants.size());
    step.text = static_cast<std::uint32_t>(list->elements.size());
    for (const ExprId element : list->elements) code_.constants.push_back(literal(element)->value);
  }

  std::uint32_t constant(const Value& value) {
    code_.constants.push_back(value);
    return static_cast<std::uint32_t>(code_.constants.size() - 1);
  }

  std::uint32_t operands(const std::vector<ExprId>& ids) {
    code_.operands.insert(code_.operands.end(), ids.begin(), ids.end());
    return static_cast<std::uint32_t>(code_.operands.size() - ids.size());
  }

  std::uint32_t name(std::string_view name) {
    const auto [found, fresh] = names_.try_emplace(name, static_cast<std::uint32_t>(code_.names.size()));
    if (fresh) code_.names.push_back(name);
    return found->second;
  }

  const Tree& tree_;
  const std::vector<Resolution>& resolutions_;
  std::map<std::string_view, std::uint32_t> names_;
  Code code_;
};

}  // namespace

std::uint8_t kind_taken(Type type) {
  using Kind = Value::Kind;
  const auto only = [](Kind kind) { return static_cast<std::uint8_t>(kind); };
  switch (type.kind()) {
    case Type::Kind::error:
    case Type::Kind::dyn:
    case Type::Kind::parameter:
      return Takes::kAnything;
    case Type::Kind::null:
      return only(Kind::null);
    case Type::Kind::boolean:
      return only(Kind::boolean);
    case Type::Kind::integer:
      return only(Kind::integer);
    case Type::Kind::uinteger:
      return only(Kind::uinteger);
    case Type::Kind::floating:
      return only(Kind::floating);
    case Type::Kind::string:
      return only(Kind::string);
    case Type::Kind::bytes:
      return only(Kind::bytes);
    case Type::Kind::timestamp:
      return only(Kind::timestamp);
    case Type::Kind::duration:
      return only(Kind::duration);
    case Type::Kind::list:
      return only(Kind::list);
    case Type::Kind::map:
      return only(Kind::map);
    case Type::Kind::type:
      return only(Kind::type);
    case Type::Kind::wrapper:
    case Type::Kind::object:
    case Type::Kind::opaque:
      break;
  }
  return Takes::kAsk;
}

void look_at_overloads(Code& code) {
  for (const Overload* overload : code.overloads) {
    Takes& takes = code.takes.emplace_back();
    for (std::size_t at = 0; at < std::min(takes.kinds.size(), overload->parameters.size()); ++at)
      takes.kinds[at] = kind_taken(overload->parameters[at]);
  }
}

Code code_of(const Tree& tree, const std::vector<Resolution>& resolutions, const std::vector<Type>& types,
             std::uint32_t locals) {
  Code code = Lowering(tree, resolutions).run();
  code.locals = locals;
  code.result = types[tree.root].kind();
  look_at_overloads(code);
  return code;
}

}  // namespace zhudun::cel
