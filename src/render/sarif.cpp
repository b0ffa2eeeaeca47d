// SARIF 2.1.0 for code scanning and editors: one run, each rule once, results gravest first, waived ones suppressed.
// Levels are level_of's; what is no failing (pending, met, not applicable) has level none and a kind that says so.
// Fingerprints hold no line. What code scanning would refuse is cut, and the run's notifications say what was cut.
#include <fmt/format.h>

#include <map>
#include <set>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/gzip.h"
#include "zhudun/write/json.h"
#include "zhudun/write/uri.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Finding;
using source::Language;
using write::JsonWriter;

constexpr std::size_t kResults = 25'000;      // more, and GitHub refuses the file
constexpr std::size_t kGzipped = 10'000'000;  // bytes of the file when it is uploaded; more, and it is refused too
constexpr std::size_t kShown = 5'000;         // of the results, the gravest
constexpr std::size_t kDescription = 1'024;
constexpr std::size_t kMessage = 4'000;

constexpr std::string_view kLevels[] = {"error", "warning", "note", "none"};

std::string_view kind_of(Status status) {
  switch (status) {
    case Status::pending:
      return "informational";
    case Status::met:
      return "pass";
    case Status::not_applicable:
      return "notApplicable";
    default:
      return "fail";
  }
}

// Where there is a baseline every result has one; of what does not fail it says nothing.
std::string_view baseline_state_of(report::Change change) {
  switch (change) {
    case report::Change::added:
      return "new";
    case report::Change::worse:
      return "updated";
    case report::Change::known:
    case report::Change::none:
      break;
  }
  return "unchanged";
}

// Braces begin placeholders in a message and `](` ends the text of a link: both are escaped as the standard says.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '{' || c == '}') out += c;
    if (c == '(' && out.ends_with(']')) out.insert(out.size() - 1, "\\");
    out += c;
  }
  return out;
}

class SarifReport {
 public:
  SarifReport(const report::Report& report, std::size_t most)
      : report_(report), zh_(report.language == Language::zh), out_(bytes_, write::Layout::indented) {
    listed_ = gravest_first(report);
    total_ = listed_.size();
    if (total_ > most) listed_.resize(most);
    for (const Entry& entry : listed_) {
      Finding finding = entry.finding();
      if (rules_.emplace(finding.rule, rules_.size()).second) first_of_.push_back(std::move(finding));
    }
  }

  std::string print() {
    out_.begin_object();
    member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    member("version", "2.1.0");
    out_.key("runs");
    out_.begin_array();
    out_.begin_object();
    tool();
    member("language", zh_ ? "zh-CN" : "en-US");
    member("columnKind", "unicodeCodePoints");
    artifacts();
    results();
    invocation();
    run_properties();
    out_.finish();
    return std::move(bytes_) + "\n";
  }

  std::size_t results_listed() const { return listed_.size(); }

 private:
  void member(std::string_view name, std::string_view value) { out_.member(name, value); }

  void open(std::string_view name) {
    out_.key(name);
    out_.begin_object();
  }

  void text(std::string_view name, const std::string& value, std::size_t limit) {
    std::string shown = cut(value, limit);
    cuts_ += shown.size() != value.size();
    open(name);
    member("text", shown);
    out_.end();
  }

  void tool() {
    open("tool");
    open("driver");
    member("name", "zhudun");
    if (!report_.version.empty()) member("version", report_.version);
    out_.key("rules");
    out_.begin_array();
    for (const Finding& finding : first_of_) rule(finding);
    out_.end();
    out_.end();
    out_.end();
  }

  void rule(const Finding& finding) {
    const std::string help =
        fmt::format(fmt::runtime(zh_ ? "{}\n提交 {} → {}\n依据：{}" : "{}\nsubmit {} → {}\nbasis: {}"), finding.title,
                    finding.deliverable, finding.recipient, finding.basis);
    out_.begin_object();
    member("id", finding.rule);
    text("shortDescription", finding.title, kDescription);
    text("fullDescription", help, kDescription);
    text("help", help, kMessage);
    open("defaultConfiguration");
    member("level", finding.mandatory ? "error" : "note");
    out_.end();
    open("properties");
    out_.key("tags");
    out_.begin_row();
    out_.string("compliance");
    out_.string(finding.mandatory ? "mandatory" : "encouraged");
    out_.end();
    out_.end();
    out_.end();
  }

  void artifacts() {
    out_.key("artifacts");
    out_.begin_array();
    std::set<std::pair<std::string_view, std::string_view>> told;  // the schema wants each once
    for (const report::Declaration& declaration : report_.declarations) {
      if (!told.emplace(declaration.file, declaration.sha256).second) continue;
      out_.begin_object();
      open("location");
      member("uri", write::uri_of_path(declaration.file));
      out_.end();
      open("hashes");
      member("sha-256", declaration.sha256);
      out_.end();
      out_.end();
    }
    out_.end();
  }

  void results() {
    out_.key("results");
    out_.begin_array();
    for (const Entry& entry : listed_) result(entry);
    out_.end();
  }

  void result(const Entry& entry) {
    const Finding finding = entry.finding();
    out_.begin_object();
    member("ruleId", finding.rule);
    out_.member("ruleIndex", rules_.at(finding.rule));
    member("kind", kind_of(finding.status));
    member("level", kLevels[static_cast<std::size_t>(level_of(finding.status))]);
    text("message", plain(finding.subject + "\n" + joined(message(finding, report_.language), "\n")), kMessage);
    location(entry, finding);
    open("partialFingerprints");
    member("primaryLocationLineHash", entry.fingerprint(finding));  // the one that GitHub goes by
    member("zhudun/v1", entry.fingerprint(finding));
    out_.end();
    if (report_.baseline) member("baselineState", baseline_state_of(finding.change));
    suppressions(finding);
    result_properties(finding);
    out_.end();
  }

  void physical(const std::string& file, std::uint32_t line, std::uint32_t column) {
    open("physicalLocation");
    open("artifactLocation");
    member("uri", write::uri_of_path(file));
    out_.end();
    open("region");
    out_.member("startLine", line);
    out_.member("startColumn", column);
    out_.end();
    out_.end();
  }

  void location(const Entry& entry, const Finding& finding) {
    const Place place = place_of(entry, finding);
    out_.key("locations");
    out_.begin_array();
    out_.begin_object();
    physical(place.file, place.line, place.column);
    out_.key("logicalLocations");
    out_.begin_array();
    out_.begin_object();
    member("fullyQualifiedName", finding.subject);
    out_.end();
    out_.end();
    out_.end();
    out_.end();
  }

  // The standard wants them on every result or on none; empty says: not suppressed.
  void suppressions(const Finding& finding) {
    out_.key("suppressions");
    out_.begin_array();
    if (finding.status == Status::waived) {
      out_.begin_object();
      member("kind", "external");
      member("status", "accepted");
      member("justification", finding.reason);
      out_.end();
    }
    out_.end();
  }

  void result_properties(const Finding& finding) {
    open("properties");
    member("status", check::to_string(finding.status));
    member("binding", finding.mandatory ? "mandatory" : "encouraged");
    if (!finding.due.empty()) member("due", finding.due);
    if (!finding.done.empty()) member("done", finding.done);
    if (!finding.next_due.empty()) member("next_due", finding.next_due);
    out_.member("days_overdue", finding.days_overdue);
    out_.end();
  }

  void invocation() {
    out_.key("invocations");
    out_.begin_array();
    out_.begin_object();
    out_.member("executionSuccessful", true);
    out_.key("toolExecutionNotifications");
    out_.begin_array();
    if (total_ > listed_.size()) {
      notify(fmt::format(
          fmt::runtime(zh_ ? "只列出最严重的 {} 项，共 {} 项" : "only the gravest {} of {} findings are listed"),
          listed_.size(), total_));
    }
    if (listed_.size() > kShown) {
      notify(fmt::format(
          fmt::runtime(zh_ ? "GitHub 只显示其中最严重的 {} 项" : "GitHub shows only the gravest {} of them"), kShown));
    }
    if (cuts_ > 0) {
      notify(fmt::format(fmt::runtime(zh_ ? "{} 处文字过长，已截断" : "{} texts were too long and are cut"), cuts_));
    }
    out_.end();
    out_.end();
    out_.end();
  }

  void notify(const std::string& words) {
    out_.begin_object();
    member("level", "warning");
    open("message");
    member("text", words);
    out_.end();
    out_.end();
  }

  void run_properties() {
    open("properties");
    member("as_of", report_.as_of);
    out_.member("as_of_given", report_.as_of_given);
    member("zone", report_.zone);
    member("ruleset", report_.pack_id);
    member("ruleset_sha256", report_.pack_sha256);
    open("reading");
    for (const report::ReadingChoice& choice : report_.readings) member(choice.name, pack::to_string(choice.value));
    out_.end();
    open("parameters");
    for (const auto& [name, value] : report_.parameters) out_.member(name, value);
    out_.end();
    open("particulars");
    particulars(of_run(report_));
    out_.end();
    out_.key("declarations");
    out_.begin_array();
    for (const report::Declaration& declaration : report_.declarations) {
      out_.begin_object();
      particulars(of_declaration(report_, declaration));
      out_.end();
    }
    out_.end();
    out_.end();
  }

  void particulars(const std::vector<Particular>& all) {
    for (const Particular& one : all) member(one.key, one.value);
  }

  const report::Report& report_;
  bool zh_;
  std::vector<Entry> listed_;
  std::size_t total_ = 0, cuts_ = 0;
  std::map<std::string, std::size_t, std::less<>> rules_;
  std::vector<Finding> first_of_;  // by the rule's index
  std::string bytes_;
  JsonWriter out_;
};

}  // namespace

// As many of the gravest findings as GitHub takes.
std::string sarif(const report::Report& report, const Style&) {
  for (std::size_t most = kResults;;) {
    SarifReport run(report, most);
    std::string bytes = run.print();
    const std::size_t size = bytes.size() <= kGzipped ? 0 : write::gzip_size(bytes);
    if (size <= kGzipped || run.results_listed() == 0) return bytes;
    most = run.results_listed() * kGzipped / size * 19 / 20;  // a bit less, for what compresses worse
  }
}

}  // namespace zhudun::render
