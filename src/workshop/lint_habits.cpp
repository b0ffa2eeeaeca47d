// What a rule does by hand that the engine does, or does in a way that misleads.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using cel::ExprId;
using Part = Site::Part;

const std::map<std::string_view, std::string_view> kCountedFromZero = {
    {"getMonth", "date(t).month() counts from 1, in the calendar's zone"},
    {"getDayOfMonth", "date(t).day() counts from 1, in the calendar's zone"},
    {"getDayOfYear", "compare dates: date(t) >= date(year, month, day)"},
    {"getDayOfWeek", "Sunday is 0 there: date(t).isWorkday() asks the calendar"},
};

void lint_getters(const Site& site, diag::Diagnostics& found) {
  for (const ExprId id : preorder(*site.program, site.program->root())) {
    const auto* call = std::get_if<cel::Call>(&site.program->expr(id).node);
    const auto getter = call && call->member ? kCountedFromZero.find(call->function) : kCountedFromZero.end();
    if (getter == kCountedFromZero.end()) continue;
    found.push_back(diag::warning("lint-counts-from-zero", site.program->expr(id).name_span,
                                  fmt::format("`{}` counts from 0", getter->first), std::string(getter->second)));
  }
}

// `date(t)` of a time, or `timestamp(...)` made from a date.
bool converts(const cel::Program& program, ExprId id) {
  const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
  if (!call || call->member || call->arguments.size() != 1) return false;
  if (call->function == "date") return program.type(call->arguments[0]).kind() == cel::Type::Kind::timestamp;
  if (call->function != "timestamp") return false;
  const std::vector<ExprId> below = preorder(program, call->arguments[0]);
  return std::any_of(below.begin(), below.end(),
                     [&](ExprId one) { return program.type(one) == pack::date_type().type(); });
}

void lint_comparisons(const Site& site, diag::Diagnostics& found) {
  if (site.part != Part::due && site.part != Part::done) return;
  const cel::Program& program = *site.program;
  for (const ExprId id : preorder(program, program.root())) {
    const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
    if (!call || !is_comparison(*call)) continue;
    for (const ExprId side : call->arguments) {
      if (!converts(program, side)) continue;
      found.push_back(diag::warning("lint-compared-by-hand", program.expr(side).span,
                                    fmt::format("`{}` turns `{}` to compare a time with a day by hand",
                                                to_string(site.part), program.source(side)),
                                    "give `due` and `done` as they are: they are compared to the second where both "
                                    "have a time, else by the day"));
    }
  }
}

// The places of `as_of` in `ended_on >= as_of` and the like: what is not over yet is no plan, and applies until then.
std::set<ExprId> asking_for_an_end(const cel::Program& program) {
  std::set<ExprId> places;
  for (const ExprId id : preorder(program, program.root())) {
    const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
    if (!call || call->arguments.size() != 2) continue;
    if (call->function == "_>=_" || call->function == "_>_") places.insert(call->arguments[1]);
    if (call->function == "_<=_" || call->function == "_<_") places.insert(call->arguments[0]);
  }
  return places;
}

// Which functions and names of a rule lead to `as_of`.
class AsOf {
 public:
  explicit AsOf(const Linted& of) : of_(of) {
    for (const pack::Function& function : of.pack.functions) {
      if (function.body && reads(*function.body, nullptr)) functions_.insert(function.name);
    }
    for (const pack::Rule& rule : of.pack.rules) {
      for (const pack::Let& let : rule.lets) {
        if (reads(let.expression.program, &rule)) lets_[&rule].insert(let.slot);
      }
    }
  }

  void check(const Site& site, diag::Diagnostics& found) const {
    if (site.part != Part::due && site.part != Part::applies) return;
    const std::set<ExprId> ends = site.part == Part::applies ? asking_for_an_end(*site.program) : std::set<ExprId>();
    for (const ExprId id : preorder(*site.program, site.program->root())) {
      if (!reads_at(*site.program, id, site.rule)) continue;
      const bool itself = is_variable(*site.program, id, of_.pack.as_of_slot);
      if (itself && ends.contains(id)) continue;
      const source::Span at = site.program->expr(id).name_span;
      found.push_back(diag::warning(
          "lint-as-of", at,
          itself ? fmt::format("`{}` reads `as_of`", to_string(site.part))
                 : fmt::format("`{}` reads `as_of` through `{}`", to_string(site.part), at.text()),
          "read facts whatever their date: what lies after the as-of date is a plan, and the engine judges it so"));
    }
  }

 private:
  bool reads(const cel::Program& program, const pack::Rule* rule) const {
    const std::vector<ExprId> all = preorder(program, program.root());
    const std::set<ExprId> ends = asking_for_an_end(program);
    return std::any_of(all.begin(), all.end(), [&](ExprId id) {
      return reads_at(program, id, rule) && !(ends.contains(id) && is_variable(program, id, of_.pack.as_of_slot));
    });
  }

  bool reads_at(const cel::Program& program, ExprId id, const pack::Rule* rule) const {
    if (is_variable(program, id, of_.pack.as_of_slot)) return true;
    const auto* call = std::get_if<cel::Call>(&program.expr(id).node);
    if (call) return functions_.contains(call->function);
    const auto lets = lets_.find(rule);
    const std::uint32_t slot = program.resolution(id).slot;
    return lets != lets_.end() && is_variable(program, id, slot) && lets->second.contains(slot);
  }

  const Linted& of_;
  std::set<std::string> functions_;
  std::map<const pack::Rule*, std::set<std::uint32_t>> lets_;
};

// An entry of a list of expressions that stands in it before.
void lint_entries(std::string_view key, const std::vector<pack::Expression>& entries, diag::Diagnostics& found) {
  std::map<std::string, source::Span> seen;
  for (const pack::Expression& entry : entries) {
    const cel::Program& program = entry.program;
    const source::Span at = program.expr(program.root()).span;
    const auto [before, first] = seen.emplace(shape(program, program.root()), at);
    if (first) continue;
    found.push_back(diag::warning("lint-repeated", at,
                                  fmt::format("`{}` stands twice under `{}`", program.source(program.root()), key),
                                  "leave one out, or write what was meant"));
    found.back().labels.push_back({before->second, "it stands here too"});
  }
}

}  // namespace

void lint_habits(const Linted& of, diag::Diagnostics& found) {
  const AsOf as_of(of);
  for (const Site& site : of.sites) {
    lint_getters(site, found);
    lint_comparisons(site, found);
    as_of.check(site, found);
  }
  for (const pack::Rule& rule : of.pack.rules) {
    lint_entries("needs", rule.needs, found);
    lint_entries("evidence", rule.evidence, found);
  }
}

}  // namespace zhudun::workshop
