#include "pack/shown.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace zhudun::pack {
namespace {

using cel::ExprId;
using Macro = cel::Comprehension::Kind;
using Properties = std::optional<std::vector<std::uint32_t>>;

constexpr std::array<std::string_view, 5> kTotal = {"_==_", "_!=_", "_&&_", "_||_", "!_"};

// Of fields, has(), comparisons and what goes through lists by these: none ends in an error.
bool is_total(const cel::Program& program, ExprId id) {
  const auto total = [&](ExprId one) { return one == cel::no_expr || is_total(program, one); };
  const cel::Node& node = program.expr(id).node;
  if (const auto* select = std::get_if<cel::Select>(&node)) {
    const auto kind = program.resolution(id).kind;
    return kind == cel::Resolution::Kind::field ? total(select->operand) : kind == cel::Resolution::Kind::variable;
  }
  if (const auto* call = std::get_if<cel::Call>(&node)) {
    return std::find(kTotal.begin(), kTotal.end(), call->function) != kTotal.end() &&
           std::all_of(call->arguments.begin(), call->arguments.end(), total);
  }
  if (const auto* fold = std::get_if<cel::Comprehension>(&node)) {
    return (fold->kind == Macro::filter || fold->kind == Macro::map) && total(fold->range) && total(fold->condition) &&
           total(fold->result);
  }
  return std::holds_alternative<cel::Literal>(node) || std::holds_alternative<cel::Name>(node);
}

// Those its texts are read from: a field, or the same field of each of a list.
Properties read_from(const cel::Program& program, ExprId id, const schema::Schema& schema) {
  const cel::Node& node = program.expr(id).node;
  if (const auto* fold = std::get_if<cel::Comprehension>(&node))
    return fold->kind == Macro::map ? read_from(program, fold->result, schema) : std::nullopt;
  const auto* select = std::get_if<cel::Select>(&node);
  const cel::Resolution& field = program.resolution(id);
  if (!select || select->test || select->optional || field.kind != cel::Resolution::Kind::field) return std::nullopt;
  const auto type = schema.find(field.name);
  if (!type) return std::nullopt;
  return {{schema.first_property(*type) + field.slot}};
}

}  // namespace

std::vector<std::uint32_t> properties_shown(const Expression& evidence, const schema::Schema& schema) {
  const cel::Program& program = evidence.program;
  if (!is_total(program, program.root())) return {};
  return read_from(program, program.root(), schema).value_or(std::vector<std::uint32_t>());
}

}  // namespace zhudun::pack
