#include "pack/compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/pack/facts.h"
#include "zhudun/yaml/offset_map.h"

namespace zhudun::pack {
namespace {

// CEL lets null stand for any object or time, so that one of those would pass where only its null is meant.
bool only_by_null(const cel::Type& found, const std::vector<cel::Type>& expected) {
  using Kind = cel::Type::Kind;
  if (expected.empty() || found.kind() == Kind::dyn || found.kind() == Kind::error) return false;
  return std::none_of(expected.begin(), expected.end(),
                      [&](const cel::Type& type) { return type.kind() == found.kind(); });
}

}  // namespace

cel::ExpressionText expression_text(const yaml::Tree& tree, yaml::NodeId scalar) {
  cel::ExpressionText text;
  text.text = tree.text(scalar);
  text.file = tree.span(scalar).file;
  auto map = std::make_shared<const yaml::OffsetMap>(tree, scalar);
  text.place = [map](std::uint32_t offset) { return map->at(offset); };
  return text;
}

std::set<std::uint32_t> Compiler::readings_of(const cel::References& references) const {
  std::set<std::uint32_t> used;
  for (const cel::Path& path : references.paths) {
    if (path.variable != ChosenReadings::kTypeName) continue;
    for (std::uint32_t at = 0; at < readings_.size(); ++at) {
      if (path.fields.empty() || path.fields.front() == readings_[at]) used.insert(at);
    }
  }
  for (const std::string& function : references.functions) {
    const auto found = function_readings_.find(function);
    if (found != function_readings_.end()) used.insert(found->second.begin(), found->second.end());
  }
  return used;
}

bool Compiler::all_fixed(const cel::Environment& environment, const cel::References& references,
                         std::uint32_t own) const {
  const auto is_fixed = [&](const cel::Path& path) {
    const cel::Variable* const variable = environment.find_variable(path.variable);
    if (!variable) return false;
    const std::uint32_t slot = variable->slot;
    if (variable->constant || slot >= own || slot == pack_.as_of_slot || slot == pack_.reading_slot) return true;
    const std::size_t parameter = slot - std::size_t{pack_.parameter_slot};
    return slot >= pack_.parameter_slot && parameter < pack_.parameters.size() &&
           pack_.parameters[parameter].changes.empty();
  };
  return std::all_of(references.paths.begin(), references.paths.end(), is_fixed) &&
         std::none_of(references.functions.begin(), references.functions.end(),
                      [&](const std::string& function) { return unfixed_functions_.contains(function); });
}

std::optional<Expression> Compiler::compile(const cel::Environment& environment, const yaml::Tree& tree,
                                            yaml::NodeId node, const std::vector<cel::Type>& expected,
                                            const std::vector<Let>& lets) {
  if (tree.kind(node) != yaml::Kind::scalar) {
    diagnostics_.push_back(diag::error("pack", tree.span(node), "an expression belongs here"));
    return std::nullopt;
  }
  auto program = cel::compile(environment, expression_text(tree, node), diagnostics_, {expected, true});
  if (!program) return std::nullopt;
  if (only_by_null(program->result_type(), expected)) {
    diagnostics_.push_back(diag::error(
        "pack", tree.span(node),
        fmt::format("an expression of type `{}` cannot stand here", cel::to_string(program->result_type()))));
    return std::nullopt;
  }
  std::set<std::uint32_t> used = readings_of(program->references());
  std::set<std::uint32_t> needed;
  for (const cel::Path& path : program->references().paths) {
    for (std::uint32_t at = 0; at < lets.size(); ++at) {
      if (lets[at].name != path.variable) continue;
      needed.insert(lets[at].expression.lets.begin(), lets[at].expression.lets.end());
      needed.insert(at);
      used.insert(lets[at].expression.readings.begin(), lets[at].expression.readings.end());
    }
  }
  const bool fixed = all_fixed(environment, program->references(), environment.slots());
  return Expression{std::move(*program), {needed.begin(), needed.end()}, {used.begin(), used.end()}, {}, fixed};
}

std::optional<cel::Program> Compiler::define(cel::Environment& environment, cel::Definition definition) {
  cel::Environment inner = environment.extend();
  for (const cel::Parameter& parameter : definition.parameters) inner.add_variable(parameter.name, parameter.type);
  diag::Diagnostics unheard;  // add_definition reports; this pass only asks what the body refers to
  auto body = cel::compile(inner, definition.body, unheard);
  if (body) {
    function_readings_[definition.function].merge(readings_of(body->references()));
    if (!all_fixed(inner, body->references(), environment.slots())) unfixed_functions_.insert(definition.function);
  }
  environment.add_definition(std::move(definition), diagnostics_);
  return body;
}

}  // namespace zhudun::pack
