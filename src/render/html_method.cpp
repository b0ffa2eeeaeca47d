// The waivers, and how the report was made: whatever an auditor needs to make it again.
#include <fmt/format.h>

#include <algorithm>

#include "render/html_parts.h"
#include "render/particulars.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Waiver;

struct Meaning {
  Status status;
  std::string_view zh, en;
};
constexpr Meaning kMeanings[] = {
    {Status::overdue, "未完成，且期限已过", "not done, and it was due before the as-of date"},
    {Status::gap, "没有期限但眼下不满足，或证明材料不在", "must hold now and does not, or evidence is not there"},
    {Status::undeclared, "申报缺少判断所需的内容", "the declaration lacks what is needed to decide"},
    {Status::due_soon, "未完成，期限将近", "not done, and due soon"},
    {Status::pending, "未完成，期限尚远或尚未起算", "not done, due later, or the clock has not started"},
    {Status::late, "已完成，但晚于期限", "done, but after it was due"},
    {Status::met, "按期完成，或满足要求", "done in time, or it holds"},
    {Status::advised, "鼓励事项，尚未做到", "encouraged, and not done"},
    {Status::waived, "有效豁免覆盖", "a waiver in force covers it"},
    {Status::not_applicable, "不约束该企业或对象", "does not bind this company or subject"},
};

constexpr std::pair<std::string_view, std::string_view> kWaiverTitles[] = {
    {"规则", "rule"},          {"对象", "subject"},      {"理由", "reason"}, {"批准人", "approved by"},
    {"批准日", "approved on"}, {"到期日", "expires on"}, {"位置", "place"}};

std::string_view state_of(const HtmlPage& page, const Waiver& waiver) {
  if (waiver.expiring) return page.say("即将到期", "expires soon");
  if (waiver.state == Waiver::State::expired) return page.say("已到期", "expired");
  if (waiver.state == Waiver::State::not_yet) return page.say("尚未生效", "not yet in force");
  return page.say("有效", "in force");
}

std::string_view kind_of(const Waiver& waiver) {
  if (waiver.expiring) return "st due_soon";
  if (waiver.state == Waiver::State::expired) return "st overdue";
  return waiver.state == Waiver::State::not_yet ? "st pending" : "st met";
}

void cell(HtmlPage& page, std::string_view text) { page.out.element("td", {{"dir", "auto"}}, text); }

void row(HtmlPage& page, const report::Declaration& declaration, const Waiver& waiver) {
  write::HtmlWriter& out = page.out;
  out.open("tr");
  out.open("td");
  out.element("span", {{"class", kind_of(waiver)}}, state_of(page, waiver));
  if (!waiver.matched) {
    out.text(" ");
    out.element("span", {{"class", "badge worse"}}, page.say("没有对应任何事项", "matches no finding"));
  }
  out.close();
  if (page.batch()) cell(page, declaration.company);
  out.element("th", {{"scope", "row"}, {"dir", "auto"}}, waiver.rule);
  cell(page, waiver.subject.empty() ? page.say("全部对象", "every subject") : waiver.subject);
  cell(page, waiver.reason);
  cell(page, waiver.approved_by);
  for (const std::string* day : {&waiver.approved_on, &waiver.expires_on}) {
    out.element("td", {{"class", "day"}, {"dir", "auto"}}, *day);
  }
  out.open("td");
  out.element("code", {{"dir", "auto"}},
              fmt::format("{}:{}:{}", waiver.file, waiver.position.line, waiver.position.column));
  out.close();
  out.close();
  out.line();
}

// Ours or a user's: values of particulars, isolated.
void particulars(HtmlPage& page, const std::vector<Particular>& list) {
  page.out.open("dl", {{"class", "facts"}});
  for (const Particular& one : list) {
    page.out.open("div");
    page.out.element("dt", {}, one.label);
    page.out.element("dd", {{"dir", "auto"}, {"data-k", one.key}}, one.value);
    page.out.close();
  }
  page.out.close();
  page.out.line();
}

void begin_table(HtmlPage& page, std::string_view caption, const std::vector<std::string_view>& titles) {
  page.out.open("div", {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  page.out.open("table");
  page.out.element("caption", {}, caption);
  page.head_row(titles);
  page.out.open("tbody");
}

void end_table(HtmlPage& page) {
  page.out.close();
  page.out.close();
  page.out.close();
  page.out.line();
}

void readings(HtmlPage& page) {
  if (page.report.readings.empty() && page.report.parameters.empty()) return;
  begin_table(page, page.say("读法与参数", "Readings and parameters"),
              {page.say("名称", "name"), page.say("取值", "value"), page.say("含义", "meaning")});
  const auto row = [&](std::string_view name, const std::string& value, const std::string& title,
                       std::string_view meaning) {
    page.out.open("tr");
    page.out.open("th", {{"scope", "row"}});
    page.out.element("code", {}, name);
    page.out.close();
    page.out.open("td");
    page.out.element("code", {}, value);
    page.out.close();
    page.out.open("td", {{"dir", "auto"}});
    page.out.text(title);
    if (!title.empty() && !meaning.empty()) page.out.lone("br", {});
    page.out.text(meaning);
    page.out.close();
    page.out.close();
    page.out.line();
  };
  for (const report::ReadingChoice& choice : page.report.readings) {
    row(choice.name, pack::to_string(choice.value), choice.title, choice.meaning);
  }
  for (const auto& [name, value] : page.report.parameters) {
    row(name, fmt::format("{}", value), std::string(page.say("参数", "parameter")), {});
  }
  end_table(page);
}

void meanings(HtmlPage& page) {
  begin_table(page, page.say("状态的含义", "What the statuses mean"),
              {page.say("状态", "status"), page.say("含义", "meaning")});
  for (const Meaning& meaning : kMeanings) {
    const std::string kind = "st " + std::string(check::to_string(meaning.status));
    page.out.open("tr");
    page.out.open("th", {{"scope", "row"}});
    page.out.element("span", {{"class", kind}}, report::status_word(meaning.status, page.report.language));
    page.out.close();
    page.out.element("td", {}, page.say(meaning.zh, meaning.en));
    page.out.close();
    page.out.line();
  }
  end_table(page);
}

}  // namespace

void html_waivers(HtmlPage& page) {
  page.section("waivers", page.say("豁免", "Waivers"));
  const auto& all = page.report.declarations;
  if (std::all_of(all.begin(), all.end(), [](const report::Declaration& one) { return one.waivers.empty(); })) {
    page.out.element("p", {{"class", "note"}}, page.say("申报中没有豁免。", "The declaration has no waivers."));
  } else {
    std::vector<std::string_view> titles = {page.say("状态", "state")};
    if (page.batch()) titles.push_back(page.say("申报", "declaration"));
    for (const auto& [zh, en] : kWaiverTitles) titles.push_back(page.say(zh, en));
    begin_table(page, page.say("豁免及其状态", "Waivers and how they stand"), titles);
    for (const report::Declaration& declaration : all) {
      for (const Waiver& waiver : declaration.waivers) row(page, declaration, waiver);
    }
    end_table(page);
  }
  page.out.close();
  page.out.line();
}

void html_method(HtmlPage& page) {
  page.section("method", page.say("报告说明", "How this report was made"));
  particulars(page, of_run(page.report));
  for (const report::Declaration& declaration : page.report.declarations) {
    page.out.open("h3");
    page.isolated(declaration.company);
    page.out.text(" ");
    page.out.element("bdi", {{"class", "file"}}, declaration.file);
    page.out.close();
    particulars(page, of_declaration(page.report, declaration));
  }
  readings(page);
  meanings(page);
  page.out.close();
  page.out.line();
}

}  // namespace zhudun::render
