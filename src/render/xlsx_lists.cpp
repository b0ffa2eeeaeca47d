// The sheets that are lists: what is to be done, all findings, waivers.
#include <fmt/format.h>

#include <algorithm>

#include "render/listing.h"
#include "render/xlsx_book.h"
#include "zhudun/calendar/date.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Change;
using report::Finding;
using report::Waiver;
using write::XlsxSheet;
constexpr auto kCenter = write::XlsxStyle::Align::center;

bool to_be_done(Status status) {
  return status == Status::overdue || status == Status::gap || status == Status::undeclared ||
         status == Status::due_soon;
}

std::string where(const Place& place) { return fmt::format("{}:{}:{}", place.file, place.line, place.column); }

// Days from the as-of date to a due date that lies ahead; 0 for none.
std::int64_t days_left(const Finding& finding, const report::Report& report) {
  const auto as_of = calendar::parse_date(report.as_of);
  const auto due = calendar::parse_date(std::string_view(finding.due).substr(0, 10));
  const bool ahead = finding.status == Status::due_soon || finding.status == Status::pending;
  return ahead && as_of && due ? (*due - *as_of).count() : 0;
}

void note(XlsxSheet& sheet, const char* text) {
  write::XlsxStyle style;
  style.italic = true;
  sheet.text(text, style);
  sheet.end_row(xlsx_height(1));
}

bool has_baseline(const std::vector<Entry>& listed) {
  return std::any_of(listed.begin(), listed.end(), [](const Entry& entry) { return entry.change() != Change::none; });
}

const char* waiver_state(const XlsxBook& book, const Waiver& waiver) {
  if (waiver.expiring) return book.say("即将到期", "about to expire");
  switch (waiver.state) {
    case Waiver::State::in_force:
      return book.say("有效", "in force");
    case Waiver::State::expired:
      return book.say("已到期", "expired");
    case Waiver::State::not_yet:
      break;
  }
  return book.say("尚未生效", "not yet in force");
}

XlsxRow gap_row(const XlsxBook& book, const Entry& entry) {
  XlsxRow row;
  const Finding finding = entry.finding();
  if (book.is_batch()) row.push_back(text_cell(entry.declaration->company));
  row.push_back(text_cell(report::status_word(finding.status, book.report.language)));
  row.push_back(text_cell(finding.rule));
  row.push_back(text_cell(finding.title));
  row.push_back(text_cell(finding.subject));
  row.push_back(text_cell(finding.deliverable));
  row.push_back(text_cell(finding.recipient));
  row.push_back(moment_cell(finding.due));
  row.push_back(number_cell_if_any(finding.days_overdue));
  row.push_back(number_cell_if_any(days_left(finding, book.report)));
  row.push_back(text_cell(finding.reason));
  row.push_back(text_cell(joined(finding.missing, "\n")));
  row.push_back(text_cell(finding.basis));
  row.push_back(text_cell(where(place_of(entry, finding))));
  return row;
}

}  // namespace

void xlsx_gaps(XlsxBook& book) {
  const report::Report& report = book.report;
  XlsxSheet& sheet = book.add("待办清单", "Gaps");
  std::vector<XlsxColumn> columns;
  if (book.is_batch()) columns.push_back({book.say("企业", "company"), 22});
  const auto status_column = static_cast<std::uint16_t>(columns.size());
  columns.insert(columns.end(), {{book.say("状态", "status"), 13, kCenter},
                                 {book.say("规则", "rule"), 10},
                                 {book.say("义务", "duty"), 26},
                                 {book.say("对象", "subject"), 22},
                                 {book.say("提交", "submit"), 22},
                                 {book.say("接收方", "to"), 14},
                                 {book.say("期限", "due"), 19, kCenter},
                                 {book.say("逾期天数", "days overdue"), 10, kCenter},
                                 {book.say("剩余天数", "days left"), 10, kCenter},
                                 {book.say("原因", "reason"), 28},
                                 {book.say("缺少", "missing"), 22},
                                 {book.say("依据", "basis"), 26},
                                 {book.say("位置", "place"), 24}});
  std::vector<Entry> entries = gravest_first(report);
  const bool baseline = has_baseline(entries);
  std::erase_if(entries, [](const Entry& entry) { return !to_be_done(entry.status()); });
  if (baseline) columns.push_back({book.say("与基线相比", "against baseline"), 13, kCenter});
  XlsxTable table(sheet, std::move(columns));
  table.fill(entries.size(), book.jobs, [&](std::size_t at) {
    XlsxRow row = gap_row(book, entries[at]);
    if (baseline) row.push_back(text_cell(change_word(entries[at].change(), book.report.language)));
    return row;
  });
  table.color_by_status(status_column, report.language);
  table.hold(static_cast<std::uint16_t>(status_column + 2));
  table.print(book.margins);
  if (table.empty()) note(sheet, book.say("没有需要处理的事项。", "Nothing to do."));
}

namespace {

// Those that are printed first, then those that are read on a screen.
std::vector<XlsxColumn> printed_columns(const XlsxBook& book) {
  return {{book.say("序号", "no."), 9, kCenter},
          {book.say("企业", "company"), 18},
          {book.say("状态", "status"), 14, kCenter},
          {book.say("规则", "rule"), 10},
          {book.say("对象", "subject"), 22},
          {book.say("义务", "duty"), 24},
          {book.say("期限", "due"), 19, kCenter},
          {book.say("逾期天数", "days overdue"), 10, kCenter},
          {book.say("剩余天数", "days left"), 10, kCenter},
          {book.say("完成", "done"), 19, kCenter},
          {book.say("原因", "reason"), 28},
          {book.say("推算", "trace"), 56}};
}

std::vector<XlsxColumn> further_columns(const XlsxBook& book) {
  return {{book.say("任务", "task"), 9, kCenter},
          {book.say("约束力", "binding"), 12, kCenter},
          {book.say("下次期限", "next due"), 19, kCenter},
          {book.say("暂定", "provisional"), 14, kCenter},
          {book.say("提交", "submit"), 26},
          {book.say("接收方", "to"), 16},
          {book.say("缺少", "missing"), 30},
          {book.say("受读法影响", "sensitive to"), 20},
          {book.say("依据", "basis"), 30},
          {book.say("申报文件", "declaration"), 30},
          {book.say("位置", "place"), 30},
          {book.say("指纹", "fingerprint"), 36}};
}

XlsxRow finding_row(const XlsxBook& book, const Entry& entry, std::size_t number) {
  XlsxRow row;
  row.push_back(number_cell(static_cast<std::int64_t>(number)));
  const report::Report& report = book.report;
  const Finding finding = entry.finding();
  row.push_back(text_cell(entry.declaration->company));
  row.push_back(text_cell(report::status_word(finding.status, report.language)));
  row.push_back(text_cell(finding.rule));
  row.push_back(text_cell(finding.subject));
  row.push_back(text_cell(finding.title));
  row.push_back(moment_cell(finding.due));
  row.push_back(number_cell_if_any(finding.days_overdue));
  row.push_back(number_cell_if_any(days_left(finding, report)));
  row.push_back(moment_cell(finding.done));
  row.push_back(text_cell(finding.reason));
  row.push_back(text_cell(joined(finding.trace, "\n")));
  row.push_back(number_cell(finding.task));
  row.push_back(text_cell(finding.mandatory ? book.say("强制", "mandatory") : book.say("鼓励", "encouraged")));
  row.push_back(moment_cell(finding.next_due));
  row.push_back(text_cell(finding.provisional ? book.say("是", "yes") : book.say("否", "no")));
  row.push_back(text_cell(finding.deliverable));
  row.push_back(text_cell(finding.recipient));
  row.push_back(text_cell(joined(finding.missing, "\n")));
  row.push_back(text_cell(joined(finding.sensitive_to, "\n")));
  row.push_back(text_cell(finding.basis));
  row.push_back(text_cell(entry.declaration->file));
  row.push_back(text_cell(where(place_of(entry, finding))));
  row.push_back(text_cell(entry.fingerprint(finding)));
  return row;
}

}  // namespace

void xlsx_findings(XlsxBook& book) {
  constexpr std::uint16_t kStatusColumn = 2;
  XlsxSheet& sheet = book.add("结论明细", "Findings");
  std::vector<Entry> listed = entries(book.report);
  // Where they do not all fit, the gravest do.
  if (listed.size() >= book.workbook.limits().rows) listed = gravest_first(book.report);
  const bool baseline = has_baseline(listed);
  std::vector<XlsxColumn> columns = printed_columns(book);
  const auto printed = static_cast<std::uint32_t>(columns.size());
  for (XlsxColumn& column : further_columns(book)) columns.push_back(std::move(column));
  if (baseline) columns.push_back({book.say("与基线相比", "against baseline"), 13, kCenter});
  XlsxTable table(sheet, std::move(columns));
  table.fill(listed.size(), book.jobs, [&](std::size_t at) {
    XlsxRow row = finding_row(book, listed[at], at + 1);
    if (baseline) row.push_back(text_cell(change_word(listed[at].change(), book.report.language)));
    return row;
  });
  table.color_by_status(kStatusColumn, book.report.language);
  table.hold(kStatusColumn + 2);
  table.print(book.margins, printed);
}

void xlsx_waivers(XlsxBook& book) {
  constexpr std::uint32_t kStateColumn = 1, kMatchedColumn = 8;
  XlsxSheet& sheet = book.add("豁免", "Waivers");
  XlsxTable table(sheet, {{book.say("企业", "company"), 30},
                          {book.say("状态", "state"), 18, kCenter},
                          {book.say("规则", "rule"), 12},
                          {book.say("对象", "subject"), 26},
                          {book.say("理由", "reason"), 40},
                          {book.say("批准人", "approved by"), 20},
                          {book.say("批准日", "approved on"), 14, kCenter},
                          {book.say("失效日", "expires on"), 14, kCenter},
                          {book.say("有对应事项", "matches a finding"), 14, kCenter},
                          {book.say("位置", "place"), 26}});
  table.fill([&](XlsxTable&) {
    for (const report::Declaration& declaration : book.report.declarations) {
      for (const Waiver& waiver : declaration.waivers) {
        table.text(declaration.company);
        table.text(waiver_state(book, waiver));
        table.text(waiver.rule);
        table.text(waiver.subject.empty() ? book.say("全部对象", "every subject") : waiver.subject);
        table.text(waiver.reason);
        table.text(waiver.approved_by);
        table.moment(waiver.approved_on);
        table.moment(waiver.expires_on);
        table.text(waiver.matched ? book.say("是", "yes") : book.say("否", "no"));
        table.text(fmt::format("{}:{}:{}", waiver.file, waiver.position.line, waiver.position.column));
        table.end_row();
      }
    }
  });
  const auto color = [&](std::uint32_t column, const char* word, Status like) {
    sheet.color_text(table.cells_of(column), word, colors_of(like).ink, colors_of(like).fill);
  };
  color(kStateColumn, book.say("有效", "in force"), Status::met);
  color(kStateColumn, book.say("即将到期", "about to expire"), Status::due_soon);
  color(kStateColumn, book.say("已到期", "expired"), Status::overdue);
  color(kStateColumn, book.say("尚未生效", "not yet in force"), Status::waived);
  color(kMatchedColumn, book.say("否", "no"), Status::overdue);
  table.hold(kStateColumn + 1);
  table.print(book.margins);
  if (table.empty()) note(sheet, book.say("没有豁免。", "There are no waivers."));
}

}  // namespace zhudun::render
