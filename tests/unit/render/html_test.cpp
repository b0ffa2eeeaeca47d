// The HTML page: its timeline, what it says of a baseline, and how it grows.
#include <fmt/format.h>

#include "render/timeline.h"
#include "support/catch.h"
#include "support/edited.h"
#include "unit/render/scenarios.h"
#include "zhudun/render/render.h"

using namespace zhudun;
using check::Status;
using render::Timeline;

namespace {

report::Finding dated(Status status, std::string due, std::string done = {}, std::string next = {}) {
  report::Finding finding;
  finding.status = status;
  finding.due = std::move(due);
  finding.done = std::move(done);
  finding.next_due = std::move(next);
  return finding;
}

report::Report of(std::vector<report::Finding> findings, std::string as_of = "2025-11-10") {
  report::Report report;
  report.as_of = std::move(as_of);
  report.declarations.emplace_back();
  report.declarations[0].findings = std::move(findings);
  return report;
}

std::string html_of(const report::Report& report) { return render::find_format("html")->render(report, {}); }

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string first_and_last(const Timeline& timeline) {
  return calendar::to_string(timeline.periods.front().from) + " " + calendar::to_string(timeline.periods.back().to);
}

}  // namespace

TEST_CASE("timeline: each status has its lane and its date") {
  const Timeline timeline = render::timeline_of(
      of({dated(Status::overdue, "2025-10-01"), dated(Status::due_soon, "2025-11-20"), dated(Status::gap, "2025-11-21"),
          dated(Status::met, "2025-09-01", "2025-08-01", "2026-08-01"),
          dated(Status::late, "2025-09-01", "2025-10-02T10:00:00+08:00"), dated(Status::waived, "2025-10-03"),
          dated(Status::not_applicable, "2025-10-04"), dated(Status::met, ""), dated(Status::gap, "soon")}));
  CHECK(timeline.sums == std::array<std::size_t, Timeline::kLanes>{1, 2, 1, 1, 1, 1});
  CHECK(timeline.unit == Timeline::Unit::month);
  CHECK(first_and_last(timeline) == "2025-08-01 2026-09-01");
  CHECK(timeline.periods[2].counts == std::array<std::size_t, Timeline::kLanes>{1, 0, 0, 1, 1, 0});
  CHECK_FALSE(timeline.more_before);
  CHECK_FALSE(timeline.more_after);
}

TEST_CASE("timeline: a dozen periods at least, the as-of date among them") {
  const Timeline timeline = render::timeline_of(of({dated(Status::met, "", "2025-09-30")}));
  CHECK(timeline.periods.size() == 12);
  CHECK(timeline.periods.front().from <= *timeline.as_of);
  CHECK(timeline.periods.back().to > *timeline.as_of);
}

TEST_CASE("timeline: what lies far off is counted at the edges") {
  std::vector<report::Finding> findings(8, dated(Status::overdue, "2025-10-01"));
  findings.push_back(dated(Status::overdue, "1999-01-01"));
  findings.push_back(dated(Status::pending, "2099-12-31"));
  const Timeline timeline = render::timeline_of(of(findings));
  CHECK(timeline.unit == Timeline::Unit::month);
  CHECK(first_and_last(timeline) == "2024-05-01 2027-05-01");
  CHECK(timeline.more_before);
  CHECK(timeline.more_after);
  CHECK(timeline.periods.front().counts[Timeline::overdue] == 1);
  CHECK(timeline.periods.back().counts[Timeline::open] == 1);
  CHECK(holds(html_of(of(findings)), ">2024-05 及以前<"));
}

TEST_CASE("timeline: longer periods where months leave much outside") {
  std::vector<report::Finding> findings;
  for (int year = 2020; year < 2028; ++year) findings.push_back(dated(Status::met, "", fmt::format("{}-03-01", year)));
  CHECK(render::timeline_of(of(findings)).unit == Timeline::Unit::quarter);
  for (int year = 1960; year < 1980; ++year) findings.push_back(dated(Status::met, "", fmt::format("{}-03-01", year)));
  const Timeline years = render::timeline_of(of(findings));
  CHECK(years.unit == Timeline::Unit::year);
  CHECK(years.periods.size() == 36);
}

TEST_CASE("timeline: the ends of time, no as-of date, no date at all") {
  for (const char* day : {"0001-01-01", "9999-12-31"}) {
    for (const char* as_of : {"0001-01-01", "2025-11-10", "9999-12-31", "someday", ""}) {
      const report::Report report = of({dated(Status::pending, day, "", "2025-01-01")}, as_of);
      CHECK(render::timeline_of(report).sums[Timeline::open] == 1);
      CHECK(holds(html_of(report), "<svg"));
    }
  }
  CHECK(render::timeline_of(of({dated(Status::gap, "")})).periods.empty());
  CHECK_FALSE(holds(html_of(of({dated(Status::gap, "")})), "<svg"));
}

TEST_CASE("what comes next: from the as-of date on, by day") {
  const report::Report report =
      of({dated(Status::overdue, "2025-11-09"), dated(Status::met, "2025-01-01", "2025-01-01", "2026-01-01"),
          dated(Status::due_soon, "2025-11-10"), dated(Status::pending, "2025-12-01")});
  std::vector<std::string> days;
  for (const render::Coming& next : render::coming(report)) {
    days.push_back(calendar::to_string(next.day) + (next.again ? " again" : ""));
  }
  CHECK(days == std::vector<std::string>{"2025-11-10", "2025-12-01", "2026-01-01 again"});
  for (const int count : {12, 13}) {
    CHECK(holds(html_of(of(std::vector(count, dated(Status::pending, "2025-12-01")))), "另有 1 项更晚。") ==
          (count > 12));
  }
}

TEST_CASE("how a finding stands to the baseline is said where there is one") {
  report::Report report = of({dated(Status::gap, "")});
  report.language = source::Language::en;
  CHECK_FALSE(holds(html_of(report), "class=\"badge"));
  const std::pair<report::Change, const char*> words[] = {
      {report::Change::added, "new"}, {report::Change::worse, "worse"}, {report::Change::known, "known"}};
  for (const auto& [change, word] : words) {
    support::edit(report.declarations[0].findings, 0, [to = change](auto& one) { one.change = to; });
    CHECK(holds(html_of(report), fmt::format(">{}</span>", word)));
  }
}

TEST_CASE("a page grows by its findings alone, each by the same") {
  const std::size_t one = html_of(scenarios::many(100)).size(), two = html_of(scenarios::many(200)).size(),
                    three = html_of(scenarios::many(300)).size();
  CHECK(three - two < (two - one) * 11 / 10);
  CHECK((two - one) / 100 < 1100);
}
