// The sheets of the workbook, one function each, in the order they stand in it.
// In: a Report. Out: cells. A sheet that had to leave something out is named in the last one, the method.
#pragma once

#include <string>
#include <vector>

#include "render/xlsx_table.h"

namespace zhudun::render {

struct XlsxBook {
  const report::Report& report;
  write::XlsxWorkbook& workbook;
  write::XlsxSheet::Margins margins;  // of every page
  unsigned jobs;                      // threads that put findings into words
  std::vector<const write::XlsxSheet*> sheets;

  const char* say(const char* zh, const char* en) const { return report.language == source::Language::zh ? zh : en; }
  bool is_batch() const { return report.declarations.size() > 1; }
  write::XlsxSheet& add(const char* zh, const char* en);
};

void xlsx_summary(XlsxBook& book);   // counts by task and status, for all and for each declaration
void xlsx_gaps(XlsxBook& book);      // what is to be done, gravest first
void xlsx_findings(XlsxBook& book);  // all that is listed, one a row
void xlsx_waivers(XlsxBook& book);
void xlsx_method(XlsxBook& book);  // with what it was made, what the words mean, what was left out

// The workbook's bytes; throws source::EnvironmentError where memory for it cannot be had.
std::string xlsx_bytes(const report::Report& report, const write::XlsxLimits& limits, unsigned jobs = 1);

}  // namespace zhudun::render
