// A workbook for auditors: summary by task, what is to be done, all findings, waivers, method.
#include <fmt/format.h>

#include "render/formats.h"
#include "render/xlsx_book.h"
#include "zhudun/calendar/date.h"
#include "zhudun/source/environment_error.h"

namespace zhudun::render {
namespace {

using source::Language;

write::XlsxProperties properties(const report::Report& report) {
  const bool zh = report.language == Language::zh;
  write::XlsxProperties made;
  made.title = report.pack_title;
  made.subject = fmt::format(fmt::runtime(zh ? "截至 {}" : "as of {}"), report.as_of);
  made.author = fmt::format("zhudun {}", report.version);
  if (report.declarations.size() == 1) made.company = report.declarations.front().company;
  made.comments = fmt::format("{} sha256:{}", report.pack_id, report.pack_sha256);
  made.created = calendar::parse_date(report.as_of).value_or(calendar::Date()).serial();
  return made;
}

write::XlsxSheet::Margins margins(const report::Report& report) {
  const bool zh = report.language == Language::zh;
  write::XlsxSheet::Margins made;
  made.head_left = report.pack_title;
  if (report.declarations.size() == 1) made.head_right = report.declarations.front().company;
  made.foot_left = fmt::format("zhudun {}", report.version);
  made.foot_center = fmt::format(fmt::runtime(zh ? "截至 {}" : "as of {}"), report.as_of);
  made.foot_right = zh ? "第 {page} 页，共 {pages} 页" : "page {page} of {pages}";
  return made;
}

}  // namespace

write::XlsxSheet& XlsxBook::add(const char* zh, const char* en) {
  write::XlsxSheet& sheet = workbook.add_sheet(say(zh, en));
  sheets.push_back(&sheet);
  return sheet;
}

std::string xlsx_bytes(const report::Report& report, const write::XlsxLimits& limits, unsigned jobs) {
  write::XlsxWorkbook workbook(report.language == Language::zh ? "Microsoft YaHei" : "Calibri", limits);
  workbook.properties(properties(report));
  XlsxBook book{report, workbook, margins(report), jobs, {}};
  xlsx_summary(book);
  xlsx_gaps(book);
  xlsx_findings(book);
  xlsx_waivers(book);
  xlsx_method(book);
  std::optional<std::string> bytes = workbook.finish();
  if (!bytes) throw source::EnvironmentError(fmt::format("zhudun: the workbook cannot be made: {}", workbook.fault()));
  return std::move(*bytes);
}

std::string xlsx(const report::Report& report, const Style& style) { return xlsx_bytes(report, {}, style.jobs); }

}  // namespace zhudun::render
