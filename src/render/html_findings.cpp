// The findings, declaration by declaration and status by status, worst first; above them the controls, which are hidden
// until the script has them work.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "render/html_parts.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Change;
using report::Finding;

// The findings themselves, which do not depend on one another.
class Articles {
 public:
  Articles(const HtmlPage& page, write::HtmlWriter& out) : page_(page), out_(out) {}

  void print(const Entry& entry) {
    const Finding finding = entry.finding();
    const std::string fingerprint = entry.fingerprint(finding);
    const std::string_view status = check::to_string(finding.status);
    out_.open("article", {{"class", status}, {"id", "f-" + fingerprint}, {"data-t", fmt::format("{}", finding.task)}});
    heading(finding);
    out_.element("p", {{"class", "t"}, {"dir", "auto"}}, finding.title);
    if (finding.status != Status::not_applicable) submission(finding);
    if (!finding.reason.empty()) out_.element("p", {{"class", "why"}, {"dir", "auto"}}, finding.reason);
    if (!told_by_reason(finding)) list("m", say("缺少", "missing"), finding.missing);
    list("x", say("换一种读法结论会变", "another reading would change this"), finding.sensitive_to);
    derivation(finding, place_of(entry, finding), fingerprint);
    out_.close();
    out_.line();
  }

 private:
  std::string_view say(std::string_view zh, std::string_view en) const { return page_.say(zh, en); }
  void isolated(std::string_view text) { out_.element("bdi", {}, text); }

  void heading(const Finding& finding) {
    const std::string kind = "st " + std::string(check::to_string(finding.status));
    out_.open("h5");
    out_.element("span", {{"class", kind}}, report::status_word(finding.status, page_.report.language));
    out_.text(" ");
    out_.element("bdi", {{"class", "r"}}, finding.rule);
    out_.text(" ");
    isolated(finding.subject);
    if (!finding.when.empty()) {
      out_.text(" ");
      out_.element("bdi", {{"class", "w"}}, finding.when);
    }
    if (!finding.mandatory) badge("", say("鼓励", "encouraged"));
    if (finding.provisional) badge("", say("暂定", "provisional"));
    constexpr std::array<std::string_view, 4> marks = {"", " added", " worse", " known"};
    if (finding.change != Change::none) {
      badge(marks[static_cast<std::size_t>(finding.change)], change_word(finding.change, page_.report.language));
    }
    out_.close();
  }

  void badge(std::string_view kind, std::string_view word) {
    out_.text(" ");
    out_.element("span", {{"class", "badge" + std::string(kind)}}, word);
  }

  void submission(const Finding& finding) {
    out_.open("p", {{"class", "s"}});
    out_.text(say("提交 ", "submit "));
    isolated(finding.deliverable);
    out_.text(" → ");
    isolated(finding.recipient);
    date(say("期限", "due"), finding.due);
    date(say("完成", "done"), finding.done);
    date(say("下次期限", "next due"), finding.next_due);
    out_.close();
  }

  void date(std::string_view what, const std::string& day) {
    if (day.empty()) return;
    out_.open("span", {{"class", "on"}});
    out_.text(what);
    out_.text(" ");
    out_.element("bdi", {}, day);
    out_.close();
  }

  void list(std::string_view kind, std::string_view title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    out_.open("p", {{"class", kind}});
    out_.text(title);
    for (const std::string& item : items) {
      out_.text(" ");
      out_.element("code", {{"dir", "auto"}}, item);
    }
    out_.close();
  }

  // What is missing is often the whole reason; then it stands with the derivation.
  static bool told_by_reason(const Finding& finding) {
    return std::all_of(finding.missing.begin(), finding.missing.end(),
                       [&](const std::string& missing) { return finding.reason.find(missing) != std::string::npos; });
  }

  void derivation(const Finding& finding, const Place& place, const std::string& fingerprint) {
    out_.open("details");
    out_.element("summary", {},
                 fmt::format(fmt::runtime(finding.trace.empty() ? say("依据与出处", "basis and place")
                                                                : say("推导（{} 步）、依据与出处",
                                                                      "derivation ({} steps), basis and place")),
                             finding.trace.size()));
    if (!finding.trace.empty()) {
      out_.open("ol");
      for (const std::string& step : finding.trace) out_.element("li", {{"dir", "auto"}}, step);
      out_.close();
    }
    if (told_by_reason(finding)) list("m", say("缺少", "missing"), finding.missing);
    out_.open("dl");
    fact(say("依据", "basis"), "bdi", finding.basis);
    fact(say("位置", "place"), "code", fmt::format("{}:{}:{}", place.file, place.line, place.column));
    out_.element("dt", {}, say("指纹", "fingerprint"));
    out_.open("dd");
    out_.element("a", {{"href", "#f-" + fingerprint}}, fingerprint);
    out_.close();
    out_.close();
    out_.close();
  }

  void fact(std::string_view name, std::string_view element, std::string_view value) {
    out_.element("dt", {}, name);
    out_.open("dd");
    out_.element(element, {}, value);
    out_.close();
  }

  const HtmlPage& page_;
  write::HtmlWriter& out_;
};

class Findings {
 public:
  explicit Findings(HtmlPage& page) : page_(page), out_(page.out) {}

  void print() {
    page_.section("findings", page_.say("事项", "Findings"));
    controls();
    std::size_t number = 0;
    for (const report::Declaration& declaration : page_.report.declarations) print(declaration, ++number);
    out_.element("p", {{"id", "nothing"}, {"hidden", ""}},
                 page_.say("没有符合筛选条件的事项。", "No finding matches the filter."));
    out_.close();
    out_.line();
  }

 private:
  std::string_view say(std::string_view zh, std::string_view en) const { return page_.say(zh, en); }

  void controls() {
    out_.open("div", {{"id", "controls"},
                      {"role", "search"},
                      {"aria-label", say("筛选事项", "filter the findings")},
                      {"hidden", ""}});
    status_buttons();
    out_.open("div", {{"class", "fields"}});
    task_choice();
    if (page_.batch()) declaration_choice();
    out_.open("label");
    out_.element("span", {}, say("搜索", "Search"));
    out_.lone("input", {{"id", "q"}, {"type", "search"}, {"autocomplete", "off"}, {"spellcheck", "false"}});
    out_.close();
    out_.element("button", {{"id", "reset"}, {"type", "button"}}, say("清除筛选", "Clear"));
    out_.element("button", {{"id", "unfold"}, {"type", "button"}, {"aria-pressed", "false"}},
                 say("展开全部推导", "Expand all"));
    out_.close();
    out_.close();
    out_.element("p",
                 {{"id", "count"},
                  {"role", "status"},
                  {"hidden", ""},
                  {"data-all", say("共 {m} 项", "{m} findings")},
                  {"data-some", say("显示 {n} 项，共 {m} 项", "{n} of {m} findings")},
                  {"data-part", say("{n}/{m}", "{n} of {m}")}},
                 "");
    out_.line();
  }

  void status_buttons() {
    report::Counts listed{};
    for (const Entry& entry : page_.entries) ++listed[static_cast<std::size_t>(entry.status())];
    out_.open("div", {{"class", "pick"}, {"role", "group"}, {"aria-label", say("状态", "status")}});
    for (std::size_t at = 0; at < listed.size(); ++at) {
      if (listed[at] == 0) continue;
      const auto status = static_cast<Status>(at);
      const std::string kind = "st " + std::string(check::to_string(status));
      out_.open("button",
                {{"type", "button"}, {"class", kind}, {"data-s", check::to_string(status)}, {"aria-pressed", "false"}});
      out_.text(report::status_word(status, page_.report.language));
      out_.text(" ");
      out_.element("b", {}, fmt::format("{}", listed[at]));
      out_.close();
    }
    out_.close();
  }

  void task_choice() {
    std::map<std::int64_t, std::string_view> tasks;
    for (const Entry& entry : page_.entries) tasks[entry.declaration->findings.task(entry.at)];
    for (const report::Task& task : page_.report.tasks) {
      if (const auto found = tasks.find(task.number); found != tasks.end()) found->second = task.title;
    }
    begin_choice("task", say("任务", "Task"));
    for (const auto& [number, title] : tasks) {
      out_.element("option", {{"value", fmt::format("{}", number)}}, fmt::format("{} {}", number, title));
    }
    out_.close();
    out_.close();
  }

  void declaration_choice() {
    begin_choice("decl", say("申报", "Declaration"));
    std::size_t number = 0;
    for (const report::Declaration& declaration : page_.report.declarations) {
      out_.element("option", {{"value", fmt::format("d{}", ++number)}},
                   fmt::format("{} ({})", declaration.company, declaration.file));
    }
    out_.close();
    out_.close();
  }

  void begin_choice(std::string_view id, std::string_view label) {
    out_.open("label");
    out_.element("span", {}, label);
    out_.open("select", {{"id", id}});
    out_.element("option", {{"value", ""}}, say("全部", "all"));
  }

  void print(const report::Declaration& declaration, std::size_t number) {
    out_.open("section", {{"class", "decl"}, {"id", fmt::format("d{}", number)}, {"data-n", counts_of(declaration)}});
    out_.open("h3");
    page_.isolated(declaration.company);
    out_.text(" ");
    out_.element("bdi", {{"class", "file"}}, declaration.file);
    out_.close();
    out_.line();
    const std::size_t first = next_;
    while (next_ < page_.entries.size() && page_.entries[next_].declaration == &declaration) group();
    if (next_ == first) {
      out_.element("p", {{"class", "good"}}, say("没有需要处理的事项。", "Nothing to do."));
    }
    out_.close();
    out_.line();
  }

  // `1:2,0,…;2:0,…`: for each task that has a finding here, how many of each status.
  std::string counts_of(const report::Declaration& declaration) const {
    if (!page_.batch()) return {};
    std::map<std::int64_t, report::Counts> tasks;
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      ++tasks[declaration.findings.task(at)][static_cast<std::size_t>(declaration.findings.status(at))];
    }
    std::string told;
    for (const auto& [task, counts] : tasks) {
      told += fmt::format("{}{}:{}", told.empty() ? "" : ";", task, fmt::join(counts, ","));
    }
    return told;
  }

  // The entries from here on that have one declaration and one status.
  void group() {
    const Entry& first = page_.entries[next_];
    const Status status = first.status();
    std::size_t end = next_;
    while (end < page_.entries.size() && page_.entries[end].declaration == first.declaration &&
           page_.entries[end].status() == status) {
      ++end;
    }
    const std::string kind = "st " + std::string(check::to_string(status));
    out_.open("section", {{"class", "group"}});
    out_.open("h4");
    out_.element("span", {{"class", kind}}, report::status_word(status, page_.report.language));
    out_.text(" ");
    out_.element("b", {}, fmt::format("{}", end - next_));
    out_.close();
    out_.line();
    portions(end);
    out_.close();
    out_.line();
  }

  // As many findings together as a browser lays out at a time: what is far from the screen costs it nothing.
  void portions(std::size_t end) {
    page_.pieces.each(end - next_, kPortion, [&](std::size_t from, std::size_t to, std::string& bytes) {
      write::HtmlWriter out = write::HtmlWriter::within(bytes);
      Articles articles(page_, out);
      for (std::size_t at = from; at < to; ++at) {
        if (at % kPortion == 0) {
          out.open("div", {{"class", "portion"}});
          out.line();
        }
        articles.print(page_.entries[next_ + at]);
        if ((at + 1) % kPortion != 0 && at + 1 < to) continue;
        out.close();
        out.line();
      }
    });
    next_ = end;
  }

  static constexpr std::size_t kPortion = 50;

  HtmlPage& page_;
  write::HtmlWriter& out_;
  std::size_t next_ = 0;  // of the entries
};

}  // namespace

void html_findings(HtmlPage& page) { Findings(page).print(); }

}  // namespace zhudun::render
