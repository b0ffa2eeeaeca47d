// The report for a terminal: what is worst first, each finding saying what to submit, to whom, by when and how late.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "render/pieces.h"
#include "render/text_timeline.h"
#include "zhudun/source/text.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Finding;
using source::Language;

class TextReport {
 public:
  TextReport(const report::Report& report, const Style& style, std::string& out)
      : report_(report), style_(style), zh_(report.language == Language::zh), out_(out) {}

  void begin() { heading(); }

  // A part, and the one before it.
  void print(const Part& part, const Part* before) {
    const report::Declaration& declaration = *part.declaration;
    const bool first = !before || before->at == Part::kBefore;
    if (part.at == Part::kBefore) {
      out_ += "\n";
      title(declaration.file, declaration.company);
    } else if (part.at == Part::kAfter) {
      if (first) out_ += "\n" + painted(say("没有需要处理的事项。", "Nothing to do."), "32") + "\n";
      waivers(declaration);
      summary(declaration.counts);
      particulars(declaration);
    } else {
      const Finding finding = declaration.findings[part.at];
      if (first || declaration.findings.status(before->at) != finding.status) group(declaration, finding.status);
      print(finding);
    }
  }

  void end() {
    if (report_.declarations.size() > 1) total();
    if (report_.baseline) against_baseline();
    dates();
    footing();
  }

 private:
  std::string say(const char* zh, const char* en) const { return zh_ ? zh : en; }

  std::string painted(std::string_view text, std::string_view code) const {
    return style_.color && !code.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  void paint(std::string_view text, std::string_view code) {
    if (style_.color && !code.empty()) {
      out_ += painted(text, code);
    } else {
      out_ += text;
    }
  }

  static std::string_view color_of(Status status) {
    switch (status) {
      case Status::overdue:
        return "1;31";
      case Status::gap:
        return "31";
      case Status::undeclared:
        return "35";
      case Status::due_soon:
        return "33";
      case Status::met:
        return "32";
      case Status::pending:
        return "36";
      case Status::late:
      case Status::advised:
      case Status::waived:
      case Status::not_applicable:
        break;
    }
    return "2";
  }

  // The text, wrapped, every line indented; the first begins with `mark`.
  void paragraph(std::string_view text, std::size_t indent, std::string_view mark = {}, std::string_view color = {}) {
    std::string safe;
    if (!source::is_printable(text)) text = safe = source::printable(text);
    const std::size_t hang = indent + source::display_width(mark);
    bool first = true;
    source::wrap(text, style_.width > hang + 10 ? style_.width - hang : 10, [&](std::string_view line) {
      out_.append(first ? indent : hang, ' ');
      if (first) out_ += mark;
      paint(line, color);
      out_ += '\n';
      first = false;
    });
  }

  // Two texts on one line, the first in bold; below each other where the line is too short for both.
  void title(const std::string& first, const std::string& second) {
    const std::string one = source::printable(first), two = source::printable(second);
    if (source::display_width(one) + 2 + source::display_width(two) <= style_.width) {
      out_ += painted(one, "1") + (two.empty() ? "" : "  " + two) + "\n";
      return;
    }
    paragraph(first, 0, "", "1");
    if (!two.empty()) paragraph(second, 2);
  }

  void heading() {
    title(fmt::format("zhudun {}", report_.version), report_.pack_title);
    const std::string chosen = report_.as_of_given ? say("指定", "given") : say("今天", "today");
    paragraph(
        fmt::format(fmt::runtime(say("截至 {}（{}，{}）", "as of {} ({}, {})")), report_.as_of, chosen, report_.zone),
        0);
  }

  void group(const report::Declaration& declaration, Status status) {
    const std::size_t count = declaration.counts[static_cast<std::size_t>(status)];
    const std::string title = fmt::format("{} {}", report::status_word(status, report_.language), count);
    out_ += "\n" + painted(title, color_of(status)) + "\n";
  }

  void print(const Finding& finding) {
    heading(finding);
    paragraph(finding.title, 4);
    if (finding.status == Status::not_applicable) {
      if (!finding.reason.empty()) paragraph(finding.reason, 4);
      return;
    }
    paragraph(submission(finding, report_.language), 4);
    if (!finding.reason.empty()) paragraph(finding.reason, 4, "", color_of(finding.status));
    if (explained(finding.status)) {
      for (const std::string& step : finding.trace) paragraph(step, 4, "· ", "2");
    }
    if (!finding.sensitive_to.empty()) {
      paragraph(fmt::format(fmt::runtime(say("换一种读法结论会变：{}", "another reading would change this: {}")),
                            joined(finding.sensitive_to, say("、", ", "))),
                4, "! ");
    }
    const std::string place = fmt::format("{}:{}:{}", finding.file, finding.position.line, finding.position.column);
    paragraph(fmt::format(fmt::runtime(say("{}  依据：{}", "{}  basis: {}")), place, finding.basis), 4, "", "2");
  }

  // Rule and subject, and at the end of the line how the due date stands.
  void heading(const Finding& finding) {
    std::string name = fmt::format("{}  {}", finding.rule, finding.subject);
    if (finding.change != report::Change::none) {
      name += fmt::format("  [{}]", change_word(finding.change, report_.language));
    }
    const std::string safe = source::printable(name), when = source::printable(finding.when);
    const std::size_t used = 2 + source::display_width(safe) + source::display_width(when);
    if (used + (when.empty() ? 0 : 2) > style_.width) {
      paragraph(name, 2, "", "1");
      if (!when.empty()) paragraph(finding.when, 4, "", color_of(finding.status));
      return;
    }
    out_ += "  " + painted(safe, "1");
    if (!when.empty()) out_ += std::string(style_.width - used, ' ') + painted(when, color_of(finding.status));
    out_ += "\n";
  }

  void waivers(const report::Declaration& declaration) {
    for (const report::Waiver& waiver : declaration.waivers) {
      if (waiver.matched) continue;
      const std::string whose = waiver.rule + (waiver.subject.empty() ? "" : " " + waiver.subject);
      paragraph(fmt::format(fmt::runtime(say("豁免 {} 没有对应任何事项（{}:{}:{}）",
                                             "the waiver {} matches no finding ({}:{}:{})")),
                            whose, waiver.file, waiver.position.line, waiver.position.column),
                0, "! ", "33");
    }
  }

  void summary(const report::Counts& counts) {
    std::string line;
    for (std::size_t at = 0; at < counts.size(); ++at) {
      if (counts[at] == 0) continue;
      const auto status = static_cast<Status>(at);
      line +=
          (line.empty() ? "" : "  ") + fmt::format("{} {}", report::status_word(status, report_.language), counts[at]);
    }
    out_ += "\n";
    paragraph(line, 0, say("合计  ", "total  "));
  }

  void total() {
    report::Counts sum{};
    for (const report::Declaration& declaration : report_.declarations) {
      for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += declaration.counts[at];
    }
    out_ +=
        "\n" +
        painted(fmt::format(fmt::runtime(say("共 {} 份申报", "{} declarations")), report_.declarations.size()), "1") +
        "\n";
    summary(sum);
  }

  void against_baseline() {
    const bool more = report_.baseline->added + report_.baseline->worse > 0;
    out_ += "\n";
    paragraph(baseline_words(report_), 0, say("基线  ", "baseline  "), more ? "31" : "32");
  }

  void dates() {
    const std::string bars = text_timeline(report_, style_);
    if (!bars.empty()) out_ += "\n" + bars;
  }

  void particular(const std::string& label, const std::string& value) { paragraph(value, 0, label + "  ", "2"); }

  // What the heading does not say: the fingerprint, and how it stands with the waivers, if there are any.
  void particulars(const report::Declaration& declaration) {
    bool waivers = false;
    for (const Particular& one : of_declaration(report_, declaration)) {
      if (one.key == "declaration" || one.key == "company" || one.none) continue;
      particular(one.key == "sha256" ? std::string(one.key) : one.label, one.value);
      waivers |= one.key != "sha256";
    }
    if (!waivers) particular(say("豁免", "waivers"), say("无", "none"));
  }

  // What the heading does not say of the run.
  void footing() {
    out_ += "\n";
    for (const Particular& one : of_run(report_)) {
      if (one.key != "tool" && one.key != "as_of" && one.key != "zone" && one.key != "baseline")
        particular(one.label, one.value);
    }
  }

  const report::Report& report_;
  const Style& style_;
  bool zh_;
  std::string& out_;
};

}  // namespace

bool explained(Status status) {
  return status == Status::overdue || status == Status::gap || status == Status::undeclared ||
         status == Status::due_soon || status == Status::late;
}

void text(const report::Report& report, const Style& style, const Sink& sink) {
  Pieces pieces(sink, style.jobs);
  TextReport whole(report, style, pieces.bytes());
  whole.begin();
  const std::vector<Part> parts = parts_of(report);
  pieces.each(parts.size(), 1, [&](std::size_t begin, std::size_t end, std::string& bytes) {
    TextReport some(report, style, bytes);
    for (; begin < end; ++begin) some.print(parts[begin], begin > 0 ? &parts[begin - 1] : nullptr);
  });
  whole.end();
  pieces.finish();
}

}  // namespace zhudun::render
