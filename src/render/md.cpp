// Markdown for a pull request or a step's summary: a table for each declaration, a row for each finding.
#include <fmt/format.h>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/markdown.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Finding;
using source::Language;

std::string safe(std::string_view text) { return write::markdown(visible(text)); }

class MarkdownReport {
 public:
  explicit MarkdownReport(const report::Report& report)
      : report_(report), zh_(report.language == Language::zh), entries_(entries(report)) {}

  std::string print() {
    heading();
    for (const report::Declaration& declaration : report_.declarations) print(declaration);
    footing();
    return std::move(out_);
  }

 private:
  std::string say(const char* zh, const char* en) const { return zh_ ? zh : en; }

  void heading() {
    const std::string chosen = report_.as_of_given ? say("指定", "given") : say("今天", "today");
    out_ += fmt::format("# {}\n\n", safe(report_.pack_title));
    out_ += fmt::format(fmt::runtime(say("zhudun {}，截至 {}（{}，{}）\n", "zhudun {}, as of {} ({}, {})\n")),
                        safe(report_.version), report_.as_of, chosen, safe(report_.zone));
    if (report_.baseline) {
      out_ += fmt::format("\n{}{}\n", say("基线：", "baseline: "), safe(baseline_words(report_)));
    }
  }

  void print(const report::Declaration& declaration) {
    out_ += fmt::format("\n## {}\n\n", safe(declaration.file + "  " + declaration.company));
    out_ += summary(declaration.counts) + "\n\n";
    bool any = false;
    for (const Entry& entry : entries_) {
      if (entry.declaration != &declaration) continue;
      if (!any) table_head();
      any = true;
      row(entry);
    }
    if (!any) out_ += say("没有需要处理的事项。\n", "Nothing to do.\n");
    waivers(declaration);
    list(of_declaration(report_, declaration));
  }

  std::string summary(const report::Counts& counts) const {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < counts.size(); ++at) {
      if (counts[at] == 0) continue;
      const std::string_view word = report::status_word(static_cast<Status>(at), report_.language);
      parts.push_back(fmt::format("{} {}", word, counts[at]));
    }
    return joined(parts, " · ");
  }

  void table_head() {
    out_ +=
        say("| 状态 | 规则 | 对象 | 事项 | 原因 | 位置 |\n", "| status | rule | subject | duty | reason | place |\n");
    out_ += "| --- | --- | --- | --- | --- | --- |\n";
  }

  void row(const Entry& entry) {
    const Finding finding = entry.finding();
    const Place place = place_of(entry, finding);
    std::string duty = finding.title;
    if (finding.status != Status::not_applicable) duty += "\n" + submission(finding, report_.language);
    std::string status = verdict(finding, report_.language);
    if (finding.change != report::Change::none) status += "\n" + change_word(finding.change, report_.language);
    std::string reason = finding.reason;
    if (!finding.sensitive_to.empty()) {
      if (!reason.empty()) reason += '\n';
      reason += say("换一种读法结论会变：", "another reading would change this: ") +
                joined(finding.sensitive_to, say("、", ", "));
    }
    out_ += fmt::format("| {} | {} | {} | {} | {} | {} |\n", safe(status), safe(finding.rule), safe(finding.subject),
                        safe(duty), safe(reason), safe(fmt::format("{}:{}", place.file, place.line)));
  }

  void waivers(const report::Declaration& declaration) {
    for (const report::Waiver& waiver : declaration.waivers) {
      if (waiver.matched) continue;
      out_ +=
          "\n" +
          safe(fmt::format(
              fmt::runtime(say("豁免 {} {} 没有对应任何事项（{}:{}）", "the waiver {} {} matches no finding ({}:{})")),
              waiver.rule, waiver.subject, waiver.file, waiver.position.line)) +
          "\n";
    }
  }

  void list(const std::vector<Particular>& particulars) {
    out_ += "\n";
    for (const Particular& one : particulars) out_ += fmt::format("- {}: {}\n", one.label, safe(one.value));
  }

  void footing() {
    out_ += say("\n## 报告说明\n", "\n## How this report was made\n");
    list(of_run(report_));
  }

  const report::Report& report_;
  bool zh_;
  std::vector<Entry> entries_;
  std::string out_;
};

}  // namespace

std::string md(const report::Report& report, const Style&) { return MarkdownReport(report).print(); }

std::string step_summary(const report::Report& report, std::size_t bytes) {
  std::string whole = md(report, {});
  if (whole.size() <= bytes) return whole;
  const std::string_view notice =
      report.language == Language::zh
          ? "\n**内容过长，已截断；完整报告请另存为文件。**\n"
          : "\n**This is cut, as it is too long; write the report to a file to see all.**\n";
  if (notice.size() > bytes) return {};
  const std::size_t end = whole.rfind('\n', bytes - notice.size());
  whole.resize(end == std::string::npos || end + 1 + notice.size() > bytes ? 0 : end + 1);
  return whole.append(notice);
}

}  // namespace zhudun::render
