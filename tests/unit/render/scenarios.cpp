#include "unit/render/scenarios.h"

#include <fmt/format.h>

namespace scenarios {
namespace {

using zhudun::check::Status;
using zhudun::report::Declaration;
using zhudun::report::Finding;
using zhudun::report::Report;
using zhudun::report::Waiver;

Report empty_report() {
  Report report;
  report.version = "0.1.0";
  report.language = zhudun::source::Language::en;
  report.pack_id = "demo";
  report.pack_title = "Demo";
  report.pack_sha256 = std::string(64, 'a');
  report.as_of = "2025-11-10";
  report.zone = "Asia/Shanghai";
  report.offset = {480};
  report.readings = {{"named_day", std::string("that_day"), "", ""}, {"hours", std::int64_t{24}, "", ""}};
  report.parameters = {{"year", 2025}};
  return report;
}

Finding finding(Status status, std::string subject) {
  Finding made;
  made.fingerprint = fmt::format("{:032x}", std::hash<std::string>()(subject) + static_cast<std::size_t>(status));
  made.rule = "R01.1";
  made.task = 1;
  made.subject = std::move(subject);
  made.status = status;
  made.due = "2025-04-27";
  made.days_overdue = status == Status::overdue ? 197 : 0;
  made.when = status == Status::overdue ? "197 days overdue" : "";
  made.title = "Test before use";
  made.deliverable = "the test report";
  made.recipient = "the bureau";
  made.basis = "task 1";
  made.reason = "still lacking: tests";
  made.file = "company.yaml";
  made.position = {31, 5};
  return made;
}

void add(Declaration& declaration, Finding made) {
  ++declaration.counts[static_cast<std::size_t>(made.status)];
  declaration.findings.push_back(std::move(made));
}

Declaration declared(std::string file, const std::vector<Status>& statuses) {
  Declaration declaration;
  declaration.company = "Demo " + file;
  declaration.sha256 = std::string(64, 'b');
  for (const Status status : statuses) add(declaration, finding(status, fmt::format("platforms/{}", file)));
  declaration.file = std::move(file);
  return declaration;
}

std::vector<Status> every_status() {
  std::vector<Status> statuses;
  for (std::size_t at = 0; at < zhudun::check::kStatuses; ++at) statuses.push_back(static_cast<Status>(at));
  return statuses;
}

// Dates to come, of whole days and times, of what is open, done and excused; and what has none.
Declaration dated() {
  Declaration declaration = declared("company.yaml", {});
  const auto with = [&](Status status, std::string due, std::string done, std::string next_due) {
    Finding made = finding(status, fmt::format("platforms/{}", declaration.findings.size()));
    made.due = std::move(due);
    made.done = std::move(done);
    made.next_due = std::move(next_due);
    add(declaration, std::move(made));
  };
  with(Status::overdue, "2025-11-09T23:59:59+08:00", "", "");
  with(Status::gap, "", "", "");
  with(Status::gap, "2025-03-01", "2025-02-01", "2026-03-01");
  with(Status::undeclared, "2025-12-24", "", "");
  with(Status::due_soon, "2025-11-10", "", "");
  with(Status::due_soon, "2025-11-11", "", "");
  with(Status::due_soon, "2025-11-10T20:30:00+08:00", "", "");
  with(Status::due_soon, "2025-11-20T09:30:00+08:00", "", "");
  with(Status::pending, "2026-02-28", "", "");
  with(Status::pending, "", "", "");
  with(Status::pending, "9999-12-31", "", "");
  with(Status::late, "2025-03-01", "2025-04-01", "2026-03-01");
  with(Status::late, "2025-03-01T12:00:00+08:00", "2025-04-01T12:00:00+08:00", "");
  with(Status::met, "2025-12-01", "2025-11-01", "");
  with(Status::met, "2025-03-01", "2025-02-01", "2025-12-31");
  with(Status::advised, "", "", "");
  with(Status::waived, "2025-11-30", "", "");
  with(Status::not_applicable, "", "", "");
  declaration.waivers.push_back({"R01.1",
                                 "platforms/16",
                                 "replaced soon",
                                 "the board",
                                 "2025-10-01",
                                 "2026-01-31",
                                 zhudun::report::Waiver::State::in_force,
                                 true,
                                 "company.yaml",
                                 {90, 3},
                                 false});
  return declaration;
}

Finding hostile_finding(const std::string& text, Status status) {
  Finding made = finding(status, text);
  for (std::string* field : {&made.title, &made.deliverable, &made.recipient, &made.basis, &made.reason, &made.file}) {
    *field = text;
  }
  made.rule = "R02.1";
  made.when = text;
  made.missing = made.sensitive_to = made.trace = {text, text};
  return made;
}

Report hostile() {
  Report report = empty_report();
  for (const std::string& text : hostile_texts()) {
    Declaration declaration;
    declaration.file = declaration.company = text;
    declaration.sha256 = std::string(64, 'c');
    add(declaration, hostile_finding(text, Status::overdue));
    add(declaration, hostile_finding(text, Status::waived));
    declaration.waivers.push_back(
        {text, text, text, text, "2025-01-01", "2025-11-30", Waiver::State::in_force, false, text, {}, true});
    report.declarations.push_back(std::move(declaration));
  }
  return report;
}

Report in_chinese(Report report) {
  report.language = zhudun::source::Language::zh;
  return report;
}

Report of(std::vector<Declaration> declarations, bool all = false) {
  Report report = empty_report();
  report.all = all;
  report.declarations = std::move(declarations);
  return report;
}

Waiver waiver(std::string subject, std::string approved_on, std::string expires_on, Waiver::State state) {
  Waiver made = {
      "R01.1", std::move(subject), "replaced soon", "the board", std::move(approved_on), std::move(expires_on), state,
      true,    "company.yaml",     {90, 3}};
  made.expiring = state == Waiver::State::in_force && made.expires_on < "2025-12-11";
  return made;
}

// What is new, worse and known, and waivers of every state.
Report against_baseline() {
  using zhudun::report::Change;
  Declaration declaration = declared("company.yaml", {});
  const std::pair<Status, Change> changes[] = {{Status::overdue, Change::added},
                                               {Status::overdue, Change::known},
                                               {Status::gap, Change::worse},
                                               {Status::undeclared, Change::known},
                                               {Status::pending, Change::none}};
  for (const auto& [status, change] : changes) {
    add(declaration, finding(status, fmt::format("platforms/{}", declaration.findings.size())));
    declaration.findings.set_change(declaration.findings.size() - 1, change);
  }
  declaration.waivers = {waiver("", "2025-10-01", "2026-01-31", Waiver::State::in_force),
                         waiver("platforms/1", "2025-10-01", "2025-11-30", Waiver::State::in_force),
                         waiver("platforms/2", "2025-01-01", "2025-10-31", Waiver::State::expired),
                         waiver("platforms/3", "2025-12-01", "2026-12-31", Waiver::State::not_yet)};
  Report report = of({std::move(declaration)});
  report.first_year = 2020;
  report.last_year = 2026;
  report.tasks = {{1, "Use what is tested"}};
  report.baseline = {"old.json", std::string(64, 'd'), "2025-06-30", 1, 1, 2, 3, false};
  return report;
}

}  // namespace

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "\"quoted\" 'twice' \\back\\",
      "]]> <!-- & &amp; --> <![CDATA[",
      "<script>alert(1)</script>",
      "=cmd|' /C calc'!A0",
      "  @SUM(1+1)*cmd",
      "one\ntwo\r\nthree\rfour\n::error::five",
      "a | b \\| c `d` **e** [f](http://g) @someone #1",
      "right \u202E\u2066to\u2069 left \u200F",
      "\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F697",
      "\x1b[31mred\x1b[0m \x07 \x7f \x9b tab\there",
      std::string("nul \0 inside", 12),
      "broken \xff\xc3 \xed\xa0\x80 \xf0\x9f",
      "not characters \xEF\xBF\xBE \xEF\xBF\xBF \u0085 \u2028 \u2029",
      "{0} {{1}} %s %0A %",
      "100%,a:b,title=x::y",
      std::string(10'000, 'n'),
      [] {
        std::string text;
        for (int at = 0; at < 10'000; ++at) text += "长";
        return text;
      }(),
  };
  return texts;
}

Report many(std::size_t findings) {
  Declaration declaration = declared("company.yaml", {});
  for (std::size_t at = 0; at < findings; ++at) {
    add(declaration, finding(at % 2 ? Status::gap : Status::late, fmt::format("platforms/{}", at)));
  }
  return of({std::move(declaration)});
}

std::vector<Scenario> all() {
  const std::vector<Status> good = {Status::met, Status::not_applicable};
  return {
      {"nothing", of({declared("company.yaml", good)}), 0},
      {"no-declaration", of({}), 0},
      {"one", of({declared("company.yaml", {Status::overdue})}), 1},
      {"every-status", of({declared("company.yaml", every_status())}), 8},
      {"every-status-all", of({declared("company.yaml", every_status())}, true), 10},
      {"batch",
       of({declared("a.yaml", {Status::gap, Status::late}), declared("b.yaml", good),
           declared("c.yaml", {Status::overdue, Status::late})}),
       4},
      {"one-company-twice",
       of({declared("a.yaml", {Status::gap, Status::late}), declared("b.yaml", good),
           declared("a.yaml", {Status::gap, Status::late})}),
       4},
      {"baseline", against_baseline(), 5},
      {"baseline-zh", in_chinese(against_baseline()), 5},
      {"dates", of({dated()}, true), 18},
      {"dates-zh", in_chinese(of({dated()}, true)), 18},
      {"hostile", hostile(), 2 * hostile_texts().size()},
      {"dozen", many(12), 12},
      {"many", many(300), 300},
  };
}

}  // namespace scenarios
