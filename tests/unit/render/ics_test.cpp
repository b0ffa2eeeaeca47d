// Calendars: what a later report updates, in whose words, and when it reminds.
#include <regex>
#include <set>

#include "support/catch.h"
#include "support/edited.h"
#include "unit/render/scenarios.h"
#include "zhudun/render/render.h"

using namespace zhudun;

namespace {

report::Report scenario(std::string_view name) {
  for (scenarios::Scenario& one : scenarios::all()) {
    if (one.name == name) return std::move(one.report);
  }
  throw std::invalid_argument(std::string(name));
}

// Unfolded.
std::string calendar_of(const report::Report& report) {
  return std::regex_replace(render::find_format("ics")->render(report, {}), std::regex("\r\n "), "");
}

std::vector<std::string> all_of(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex); at != std::sregex_iterator(); ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

report::Report one_due(std::string due, report::Change change = report::Change::none) {
  report::Report report = scenario("one");
  support::edit(report.declarations[0].findings, 0, [&](report::Finding& finding) {
    finding.status = check::Status::due_soon;
    finding.due = std::move(due);
    finding.when.clear();
    finding.change = change;
  });
  return report;
}

std::vector<std::string> triggers(const report::Report& report) {
  return all_of(calendar_of(report), "TRIGGER:([^\r]*)");
}

}  // namespace

TEST_CASE("ics: a later report updates what an earlier one brought") {
  report::Report report = scenario("dates");
  const std::string before = calendar_of(report);
  report.as_of = "2025-11-11";
  support::edit_each(report.declarations[0].findings, [](auto& finding) { finding.position.line += 40; });
  const std::string after = calendar_of(report);
  std::set<std::string> uids;
  for (const std::string& uid : all_of(before, "UID:due-([^\r]*)")) uids.insert(uid);
  for (const std::string& uid : all_of(after, "UID:due-([^\r]*)")) CHECK(uids.contains(uid));
  CHECK(all_of(before, "SEQUENCE:([^\r]*)")[0] == "20402");
  CHECK(all_of(after, "SEQUENCE:([^\r]*)")[0] == "20403");
  CHECK(all_of(after, "DTSTAMP:([^\r]*)")[0] == "20251110T160000Z");
}

TEST_CASE("ics: UIDs are each one's own in a batch") {
  const std::vector<std::string> uids = all_of(calendar_of(scenario("one-company-twice")), "UID:([^\r]*)");
  CHECK(uids.size() == 4);
  CHECK(std::set<std::string>(uids.begin(), uids.end()).size() == 4);
}

TEST_CASE("ics: reminders of a day ring at nine, and none before the as-of date") {
  using Triggers = std::vector<std::string>;
  CHECK(triggers(one_due("2026-06-30")) == Triggers{"-P29DT15H", "-P13DT15H", "-P6DT15H", "-PT15H", "PT9H"});
  CHECK(triggers(one_due("2025-12-10")) == Triggers{"-P29DT15H", "-P13DT15H", "-P6DT15H", "-PT15H", "PT9H"});
  CHECK(triggers(one_due("2025-12-09")) == Triggers{"-P13DT15H", "-P6DT15H", "-PT15H", "PT9H"});
  CHECK(triggers(one_due("2025-11-11")) == Triggers{"-PT15H", "PT9H"});
  CHECK(triggers(one_due("2025-11-10")) == Triggers{"PT9H"});
  CHECK(triggers(one_due("2025-11-09")).empty());
  report::Report soon = one_due("2026-06-30");
  soon.horizon = 7;
  CHECK(triggers(soon) == Triggers{"-P13DT15H", "-P6DT15H", "-PT15H", "PT9H"});
}

TEST_CASE("ics: reminders of a time") {
  using Triggers = std::vector<std::string>;
  CHECK(triggers(one_due("2025-11-20T09:30:00+08:00")) == Triggers{"-P7D", "-P1D", "-PT4H", "-PT1H"});
  CHECK(triggers(one_due("2025-11-10T02:00:00+08:00")) == Triggers{"-PT1H"});
  CHECK(has(calendar_of(one_due("2025-11-20T09:30:00+08:00")), "DTSTART;TZID=Asia/Shanghai:20251120T093000\r\n"));
}

TEST_CASE("ics: what is done or does not apply is not reminded of") {
  for (const check::Status status : {check::Status::met, check::Status::late, check::Status::not_applicable}) {
    report::Report report = one_due("2025-12-01");
    report.all = true;
    support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.status = status; });
    CHECK(triggers(report).empty());
    support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.due = "2025-01-01"; });
    const std::string text = calendar_of(report);
    CHECK(has(text, "BEGIN:VTODO"));
    CHECK(has(text, status == check::Status::not_applicable ? "STATUS:CANCELLED" : "STATUS:COMPLETED"));
  }
}

TEST_CASE("ics: says what it says in the report's language") {
  report::Report report = one_due("2025-12-01");
  CHECK(has(calendar_of(report), "SUMMARY:due: Test before use (platforms/company.yaml)\r\n"));
  report.language = source::Language::zh;
  const std::string text = calendar_of(report);
  CHECK(has(text, "PRODID:-//zhudun//zhudun 0.1.0//ZH\r\n"));
  CHECK(has(text, "SUMMARY:到期：Test before use（platforms/company.yaml）\r\n"));
  CHECK(has(text, "CATEGORIES:临期\r\n"));
  CHECK(has(text, "DESCRIPTION:截至 2025-11-10：临期\\nTest before use\\n"));
}

TEST_CASE("ics: in a batch the company is named, and a change against the baseline is told") {
  CHECK(has(calendar_of(scenario("one-company-twice")),
            "SUMMARY:gap: Test before use (Demo a.yaml\\, platforms/a.yaml)\r\n"));
  std::string unfolded = calendar_of(one_due("2025-12-01", report::Change::worse));
  for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;) unfolded.erase(at, 3);
  CHECK(has(unfolded, "\\nagainst the baseline: worse\\n"));
}

TEST_CASE("ics: a calendar without findings holds its time zone, as a calendar must hold something") {
  report::Report report = scenario("nothing");
  CHECK(has(calendar_of(report), "TZID:Asia/Shanghai\r\nBEGIN:STANDARD"));
  report.offset = {-210};
  CHECK(has(calendar_of(report), "TZOFFSETTO:-0330\r\n"));
}
