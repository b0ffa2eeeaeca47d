// A row for each finding, under a header row in the report's language; one table for all declarations. The last header
// cell says what the report was made with, and the cells below it which declaration they are of, by its SHA-256.
#include <array>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "render/pieces.h"
#include "zhudun/write/csv.h"

namespace zhudun::render {
namespace {

using source::Language;

constexpr std::array<std::pair<const char*, const char*>, 25> kHeader = {{
    {"申报文件", "declaration"},
    {"企业", "company"},
    {"规则", "rule"},
    {"任务", "task"},
    {"对象", "subject"},
    {"状态", "status"},
    {"约束力", "binding"},
    {"期限", "due"},
    {"完成", "done"},
    {"下次期限", "next due"},
    {"逾期天数", "days overdue"},
    {"暂定", "provisional"},
    {"义务", "duty"},
    {"提交", "submit"},
    {"接收方", "to"},
    {"依据", "basis"},
    {"原因", "reason"},
    {"缺少", "missing"},
    {"受读法影响", "sensitive to"},
    {"推算", "trace"},
    {"文件", "file"},
    {"行", "line"},
    {"列", "column"},
    {"指纹", "fingerprint"},
    {"相对基线", "change"},
}};

void row(write::CsvWriter& out, const Entry& entry, bool zh) {
  const report::Finding finding = entry.finding();
  const Place place = place_of(entry, finding);
  out.cell(entry.declaration->file);
  out.cell(entry.declaration->company);
  out.cell(finding.rule);
  out.number(finding.task);
  out.cell(finding.subject);
  out.cell(report::status_word(finding.status, zh ? Language::zh : Language::en));
  out.cell(finding.mandatory ? (zh ? "强制" : "mandatory") : (zh ? "鼓励" : "encouraged"));
  for (const std::string* date : {&finding.due, &finding.done, &finding.next_due}) out.cell(*date);
  out.number(finding.days_overdue);
  out.cell(finding.provisional ? (zh ? "是" : "yes") : (zh ? "否" : "no"));
  for (const std::string* text : {&finding.title, &finding.deliverable, &finding.recipient, &finding.basis}) {
    out.cell(*text);
  }
  out.cell(finding.reason);
  for (const auto* list : {&finding.missing, &finding.sensitive_to, &finding.trace}) out.cell(joined(*list, "\n"));
  out.cell(place.file);
  out.number(place.line);
  out.number(place.column);
  out.cell(finding.fingerprint);
  out.cell(change_word(finding.change, zh ? Language::zh : Language::en));
  out.cell(entry.declaration->sha256);
  out.end_row();
}

constexpr std::size_t kCell = 30'000;  // characters: no spreadsheet holds many more in a cell

std::string made_with(const report::Report& report) {
  std::string words =
      (report.language == Language::zh ? "运行：" : "run: ") + sentence(of_run(report), report.language);
  for (const report::Declaration& declaration : report.declarations) {
    words += "\n" + sentence(of_declaration(report, declaration), report.language);
  }
  return cut(std::move(words), kCell);
}

}  // namespace

void csv(const report::Report& report, const Style& style, const Sink& sink) {
  const bool zh = report.language == Language::zh;
  Pieces pieces(sink, style.jobs);
  if (style.bom) pieces.bytes() = "\xEF\xBB\xBF";
  write::CsvWriter out(pieces.bytes());
  for (const auto& [in_zh, in_en] : kHeader) out.cell(zh ? in_zh : in_en);
  out.cell(made_with(report));
  out.end_row();
  const std::vector<Entry> listed = entries(report);
  pieces.each(listed.size(), 1, [&](std::size_t begin, std::size_t end, std::string& bytes) {
    write::CsvWriter rows(bytes);
    for (; begin < end; ++begin) row(rows, listed[begin], zh);
  });
  pieces.finish();
}

}  // namespace zhudun::render
