// A report held against an earlier one: what is new, worse, known and fixed, and what becomes of the baseline.
#include "zhudun/report/baseline.h"

#include <fmt/format.h>

#include "support/catch.h"
#include "support/told.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;
using check::Status;
using report::Baseline;
using report::Change;
using report::Report;
using support::Told;
using Tolds = std::vector<Told>;

namespace {

const std::vector<Status> kFailing = {Status::overdue, Status::gap, Status::undeclared};

struct Had {
  std::string fingerprint;
  Status status;
  std::string file = "a.yaml";
  bool mandatory = true;
};

Report report_of(const std::vector<Had>& findings) {
  Report report;
  for (const Had& one : findings) {
    if (report.declarations.empty() || report.declarations.back().file != one.file) {
      report.declarations.emplace_back();
      report.declarations.back().file = one.file;
      report.declarations.back().company = "of " + one.file;
    }
    report::Finding finding;
    finding.fingerprint = one.fingerprint;
    finding.status = one.status;
    finding.mandatory = one.mandatory;
    finding.trace = {"a step"};
    finding.days_overdue = one.status == Status::overdue ? 3 : 0;
    report.declarations.back().findings.push_back(finding);
  }
  return report;
}

Baseline baseline_of(const std::vector<Had>& findings) {
  Baseline baseline;
  baseline.file = "old.json";
  baseline.sha256 = std::string(64, 'a');
  baseline.as_of = "2025-01-01";
  for (const Had& one : findings) {
    if (baseline.declarations.empty() || baseline.declarations.back().first != one.file) {
      baseline.declarations.emplace_back(one.file, "of " + one.file);
    }
    baseline.entries.push_back({one.fingerprint, one.status, one.mandatory, baseline.declarations.size() - 1});
  }
  return baseline;
}

std::vector<Status> every_status() {
  std::vector<Status> all;
  for (std::size_t at = 0; at < check::kStatuses; ++at) all.push_back(static_cast<Status>(at));
  return all;
}

// Where every status makes a run fail.
Change change(std::optional<Status> before, Status now) {
  Report report = report_of({{"f", now}});
  report::compare(report, baseline_of(before ? std::vector<Had>{{"f", *before}} : std::vector<Had>{{"g", now}}),
                  every_status(), false);
  return report.declarations[0].findings[0].change;
}

std::string counts(const Report& report) {
  const report::BaselineUse& use = *report.baseline;
  return fmt::format("new {} worse {} known {} fixed {}", use.added, use.worse, use.known, use.fixed);
}

std::string compared(const std::vector<Had>& now, const std::vector<Had>& before) {
  Report report = report_of(now);
  report::compare(report, baseline_of(before), kFailing, false);
  return counts(report) + (report::fails(report, kFailing) ? " fails" : "");
}

// What the next baseline holds: `none` if it stays as it is.
std::string next(const std::vector<Had>& now, const std::vector<Had>& before, bool accept = false) {
  Report report = report_of(now);
  const Baseline baseline = baseline_of(before);
  report::compare(report, baseline, kFailing, accept);
  const auto kept = report::next(report, baseline, kFailing);
  if (!kept) return "none";
  std::string told;
  for (const report::Declaration& declaration : kept->declarations) {
    for (const report::Finding& one : declaration.findings) {
      told += fmt::format("{}{} {}", told.empty() ? "" : ", ", one.fingerprint, check::to_string(one.status));
      CHECK(one.trace.empty());
      CHECK(one.change == Change::none);
    }
  }
  CHECK_FALSE(kept->baseline);
  return told;
}

// JSON is YAML enough for this.
Tolds faults(const std::string& text) {
  const source::File file("old.json", text);
  diag::Diagnostics diagnostics;
  const auto tree = yaml::parse(file, diagnostics);
  REQUIRE(tree);
  CHECK_FALSE(Baseline::from_tree(*tree, "demo", diagnostics));
  return support::told(diagnostics);
}

std::string written(const std::string& declarations) {
  return R"({"zhudun": {"report": 1}, "ruleset": {"id": "demo"}, "as_of": "2025-01-01", "declarations": )" +
         declarations + "}";
}

}  // namespace

TEST_CASE("new, worse and known by the two statuses") {
  for (std::size_t now = 0; now < check::kStatuses; ++now) {
    const auto status = static_cast<Status>(now);
    const bool nothing = status == Status::met || status == Status::not_applicable;
    CAPTURE(check::to_string(status));
    CHECK(change(std::nullopt, status) == (nothing ? Change::known : Change::added));
    CHECK(change(status, status) == Change::known);
    CHECK(change(Status::overdue, status) == Change::known);
    CHECK(change(Status::not_applicable, status) == (nothing ? Change::known : Change::worse));
    CHECK(change(Status::met, status) == (nothing ? Change::known : Change::worse));
  }
  CHECK(change(Status::gap, Status::overdue) == Change::worse);
  CHECK(change(Status::undeclared, Status::gap) == Change::worse);
  CHECK(change(Status::pending, Status::due_soon) == Change::worse);
  CHECK(change(Status::due_soon, Status::overdue) == Change::worse);
  CHECK(change(Status::waived, Status::gap) == Change::worse);
  CHECK(change(Status::gap, Status::undeclared) == Change::known);
  CHECK(change(Status::gap, Status::waived) == Change::known);
}

TEST_CASE("only what is new or worse fails, and the counts are of what fails") {
  CHECK(compared({{"f", Status::overdue}}, {{"f", Status::overdue}}) == "new 0 worse 0 known 1 fixed 0");
  CHECK(compared({{"f", Status::overdue}}, {{"f", Status::gap}}) == "new 0 worse 1 known 0 fixed 0 fails");
  CHECK(compared({{"f", Status::gap}}, {{"f", Status::overdue}}) == "new 0 worse 0 known 1 fixed 0");
  CHECK(compared({{"f", Status::gap}}, {{"g", Status::gap}}) == "new 1 worse 0 known 0 fixed 1 fails");
  CHECK(compared({{"f", Status::met}}, {{"f", Status::gap}}) == "new 0 worse 0 known 0 fixed 1");
  CHECK(compared({{"f", Status::pending}}, {}) == "new 0 worse 0 known 0 fixed 0");
  CHECK(compared({{"f", Status::gap, "a.yaml", false}}, {}) == "new 0 worse 0 known 0 fixed 0");
  CHECK(compared({{"f", Status::gap}}, {{"f", Status::gap, "elsewhere/a.yaml"}}) == "new 0 worse 0 known 1 fixed 0");
}

TEST_CASE("of what does not fail a baseline says nothing") {
  Report report = report_of({{"a", Status::pending}, {"b", Status::late}, {"c", Status::met}, {"d", Status::gap}});
  report::compare(report, baseline_of({{"b", Status::met}}), kFailing, false);
  const auto& findings = report.declarations[0].findings;
  for (std::size_t at = 0; at < 3; ++at) CHECK(findings[at].change == Change::none);
  CHECK(findings[3].change == Change::added);
  CHECK(counts(report) == "new 1 worse 0 known 0 fixed 0");
}

TEST_CASE("two declarations of one company share fingerprints: the same file's first, then the gravest") {
  const std::vector<Had> both = {{"f", Status::gap, "a.yaml"}, {"f", Status::overdue, "b.yaml"}};
  CHECK(compared(both, both) == "new 0 worse 0 known 2 fixed 0");
  CHECK(compared({{"f", Status::overdue, "a.yaml"}, {"f", Status::gap, "b.yaml"}}, both) ==
        "new 0 worse 1 known 1 fixed 0 fails");
  CHECK(compared(both, {{"f", Status::gap, "a.yaml"}}) == "new 1 worse 0 known 1 fixed 0 fails");
  CHECK(compared({{"f", Status::gap, "a.yaml"}}, both) == "new 0 worse 0 known 1 fixed 0");  // b.yaml is not judged
  CHECK(compared({{"f", Status::overdue, "x"}, {"f", Status::gap, "y"}}, both) == "new 0 worse 0 known 2 fixed 0");
}

TEST_CASE("without a baseline everything that fails does") {
  Report report = report_of({{"f", Status::gap}});
  CHECK(report::fails(report, kFailing));
  CHECK_FALSE(report::fails(report, {Status::overdue}));
  CHECK_FALSE(report::fails(report, {}));
  CHECK_FALSE(report::tolerated(report, report.declarations[0].findings.change(0)));
}

TEST_CASE("the baseline shrinks and takes in nothing unless it may grow") {
  const std::vector<Had> before = {{"a", Status::gap}, {"b", Status::gap}, {"c", Status::overdue}};
  CHECK(next(before, before) == "none");
  CHECK(next({{"a", Status::met}, {"b", Status::gap}, {"c", Status::overdue}}, before) == "b gap, c overdue");
  CHECK(next({{"a", Status::gap}, {"b", Status::gap}, {"c", Status::gap}}, before) == "a gap, b gap, c gap");
  CHECK(next({{"a", Status::gap}, {"b", Status::gap}, {"c", Status::overdue}, {"d", Status::gap}}, before) == "none");
  CHECK(next({{"a", Status::overdue}, {"b", Status::gap}, {"c", Status::overdue}}, before) == "none");
  CHECK(next({{"a", Status::overdue}, {"b", Status::met}, {"c", Status::overdue}}, before) == "a gap, c overdue");
  CHECK(next({{"a", Status::gap}, {"b", Status::gap}, {"c", Status::overdue}, {"p", Status::pending}}, before) ==
        "none");
}

TEST_CASE("a baseline that may grow holds what fails now, and nothing fails") {
  const std::vector<Had> now = {{"a", Status::overdue}, {"b", Status::met}, {"d", Status::gap}, {"e", Status::pending}};
  CHECK(next(now, {{"a", Status::gap}, {"b", Status::gap}}, true) == "a overdue, d gap");
  Report report = report_of(now);
  report::compare(report, baseline_of({{"a", Status::gap}}), kFailing, true);
  CHECK(counts(report) == "new 1 worse 1 known 0 fixed 0");
  CHECK(report::tolerated(report, report.declarations[0].findings.change(0)));
  CHECK_FALSE(report::fails(report, kFailing));
}

TEST_CASE("a baseline that is not there yet is written even if it is empty") {
  Report report = report_of({{"a", Status::met}});
  Baseline none;
  report::compare(report, none, kFailing, true);
  const auto made = report::next(report, none, kFailing);
  REQUIRE(made);
  CHECK(made->declarations[0].findings.empty());
}

TEST_CASE("declarations that a run leaves out") {
  const Report report = report_of({{"f", Status::gap, "a.yaml"}});
  const Baseline baseline =
      baseline_of({{"f", Status::gap, "a.yaml"}, {"g", Status::gap, "b.yaml"}, {"h", Status::met, "c.yaml"}});
  CHECK(report::left_out(report, baseline, kFailing) == std::vector<std::string>{"b.yaml"});
}

TEST_CASE("a report read back") {
  const source::File file("old.json", written(R"([{"file": "a.yaml", "company": "甲", "findings": [
      {"fingerprint": "f", "status": "due_soon", "binding": "encouraged", "more": 1}]}, {"file": "b", "company": "", "findings": []}])"));
  diag::Diagnostics diagnostics;
  const auto tree = yaml::parse(file, diagnostics);
  const auto read = Baseline::from_tree(*tree, "demo", diagnostics);
  for (const Told& one : support::told(diagnostics)) FAIL(one);
  REQUIRE(read);
  CHECK(read->file == "old.json");
  CHECK(read->sha256.size() == 64);
  CHECK(read->as_of == "2025-01-01");
  CHECK(read->declarations.size() == 2);
  REQUIRE(read->entries.size() == 1);
  CHECK(read->entries[0].status == Status::due_soon);
  CHECK_FALSE(read->entries[0].mandatory);
}

TEST_CASE("what is no baseline") {
  const std::string help = "a baseline is what --format json prints, or --update-baseline writes";
  CHECK(faults("[]") == Tolds{{"baseline", "this is no report, but an array", help, "[]"}});
  CHECK(faults("{}") == Tolds{{"baseline", "the key `zhudun` is missing", help, "{}"}});
  CHECK(faults(R"({"zhudun": {"report": 2}})") ==
        Tolds{{"baseline", "the report is of version `2`, expected 1", "a newer zhudun wrote it, and reads it", "2"}});
  CHECK(faults(R"({"zhudun": {"report": 1}, "ruleset": {"id": "other"}, "as_of": "2025-02-30", "declarations": {}})") ==
        Tolds{{"baseline", "the baseline is of the rules `other`, expected `demo`",
               "each rule pack needs a baseline of its own", "\"other\""},
              {"baseline", "`2025-02-30` is no date", help, "\"2025-02-30\""},
              {"baseline", "`declarations` is an object, expected an array", help, "{}"}});
  CHECK(faults(written(
            R"([1, {"file": 1, "company": null, "findings": []}, {"file": true, "company": [], "findings": []}])")) ==
        Tolds{{"baseline", "a declaration is an object, not a number", help, "1"},
              {"baseline", "`file` is a number, expected a text", help, "1"},
              {"baseline", "`company` is null, expected a text", help, "null"},
              {"baseline", "`file` is true or false, expected a text", help, "true"},
              {"baseline", "`company` is an array, expected a text", help, "[]"}});
  CHECK(
      faults(written(
          R"([{"file": "a", "company": "", "findings": ["x", {"fingerprint": "f", "status": "bad", "binding": "mandatory"},
               {"fingerprint": "f", "status": "gap", "binding": "both"}]}])")) ==
      Tolds{{"baseline", "a finding is an object, not a text", help, "\"x\""},
            {"baseline", "there is no status `bad`", help, "\"bad\""},
            {"baseline", "`binding` is `both`, not mandatory or encouraged", help, "\"both\""}});
}

TEST_CASE("a baseline of nothing but faults tells the first twenty") {
  std::string numbers = "[";
  for (int at = 0; at < 1000; ++at) numbers += at ? ",1" : "1";
  CHECK(faults(written(numbers + "]")).size() == 20);
}
