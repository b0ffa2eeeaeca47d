#include "zhudun/workshop/years.h"

#include "workshop/lint_sites.h"

namespace zhudun::workshop {
namespace {

bool is_year_of(const cel::Program& program, cel::ExprId id, std::uint32_t slot) {
  const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
  if (!call) return false;
  if (call->function == "date") return call->arguments.size() == 3 && is_variable(program, call->arguments[0], slot);
  if (!is_comparison(*call)) return false;
  for (const std::size_t side : {0U, 1U}) {
    if (is_variable(program, call->arguments[side], slot) && call_of(program, call->arguments[1 - side], "year"))
      return true;
  }
  return false;
}

}  // namespace

std::vector<std::size_t> year_parameters(const pack::Pack& pack) {
  std::vector<bool> found(pack.parameters.size());
  for (const Site& site : sites_of(pack)) {
    for (const cel::ExprId id : preorder(*site.program, site.program->root())) {
      for (std::size_t at = 0; at < found.size(); ++at) {
        const auto slot = static_cast<std::uint32_t>(pack.parameter_slot + at);
        found[at] = found[at] || is_year_of(*site.program, id, slot);
      }
    }
  }
  std::vector<std::size_t> years;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found[at]) years.push_back(at);
  }
  return years;
}

}  // namespace zhudun::workshop
