// Which rules read which facts, worked out by hand from rules that use lists, names, elements and branches.
#include "zhudun/form/uses.h"

#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"

using namespace zhudun;

namespace {

struct Loaded {
  support::Rules rules;
  explicit Loaded(const char* folder) : rules(support::load(support::folder(std::string(ZHUDUN_ROOT) + folder))) {
    REQUIRE(rules.pack);
  }
  std::vector<std::string> places(std::string_view id) const {
    for (const pack::Rule& rule : rules.pack->rules) {
      if (rule.id != id) continue;
      const form::Places found = form::places_of(*rules.pack, rule);
      return {found.begin(), found.end()};
    }
    return {};
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the places that a rule reads") {
  const Loaded drills("/tests/packs/fire-drills");
  CHECK(drills.places("F1.1") == Names{"buildings", "buildings[].drills", "buildings[].drills[].file",
                                       "buildings[].drills[].held_on", "buildings[].opened_on", "buildings[].storeys",
                                       "owner", "owner.occupies_buildings"});
  CHECK(drills.places("F1.2") == Names{"buildings", "buildings[].wings", "buildings[].wings[].exits",
                                       "buildings[].wings[].exits[].blocked_on",
                                       "buildings[].wings[].exits[].cleared_on", "owner", "owner.occupies_buildings"});
  CHECK(drills.places("F2.2") == Names{"counts", "counts[].before", "counts[].counted_on", "counts[].now",
                                       "counts[].reported_on", "owner", "owner.kinds", "owner.occupies_buildings"});
  CHECK(drills.places("F3.1") == Names{"buildings", "plan", "plan.file", "plan.issued_on"});
}

TEST_CASE("names for lists and elements taken out of them keep their place") {
  const Loaded shanghai("/rules/shanghai-iov-2025");
  CHECK(shanghai.places("T05.1") == Names{"company", "company.roles", "vehicles", "vehicles[].components",
                                          "vehicles[].launches", "vehicles[].launches[].launched_on",
                                          "vehicles[].launches[].tests", "vehicles[].launches[].tests[].completed_on",
                                          "vehicles[].launches[].tests[].file", "vehicles[].launches[].tests[].report",
                                          "vehicles[].launches[].tests[].target"});
  const Names catalogue = shanghai.places("T08.5");
  for (const char* place : {"data_catalog.entries[].storage_gb", "data_catalog.filings[].storage_gb",
                            "data_catalog.filings[].entries", "company.handles.important_data"}) {
    CHECK(std::find(catalogue.begin(), catalogue.end(), place) != catalogue.end());
  }
  const form::Uses uses(*shanghai.rules.pack);
  Names served;
  for (const pack::Rule* rule : uses.of("platforms[].graded_on")) served.push_back(rule->id);
  CHECK(served == Names{"T02.1", "T03.1", "T03.2"});
  CHECK(uses.of("platforms[].name").empty());
}

TEST_CASE("maps, messages and names for a value read what is in them") {
  for (const char* done :
       {"cel.bind(n, base.count, n > 1 && base.open)", "{'n': base.count, 'o': base.open}.size() > 1",
        "google.protobuf.Int64Value{value: base.count} == 1 && base.open",
        "[base.count, 3].exists(n, n > 1) && base.open"}) {
    const support::Rules rules =
        support::load(support::small(support::rule(std::string("subject: base\ndone: \"") + done + "\"")));
    REQUIRE(rules.pack);
    CHECK(form::places_of(*rules.pack, rules.pack->rules[0]) == form::Places{"base", "base.count", "base.open"});
  }
}
