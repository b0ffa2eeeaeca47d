// OSCAL: UUIDs that outlive a report, and what becomes of dates and waivers. The grid and tests/formats do the rest.
#include <nlohmann/json.hpp>

#include "support/catch.h"
#include "support/edited.h"
#include "unit/render/scenarios.h"
#include "zhudun/render/render.h"

using namespace zhudun;
using nlohmann::json;

namespace {

report::Report scenario(std::string_view name) {
  for (scenarios::Scenario& one : scenarios::all()) {
    if (one.name == name) return std::move(one.report);
  }
  throw std::invalid_argument(std::string(name));
}

json plan_of(const report::Report& report) {
  return json::parse(render::find_format("oscal")->render(report, {}))["plan-of-action-and-milestones"];
}

json results_of(const report::Report& report) {
  return json::parse(render::find_format("oscal-ar")->render(report, {}))["assessment-results"];
}

std::string deadline(const std::string& due, calendar::Offset offset = {480}) {
  report::Report report = scenario("one");
  report.offset = offset;
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.due = due; });
  return plan_of(report)["risks"][0].value("deadline", "");
}

}  // namespace

TEST_CASE("oscal: a duty keeps its UUIDs, the document gets a new one with every change") {
  report::Report report = scenario("one");
  const json before = plan_of(report);
  report.as_of = "2025-12-10";
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.days_overdue = 227; });
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.position.line = 99; });
  const json after = plan_of(report);
  for (const char* list : {"observations", "risks", "findings", "poam-items"}) {
    INFO(list);
    CHECK(before[list][0]["uuid"] == after[list][0]["uuid"]);
    CHECK(before[list][0]["uuid"].get<std::string>()[14] == '5');
  }
  CHECK(before["system-id"] == after["system-id"]);
  CHECK(before["uuid"] != after["uuid"]);
  CHECK(before["uuid"] == plan_of(scenario("one"))["uuid"]);
  CHECK(before["uuid"] != results_of(scenario("one"))["uuid"]);
}

TEST_CASE("oscal: a due date is its last second, in an offset that OSCAL knows") {
  CHECK(deadline("2025-12-01") == "2025-12-01T23:59:59+08:00");
  CHECK(deadline("2025-12-01T10:30:00+08:00") == "2025-12-01T10:30:00+08:00");
  CHECK(deadline("2025-12-01", {345}) == "2025-12-01T18:14:59+00:00");
  CHECK(deadline("") == "");
  CHECK(deadline("3000-01-01") == "");
  CHECK(deadline("1899-12-31") == "");
  CHECK(deadline("2999-12-31") == "2999-12-31T23:59:59+08:00");
}

TEST_CASE("oscal: a waiver is a deviation that was approved, with who, why and until when") {
  const json plan = plan_of(scenario("dates"));
  json waived;
  for (const json& risk : plan["risks"]) {
    if (risk["status"] == "deviation-approved") waived = risk;
  }
  CHECK(waived["mitigating-factors"][0]["description"] ==
        "R01.1 platforms/16, expires 2026-01-31 (replaced soon; approved by the board on 2025-10-01)");
  const json entry = waived["risk-log"]["entries"][0];
  CHECK(entry["start"] == "2025-10-01T00:00:00+08:00");
  CHECK(entry["end"] == "2026-01-31T23:59:59+08:00");
  CHECK(entry["status-change"] == "deviation-approved");
  CHECK(waived["deadline"] == "2025-11-30T23:59:59+08:00");
}

TEST_CASE("oscal: what was done late comes again on its next due date") {
  const json plan = plan_of(scenario("dates"));
  for (const json& risk : plan["risks"]) {
    if (risk["status"] != "closed" || !risk.contains("remediations")) continue;
    CHECK(risk["remediations"][0]["tasks"][0]["timing"]["on-date"]["date"] == "2026-03-01T23:59:59+08:00");
    return;
  }
  FAIL("no such risk");
}

TEST_CASE("oscal: a plan has an item also where there is nothing to do") {
  const json plan = plan_of(scenario("nothing"));
  CHECK(plan["poam-items"].size() == 1);
  CHECK(plan["poam-items"][0]["title"] == "nothing to do");
  CHECK_FALSE(plan.contains("findings"));
  CHECK_FALSE(plan.contains("risks"));
}

TEST_CASE("oscal: results name every rule that was applied, once, and every company's own") {
  const json results = results_of(scenario("one-company-twice"));
  CHECK(results["local-definitions"]["objectives-and-methods"].size() == 1);
  REQUIRE(results["results"].size() == 3);
  for (const json& result : results["results"]) {
    CHECK(result["reviewed-controls"]["control-selections"][0]["include-controls"] ==
          json::parse(R"([{"control-id": "R01.1"}])"));
  }
  CHECK_FALSE(results["results"][1].contains("findings"));
  CHECK(results["metadata"]["parties"].size() == 2);
}

TEST_CASE("oscal: says what it says in the report's language") {
  report::Report report = scenario("nothing");
  report.language = source::Language::zh;
  CHECK(plan_of(report)["metadata"]["title"] == "Demo：行动计划与里程碑，截至 2025-11-10");
  CHECK(plan_of(report)["poam-items"][0]["title"] == "没有需要处理的事项");
  CHECK(results_of(report)["metadata"]["title"] == "Demo：评估结果，截至 2025-11-10");
}

TEST_CASE("oscal: a change against the baseline is told") {
  report::Report report = scenario("one");
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.change = report::Change::added; });
  bool told = false;
  const json plan = plan_of(report);
  for (const json& one : plan["poam-items"][0]["props"]) {
    told |= one["name"] == "change" && one["value"] == "new";
  }
  CHECK(told);
}
