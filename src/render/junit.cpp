// JUnit XML for a CI's test view: a suite for each declaration, a case for each finding. Overdue and gap fail,
// undeclared is an error, unless the baseline tolerates it; then, waived or not applicable it is skipped. All else
// passes and says what it is. No clock, no host name: two runs are byte-identical.
#include <algorithm>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/xml.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Finding;
using write::XmlWriter;

std::string_view outcome_of(Status status) {
  switch (status) {
    case Status::overdue:
    case Status::gap:
      return "failure";
    case Status::undeclared:
      return "error";
    case Status::waived:
    case Status::not_applicable:
      return "skipped";
    case Status::due_soon:
    case Status::pending:
    case Status::late:
    case Status::met:
    case Status::advised:
      break;
  }
  return "system-out";
}

class JunitReport {
 public:
  explicit JunitReport(const report::Report& report) : report_(report), entries_(entries(report)), out_(bytes_) {}

  std::string print() {
    out_.begin("testsuites");
    out_.attribute("name", "zhudun");
    counts(nullptr);
    for (const report::Declaration& declaration : report_.declarations) suite(declaration);
    out_.finish();
    return bytes_ + "\n";
  }

 private:
  std::string_view outcome_of(const Finding& finding) const {
    const std::string_view outcome = render::outcome_of(finding.status);
    const bool fails = outcome == "failure" || outcome == "error";
    return fails && report::tolerated(report_, finding.change) ? "skipped" : outcome;
  }

  void count(std::string_view name, std::string_view outcome, const report::Declaration* of) {
    const auto counted = [&](const Entry& entry) {
      return (!of || entry.declaration == of) && (outcome.empty() || outcome_of(entry.finding()) == outcome);
    };
    out_.attribute(name, std::to_string(std::count_if(entries_.begin(), entries_.end(), counted)));
  }

  void counts(const report::Declaration* of) {
    count("tests", "", of);
    count("failures", "failure", of);
    count("errors", "error", of);
    count("skipped", "skipped", of);
  }

  void property(std::string_view name, std::string_view value) {
    out_.begin("property");
    out_.attribute("name", name);
    out_.attribute("value", value);
    out_.end();
  }

  void suite(const report::Declaration& declaration) {
    out_.begin("testsuite");
    out_.attribute("name", declaration.file);
    counts(&declaration);
    out_.begin("properties");
    for (const Particular& one : of_declaration(report_, declaration)) property(one.key, one.value);
    for (const Particular& one : of_run(report_)) property(one.key, one.value);
    out_.end();
    for (const Entry& entry : entries_) {
      if (entry.declaration == &declaration) test_case(entry);
    }
    out_.end();
  }

  void test_case(const Entry& entry) {
    const Finding finding = entry.finding();
    const Place place = place_of(entry, finding);
    const std::string_view outcome = outcome_of(finding);
    out_.begin("testcase");
    out_.attribute("classname", entry.declaration->file);
    out_.attribute("name", name_of(finding));
    out_.attribute("file", place.file);
    out_.attribute("line", std::to_string(place.line));
    out_.begin(outcome);
    if (outcome != "system-out") {
      out_.attribute("message", verdict(finding, report_.language));
    }
    if (outcome == "failure" || outcome == "error") {
      out_.attribute("type", check::to_string(finding.status));
    }
    out_.text(joined(message(finding, report_.language), "\n"));
    out_.end();
    out_.end();
  }

  const report::Report& report_;
  std::vector<Entry> entries_;
  std::string bytes_;
  XmlWriter out_;
};

}  // namespace

std::string junit(const report::Report& report, const Style&) { return JunitReport(report).print(); }

}  // namespace zhudun::render
