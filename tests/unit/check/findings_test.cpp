// What is kept of a finding in sixteen bytes and read off the document again.
#include "support/judged.h"

using namespace zhudun;

namespace {

check::Finding simple(const pack::Rule& rule, schema::FactId fact, check::Status status) {
  check::Finding finding;
  finding.rule = &rule;
  finding.fact = fact;
  finding.status = finding.unwaived = status;
  return finding;
}

}  // namespace

TEST_CASE("findings: subjects and places are those of the document") {
  const auto judged = support::judge_rule("each: {t: things}\ndone: t.done_on\n", "{name: a}", "2030-06-01", {},
                                          "things: [{id: b, done_on: 2030-01-01}, {id: a}]");
  REQUIRE(judged.findings.size() == 2);
  CHECK(judged.findings.subject(0) == "things/b");
  CHECK(judged.findings.subject(1) == "things/a");
  CHECK(judged.findings.subject_before(1, 0));
  CHECK_FALSE(judged.findings.subject_before(0, 1));
  CHECK_FALSE(judged.findings.subject_before(0, 0));
  CHECK(judged.findings[0].place.text() == "{id: b, done_on: 2030-01-01}");
  CHECK(judged.findings.status(0) == check::Status::met);
  CHECK(judged.findings.particulars(0).done.has_value());
  CHECK(judged.findings.status(1) == check::Status::gap);
}

TEST_CASE("findings: those put behind others keep what is said of them") {
  const auto judged = support::judge_rule("subject: here\ndone: base.done_on\n", "{name: a}", "2030-06-01");
  const pack::Rule& rule = judged.rules->pack->rules[0];
  check::Findings first, second;
  check::Finding told = simple(rule, schema::kAbsent, check::Status::gap);
  told.subject = "company";
  told.missing = {"company.name"};
  first.push_back(simple(rule, schema::kAbsent, check::Status::met));
  second.push_back(simple(rule, schema::kAbsent, check::Status::met));
  second.push_back(std::move(told));
  first.append(std::move(second));
  REQUIRE(first.size() == 3);
  CHECK(first.rule(0).id == rule.id);
  CHECK(first.rule(2).id == rule.id);
  CHECK(first[1].none());
  CHECK(first[2].subject == "company");
  CHECK(first[2].missing == std::vector<std::string>{"company.name"});
  CHECK_FALSE(first[2].none());
}

TEST_CASE("findings: a waiver changes the status and not what it was before") {
  const auto judged = support::judge_rule("subject: here\ndone: base.done_on\n", "{name: a}", "2030-06-01");
  const pack::Rule& rule = judged.rules->pack->rules[0];
  check::Findings findings;
  findings.push_back(simple(rule, schema::kAbsent, check::Status::gap));
  findings.cover(0, check::Cover::in_force, 3, check::Status::waived);
  CHECK(findings.status(0) == check::Status::waived);
  CHECK(findings.unwaived(0) == check::Status::gap);
  CHECK(findings[0].waiver == 3);
}
