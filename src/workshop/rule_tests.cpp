#include "zhudun/workshop/rule_tests.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "workshop/coverage.h"
#include "workshop/test_case.h"
#include "zhudun/report/report.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::workshop {
namespace {

std::string text_or_null(const std::string& text) { return text.empty() ? "null" : text; }

// What an expectation may say of a finding, spelled as in the expectation.
std::string spelled(const report::Finding& finding, std::string_view key) {
  if (key == "status") return std::string(check::to_string(finding.status));
  if (key == "due") return text_or_null(finding.due);
  if (key == "done") return text_or_null(finding.done);
  if (key == "next_due") return text_or_null(finding.next_due);
  if (key == "days_overdue") return std::to_string(finding.days_overdue);
  if (key == "provisional") return finding.provisional ? "true" : "false";
  return {};
}

class Runner {
 public:
  explicit Runner(const pack::Pack& pack) : pack_(pack), watch_(pack) {
    for (const pack::Reading& reading : pack.readings) run_.coverage.readings.push_back({reading.name, {}});
  }

  TestRun run(const std::vector<const source::File*>& files) {
    for (const source::File* file : files) run_file(*file);
    demand_boundaries();
    run_.coverage.branches = watch_.branches();
    return std::move(run_);
  }

 private:
  void fail(source::Span at, std::string message, std::string help = {}) {
    run_.failures.push_back(diag::error("rule-test", at, std::move(message), std::move(help)));
  }

  void run_file(const source::File& file) {
    const std::size_t before = run_.failures.size();
    const auto tree = yaml::parse(file, run_.failures);
    if (!tree) {
      ++run_.failed;
      return;
    }
    const std::vector<TestCase> cases = read_tests(*tree, pack_, run_.failures);
    run_.failed += run_.failures.size() - before;
    for (const TestCase& one : cases) {
      const std::size_t failures = run_.failures.size();
      run_case(one, *tree);
      ++(run_.failures.size() == failures ? run_.passed : run_.failed);
    }
  }

  void run_case(const TestCase& one, const yaml::Tree& tree) {
    schema::ReadOptions reading;
    reading.offset = pack_.calendar.offset();
    const auto document = schema::Document::from_yaml(one.declaration, pack_.schema, reading, run_.failures);
    if (!document) return;
    check::Options options = one.options;
    options.watch = &watch_;
    if (one.looks_at_files) {
      options.check_file = [&one](std::string_view path) {
        return one.files.contains(std::string(path)) ? std::nullopt : std::optional(check::FileFault::missing);
      };
    }
    note_readings(options);
    const report::Declaration judged = judge(*document, options);
    for (const report::Finding& finding : judged.findings) run_.coverage.statuses[finding.rule].insert(finding.status);
    for (const Expectation& expectation : one.expectations) compare(expectation, tree, judged);
    options.watch = nullptr;
    check_boundaries(one, *document, options, judged);
  }

  report::Declaration judge(const schema::Document& document, const check::Options& options) {
    const check::Findings findings = check::run(document, pack_, options, run_.failures);
    return report::from_findings(findings, document, document.file(), pack_, options, source::Language::en);
  }

  void note_readings(const check::Options& options) {
    for (std::size_t at = 0; at < options.readings.size(); ++at) {
      run_.coverage.readings[at].second.insert(pack::to_string(options.readings[at]));
    }
  }

  void compare(const Expectation& expectation, const yaml::Tree& tree, const report::Declaration& judged) {
    const auto is_it = [&](const report::Finding& f) {
      return f.rule == expectation.rule && f.subject == expectation.subject;
    };
    const std::vector<report::Finding> findings = report::in_words(judged.findings);
    const auto found = std::find_if(findings.begin(), findings.end(), is_it);
    if (found == findings.end()) {
      std::string others;
      for (const report::Finding& f : findings) {
        if (f.rule == expectation.rule) others += fmt::format("{}`{}`", others.empty() ? "" : ", ", f.subject);
      }
      fail(tree.span(expectation.node),
           fmt::format("there is no finding of `{}` for `{}`", expectation.rule, expectation.subject),
           others.empty() ? "the pack has no such rule" : "it has findings for " + others);
      return;
    }
    for (const auto [key, value] : tree.pairs(expectation.node)) {
      const std::string_view name = tree.text(key);
      if (name == "rule" || name == "subject") continue;
      if (name == "missing" || name == "sensitive_to") {
        compare_list(name == "missing" ? found->missing : found->sensitive_to, value, tree, name);
        continue;
      }
      const std::string actual = spelled(*found, name);
      if (actual == tree.text(value)) continue;
      fail(tree.span(value), fmt::format("`{}` is {}, not {}", name, actual, tree.text(value)), found->reason);
    }
  }

  void compare_list(std::vector<std::string> actual, yaml::NodeId value, const yaml::Tree& tree,
                    std::string_view name) {
    std::vector<std::string> expected;
    for (const yaml::NodeId item : tree.children(value)) expected.emplace_back(tree.text(item));
    std::sort(actual.begin(), actual.end());
    std::sort(expected.begin(), expected.end());
    if (actual == expected) return;
    fail(tree.span(value),
         fmt::format("`{}` is [{}], not [{}]", name, fmt::join(actual, ", "), fmt::join(expected, ", ")));
  }

  // For every due date the test reaches without its duty being done: the status turns where it must.
  void check_boundaries(const TestCase& one, const schema::Document& document, const check::Options& options,
                        const report::Declaration& judged) {
    for (const report::Finding& finding : judged.findings) {
      const bool open = finding.status == check::Status::overdue || finding.status == check::Status::due_soon ||
                        finding.status == check::Status::pending;
      const auto due = calendar::parse_date(std::string_view(finding.due).substr(0, 10));
      if (!open || !due || !tried_.emplace(finding.rule, *due).second) continue;
      const std::int32_t horizon = options.horizon;
      const std::array<std::pair<std::int32_t, check::Status>, 5> days = {
          {{-horizon - 1, check::Status::pending},
           {-horizon, check::Status::due_soon},
           {-1, horizon > 0 ? check::Status::due_soon : check::Status::pending},
           {0, check::Status::due_soon},
           {1, check::Status::overdue}}};
      for (const auto& [offset, status] : days) check_day(one, document, options, finding, *due, offset, status);
    }
  }

  void check_day(const TestCase& one, const schema::Document& document, check::Options options,
                 const report::Finding& finding, calendar::Date due, std::int32_t offset, check::Status status) {
    const auto day = calendar::add(due, calendar::Days(offset));
    if (!day) return;
    options.as_of = *day;
    for (const report::Finding& then : judge(document, options).findings) {
      // On another day the facts may be others: a plan come true, a report not yet made.
      const bool same =
          then.rule == finding.rule && then.subject == finding.subject && then.due == finding.due && then.done.empty();
      if (!same || then.status == check::Status::waived) continue;
      if (then.status == status) {
        ++run_.boundaries;
        reached_.insert(finding.rule);
        continue;
      }
      fail(one.place, fmt::format("`{}` of `{}`, due {}, is {} on {}, not {}", then.rule, then.subject, then.due,
                                  check::to_string(then.status), calendar::to_string(*day), check::to_string(status)));
    }
  }

  void demand_boundaries() {
    for (const pack::Rule& rule : pack_.rules) {
      if (!rule.due || !pack_.owns(rule.place.file) || reached_.contains(rule.id)) continue;
      fail(rule.place, fmt::format("no test reaches the due date of the rule `{}`", rule.id),
           "add a test in which the duty is open, so that the days around its due date can be judged");
      ++run_.failed;
    }
  }

  const pack::Pack& pack_;
  CoverageWatch watch_;
  TestRun run_;
  std::set<std::pair<std::string, calendar::Date>> tried_;
  std::set<std::string> reached_;
};

}  // namespace

TestRun run_tests(const pack::Pack& pack, const std::vector<const source::File*>& files) {
  return Runner(pack).run(files);
}

}  // namespace zhudun::workshop
