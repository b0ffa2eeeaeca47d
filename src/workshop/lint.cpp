#include "zhudun/workshop/lint.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

// By file in the order given, then by place.
void sort(diag::Diagnostics& found, const pack::Files& files) {
  std::map<const source::File*, std::size_t> order;
  for (std::size_t at = 0; at < files.files.size(); ++at) order.emplace(files.files[at].second, at);
  const auto key = [&](const diag::Diagnostic& one) {
    return std::tuple(order.at(one.span.file), one.span.begin, one.span.end);
  };
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

}  // namespace

std::string advice(std::string_view given, const std::vector<std::string>& names, std::string_view they_are) {
  constexpr std::size_t most = 8;
  const auto near = diag::nearest(given, names);
  const std::vector<std::string> shown(names.begin(), names.begin() + std::min(most, names.size()));
  return fmt::format("{}{} {}{}", near ? fmt::format("did you mean `{}`? ", *near) : "", they_are,
                     fmt::join(shown, ", "), names.size() > most ? ", ..." : "");
}

diag::Diagnostics lint(const pack::Pack& pack, const pack::Files& files) {
  diag::Diagnostics found;
  const Sources sources(files, pack, found);
  const Constants constants(pack);
  const std::vector<Site> sites = sites_of(pack);
  const Linted of{pack, sources, constants, sites};
  for (const auto check : {lint_conditions, lint_domains, lint_dates, lint_habits, lint_unused, lint_readings,
                           lint_texts, lint_tests, lint_waivers})
    check(of, found);
  std::erase_if(found, [&](const diag::Diagnostic& one) { return !sources.owns(one.span); });
  sort(found, files);
  return found;
}

}  // namespace zhudun::workshop
