// Rules without a test, and tests without a rule.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

// The places at which a test file expects something of a rule.
void add_expected(const Place& root, std::vector<Place>& named) {
  const auto tests = root.find("tests");
  for (const Place& test : tests ? tests->items() : std::vector<Place>()) {
    const auto expect = test.find("expect");
    for (const Place& one : expect ? expect->items() : std::vector<Place>()) {
      if (const auto rule = one.find("rule")) named.push_back(*rule);
    }
  }
}

}  // namespace

void lint_tests(const Linted& of, diag::Diagnostics& found) {
  std::vector<Place> named;
  for (const Place& root : of.sources.tests()) add_expected(root, named);
  std::vector<std::string> ids;
  for (const pack::Rule& rule : of.pack.rules) ids.push_back(rule.id);
  std::set<std::string_view> tested;
  for (const Place& name : named) {
    tested.insert(name.text());
    if (std::find(ids.begin(), ids.end(), name.text()) != ids.end()) continue;
    found.push_back(diag::error("lint-unknown-rule", name.span(), fmt::format("the pack has no rule `{}`", name.text()),
                                advice(name.text(), ids, "its rules are")));
  }
  for (const pack::Rule& rule : of.pack.rules) {
    if (tested.contains(rule.id)) continue;
    found.push_back(
        diag::warning("lint-untested", rule.place, fmt::format("no test expects anything of `{}`", rule.id),
                      "add one in a file NAME.test.yaml: its boundary days, its absent facts, its readings"));
  }
}

}  // namespace zhudun::workshop
