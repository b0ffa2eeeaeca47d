// Markdown for a pull request or a step's summary: a table for each declaration, a row for each finding.
#include <fmt/format.h>

#include "render/formats.h"
#include "render/listing.h"
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
    const Finding& finding = *entry.finding;
    const Place place = place_of(entry);
    std::string duty = finding.title;
    if (finding.status != Status::not_applicable) duty += "\n" + submission(finding, report_.language);
    std::string reason = finding.reason;
    if (!finding.sensitive_to.empty()) {
      if (!reason.empty()) reason += '\n';
      reason += say("换一种读法结论会变：", "another reading would change this: ") +
                joined(finding.sensitive_to, say("、", ", "));
    }
    out_ += fmt::format("| {} | {} | {} | {} | {} | {} |\n", safe(verdict(finding, report_.language)),
                        safe(finding.rule), safe(finding.subject), safe(duty), safe(reason),
                        safe(fmt::format("{}:{}", place.file, place.line)));
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

  void footing() {
    std::vector<std::string> choices;
    for (const report::ReadingChoice& choice : report_.readings) {
      choices.push_back(fmt::format("{}={}", choice.name, pack::to_string(choice.value)));
    }
    for (const auto& [name, value] : report_.parameters) choices.push_back(fmt::format("{}={}", name, value));
    out_ += fmt::format("\n{}{}  \n", say("读法：", "reading: "), safe(joined(choices, ", ")));
    out_ += fmt::format("{}{} sha256:{}\n", say("规则：", "rules: "), safe(report_.pack_id), report_.pack_sha256);
  }

  const report::Report& report_;
  bool zh_;
  std::vector<Entry> entries_;
  std::string out_;
};

}  // namespace

std::string md(const report::Report& report, const Style&) { return MarkdownReport(report).print(); }

}  // namespace zhudun::render
