// How many findings of each task have which status. Of all findings, listed or not; each declaration's own counts go
// with its section, so that the script can show them for one declaration.
#include <fmt/format.h>

#include <map>

#include "render/html_parts.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Counts;

using Board = std::map<std::int64_t, Counts>;  // by task

std::string_view title_of(const report::Report& report, std::int64_t task) {
  for (const report::Task& one : report.tasks) {
    if (one.number == task) return one.title;
  }
  return {};
}

Board board_of(const report::Report& report) {
  Board board;
  for (const report::Task& task : report.tasks) board[task.number];
  for (const report::Declaration& declaration : report.declarations) {
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      ++board[declaration.findings.task(at)][static_cast<std::size_t>(declaration.findings.status(at))];
    }
  }
  return board;
}

void tiles(HtmlPage& page, const Counts& sum) {
  page.out.open("ul", {{"class", "tiles"}});
  for (std::size_t at = 0; at < sum.size(); ++at) {
    const auto status = static_cast<Status>(at);
    const std::string kind = std::string(check::to_string(status)) + (sum[at] == 0 ? " none" : "");
    page.out.open("li", {{"class", kind}, {"data-s", check::to_string(status)}});
    page.out.element("b", {}, fmt::format("{}", sum[at]));
    page.out.text(" ");
    page.out.element("span", {{"class", "st"}}, report::status_word(status, page.report.language));
    page.out.close();
  }
  page.out.close();
  page.out.line();
}

// Tables leave out the statuses that nothing has. On a narrow screen they are laid out as no table; the roles say that
// they still are.
void head(HtmlPage& page, std::string_view what, const Counts& sum) {
  page.out.open("thead", {{"role", "rowgroup"}});
  page.out.open("tr", {{"role", "row"}});
  page.out.element("th", {{"role", "columnheader"}, {"scope", "col"}}, what);
  for (std::size_t at = 0; at < sum.size(); ++at) {
    if (sum[at] == 0) continue;
    const auto status = static_cast<Status>(at);
    const std::string kind = "st " + std::string(check::to_string(status));
    page.out.open("th", {{"role", "columnheader"}, {"scope", "col"}, {"data-s", check::to_string(status)}});
    page.out.element("span", {{"class", kind}}, report::status_word(status, page.report.language));
    page.out.close();
  }
  page.out.element("th", {{"role", "columnheader"}, {"scope", "col"}}, page.say("合计", "total"));
  page.out.close();
  page.out.close();
}

void cells(HtmlPage& page, const Counts& counts, const Counts& sum) {
  std::size_t total = 0;
  for (std::size_t at = 0; at < sum.size(); ++at) {
    total += counts[at];
    if (sum[at] == 0) continue;
    const std::string_view status = check::to_string(static_cast<Status>(at));
    page.out.element("td",
                     {{"role", "cell"},
                      {"class", counts[at] == 0 ? "zero" : status},
                      {"data-w", report::status_word(static_cast<Status>(at), page.report.language)}},
                     fmt::format("{}", counts[at]));
  }
  page.out.element("td", {{"role", "cell"}, {"class", "sum"}, {"data-w", page.say("合计", "total")}},
                   fmt::format("{}", total));
}

void begin_table(HtmlPage& page, std::string_view id, std::string_view caption) {
  page.out.open("div", {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  page.out.open("table", {{"id", id}, {"class", "board"}, {"role", "table"}});
  page.out.element("caption", {}, caption);
}

void by_task(HtmlPage& page, const Counts& sum) {
  begin_table(page, "by-task", page.say("按任务统计", "Findings by task"));
  head(page, page.say("任务", "task"), sum);
  page.out.open("tbody", {{"role", "rowgroup"}});
  for (const auto& [task, counts] : board_of(page.report)) {
    page.out.open("tr", {{"role", "row"}, {"data-t", fmt::format("{}", task)}});
    page.out.open("th", {{"role", "rowheader"}, {"scope", "row"}});
    page.out.element("span", {{"class", "no"}}, fmt::format("{}", task));
    page.out.text(" ");
    page.isolated(title_of(page.report, task));
    page.out.close();
    cells(page, counts, sum);
    page.out.close();
    page.out.line();
  }
  page.out.close();
  page.out.close();
  page.out.close();
}

void by_declaration(HtmlPage& page, const Counts& sum) {
  begin_table(page, "by-declaration", page.say("按申报统计", "Findings by declaration"));
  head(page, page.say("申报", "declaration"), sum);
  page.out.open("tbody", {{"role", "rowgroup"}});
  std::size_t number = 0;
  for (const report::Declaration& declaration : page.report.declarations) {
    page.out.open("tr", {{"role", "row"}});
    page.out.open("th", {{"role", "rowheader"}, {"scope", "row"}});
    page.out.open("a", {{"href", fmt::format("#d{}", ++number)}});
    page.isolated(declaration.company);
    page.out.close();
    page.out.text(" ");
    page.out.element("bdi", {{"class", "file"}}, declaration.file);
    page.out.close();
    cells(page, declaration.counts, sum);
    page.out.close();
    page.out.line();
  }
  page.out.close();
  page.out.close();
  page.out.close();
}

}  // namespace

void html_scoreboard(HtmlPage& page) {
  const Counts sum = sum_of(page.report);
  page.section("overview", page.say("总览", "Overview"));
  tiles(page, sum);
  by_task(page, sum);
  if (page.batch()) by_declaration(page, sum);
  if (!page.report.all) {
    page.out.element("p", {{"class", "note"}},
                     page.say("合规与不适用的事项只计数；用 --all 列出。",
                              "What is met or does not apply is only counted; --all lists it."));
  }
  page.out.close();
  page.out.line();
}

}  // namespace zhudun::render
