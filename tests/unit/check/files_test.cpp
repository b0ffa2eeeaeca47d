// The files that a finding's facts name, whether it is done or not.
#include "support/judged.h"

using namespace support;

namespace {

const std::string kReports =
    "subject: base\ndue: base.due_on\nlet: {made: 'base.reports.filter(r, has(r.made_on))'}\n"
    "done: \"made.map(r, r.made_on)\"\nevidence: [\"made.map(r, r.made_on == done && has(r.file), r.file)\"]\n";

std::vector<std::string> files(const std::string& body, const std::string& base, bool named = true) {
  const Judged judged =
      judge_rule(body, base, "2030-06-15", [&](zhudun::check::Options& options) { options.name_files = named; });
  for (const Told& told : support::told(judged.diagnostics)) FAIL(told);
  return judged.only().files;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("files are named only where they are asked for") {
  const std::string base = "{name: a, due_on: 2030-06-20, reports: [{made_on: 2030-06-01, file: a.pdf}]}";
  CHECK(files(kReports, base) == List{"a.pdf"});
  CHECK(files(kReports, base, false).empty());
}

TEST_CASE("what is done names the evidence of its completion alone") {
  CHECK(files(kReports,
              "{name: a, due_on: 2030-06-20, reports: [{made_on: 2030-06-02, file: b.pdf}, "
              "{made_on: 2030-06-01, file: a.pdf}, {file: c.pdf}]}") == List{"a.pdf"});
}

TEST_CASE("what is not done names what lacks nothing but its completion, and what is planned") {
  CHECK(files(kReports, "{name: a, due_on: 2030-06-20, reports: [{file: a.pdf}, {file: b.pdf}, {file: a.pdf}]}") ==
        List{"a.pdf", "b.pdf"});
  CHECK(files(kReports, "{name: a, due_on: 2030-06-20, reports: [{made_on: 2030-07-01, file: a.pdf}]}") ==
        List{"a.pdf"});
  CHECK(files(kReports, "{name: a, due_on: 2030-06-20, reports: []}").empty());
  CHECK(files(kReports, "{name: a, due_on: 2030-06-20, reports: [{}]}").empty());
}

TEST_CASE("a fact that is read without a guard counts too; the file of another fact does not") {
  CHECK(files("subject: base\ndue: base.due_on\ndone: base.done_on\nevidence: [base.file]\n",
              "{name: a, due_on: 2030-06-20, file: a.pdf, reports: [{file: b.pdf}]}") == List{"a.pdf"});
  CHECK(files("subject: base\ndue: base.due_on\ndone: \"base.reports.map(r, r.made_on)\"\n",
              "{name: a, due_on: 2030-06-20, file: a.pdf, reports: [{file: b.pdf}]}") == List{"b.pdf"});
}

TEST_CASE("an error in the evidence of what is not done is no error") {
  CHECK(
      files(
          "subject: base\ndue: base.due_on\ndone: base.done_on\nevidence: [\"1 / (base.count - 1) == 0 ? '' : ''\"]\n",
          "{name: a, due_on: 2030-06-20, count: 1, file: a.pdf}") == List{"a.pdf"});
}

TEST_CASE("files do not take part in what is found") {
  const std::string base =
      "{name: a, due_on: 2030-06-10, reports: [{file: a.pdf}, {made_on: 2030-06-12, file: b.pdf}]}";
  const auto with =
      judge_rule(kReports, base, "2030-06-15", [](zhudun::check::Options& options) { options.name_files = true; });
  const auto without = judge_rule(kReports, base, "2030-06-15");
  CHECK(brief(with.only()) == brief(without.only()));
  CHECK(with.only().trace == without.only().trace);
  CHECK(with.only().sensitive_to == without.only().sensitive_to);
}
