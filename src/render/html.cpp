// One page that stands alone: nothing is fetched, and its policy forbids it to. Readable without its script, which only
// filters, searches and switches the theme.
#include <fmt/format.h>

#include <algorithm>

#include "render/formats.h"
#include "render/html_parts.h"
#include "zhudun/source/digest.h"

namespace zhudun::render {
namespace {

using check::Status;

constexpr std::string_view kIcon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23b3261e' "
    "d='M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z'/%3E%3C/svg%3E";

// A policy by the hash of what stands here: anything else that a text might smuggle in is neither run nor loaded.
std::string policy() {
  return fmt::format(
      "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
      write::policy_hash(source::sha256(html_style())), write::policy_hash(source::sha256(html_script())));
}

void head(HtmlPage& page) {
  write::HtmlWriter& out = page.out;
  out.open("head");
  out.lone("meta", {{"charset", "utf-8"}});
  out.lone("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy()}});
  out.lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  out.lone("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  out.lone("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  out.lone("meta", {{"name", "generator"}, {"content", "zhudun " + page.report.version}});
  out.lone("link", {{"rel", "icon"}, {"href", kIcon}});
  out.element("title", {},
              fmt::format("{} {} {}", page.report.pack_title, page.say("截至", "as of"), page.report.as_of));
  out.code("style", html_style());
  out.close();
  out.line();
}

// The first thing a manager wants to know, in one sentence.
std::string gist(const HtmlPage& page) {
  const report::Counts counts = sum_of(page.report);
  const auto count = [&](Status status) { return counts[static_cast<std::size_t>(status)]; };
  std::int64_t longest = 0;
  std::string soonest;
  for (const report::Declaration& declaration : page.report.declarations) {
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      const Status status = declaration.findings.status(at);
      if (status != Status::overdue && status != Status::due_soon) continue;
      const report::Dates dates = declaration.findings.dates(at);
      longest = std::max(longest, dates.days_overdue);
      if (status != Status::due_soon || dates.due.empty()) continue;
      if (soonest.empty() || dates.due < soonest) soonest = dates.due;
    }
  }
  std::vector<std::string> parts;
  const auto tell = [&](std::size_t number, std::string_view zh, std::string_view en, const auto&... more) {
    if (number > 0) parts.push_back(fmt::format(fmt::runtime(page.say(zh, en)), number, more...));
  };
  tell(count(Status::overdue), "{} 项逾期，最长 {} 天", "{} overdue, by up to {} days", longest);
  tell(count(Status::gap), "{} 项有缺口", "{} with a gap");
  tell(count(Status::undeclared), "{} 项未申报", "{} undeclared");
  tell(count(Status::due_soon), "{} 项临期，最近 {}", "{} due soon, the next on {}", soonest);
  return parts.empty() ? std::string(page.say("没有需要处理的事项。", "Nothing to do."))
                       : joined(parts, page.say("；", "; ")) + std::string(page.say("。", "."));
}

void header(HtmlPage& page) {
  write::HtmlWriter& out = page.out;
  const report::Report& report = page.report;
  out.element("a", {{"class", "skip"}, {"href", "#findings"}}, page.say("跳到事项", "Skip to the findings"));
  out.open("header");
  out.element("p", {{"class", "brand"}}, page.say("zhudun · 差距报告", "zhudun · gap report"));
  out.element("h1", {{"dir", "auto"}}, report.pack_title);
  out.open("p", {{"class", "meta"}});
  out.text(page.say("截至 ", "as of "));
  out.element("time", {}, report.as_of);
  out.text(report.as_of_given ? page.say("（指定，", " (given, ") : page.say("（今天，", " (today, "));
  page.isolated(report.zone);
  out.text(page.say("） · ", ") · "));
  if (report.declarations.size() == 1) {
    page.isolated(report.declarations[0].company);
  } else {
    out.text(fmt::format(fmt::runtime(page.say("{} 份申报", "{} declarations")), report.declarations.size()));
  }
  out.close();
  out.element("p", {{"class", "gist"}}, gist(page));
  out.open("nav", {{"aria-label", page.say("目录", "contents")}});
  const std::pair<std::string_view, std::string_view> links[] = {{"#overview", page.say("总览", "Overview")},
                                                                 {"#timeline", page.say("时间线", "Timeline")},
                                                                 {"#findings", page.say("事项", "Findings")},
                                                                 {"#waivers", page.say("豁免", "Waivers")},
                                                                 {"#method", page.say("报告说明", "Method")}};
  for (const auto& [target, title] : links) out.element("a", {{"href", target}}, title);
  out.close();
  out.element("button", {{"id", "theme"}, {"type", "button"}, {"aria-pressed", "false"}, {"hidden", ""}},
              page.say("深色", "Dark"));
  out.close();
  out.line();
}

}  // namespace

void HtmlPage::section(std::string_view id, std::string_view title) {
  const std::string heading = "h-" + std::string(id);
  out.open("section", {{"id", id}, {"aria-labelledby", heading}});
  out.element("h2", {{"id", heading}, {"tabindex", "-1"}}, title);
  out.line();
}

void HtmlPage::head_row(const std::vector<std::string_view>& titles) {
  out.open("thead");
  out.open("tr");
  for (const std::string_view title : titles) out.element("th", {{"scope", "col"}}, title);
  out.close();
  out.close();
}

report::Counts sum_of(const report::Report& report) {
  report::Counts sum{};
  for (const report::Declaration& declaration : report.declarations) {
    for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += declaration.counts[at];
  }
  return sum;
}

void html(const report::Report& report, const Style& style, const Sink& sink) {
  Pieces pieces(sink, style.jobs);
  write::HtmlWriter out(pieces.bytes());
  HtmlPage page{report, out, entries(report), pieces};
  out.open("html", {{"lang", page.say("zh-CN", "en")}});
  head(page);
  out.open("body");
  header(page);
  out.open("main");
  html_scoreboard(page);
  html_timeline(page);
  html_findings(page);
  html_waivers(page);
  html_method(page);
  out.close();
  out.open("footer");
  out.element("p", {},
              page.say("本报告依据企业申报作出判断，不构成法律意见。",
                       "Judged from what the company declares; not legal advice."));
  out.close();
  out.code("script", html_script());
  out.finish();
  pieces.finish();
}

}  // namespace zhudun::render
