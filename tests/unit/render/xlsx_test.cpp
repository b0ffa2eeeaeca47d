// What the workbook says on each sheet. The grid and tests/formats read it whole, with others' readers.
#include "render/xlsx_book.h"
#include "support/catch.h"
#include "support/edited.h"
#include "support/package.h"
#include "unit/render/scenarios.h"
#include "zhudun/render/render.h"

using namespace zhudun;
using check::Status;

namespace {

report::Report scenario(std::string_view name) {
  for (scenarios::Scenario& one : scenarios::all()) {
    if (one.name == name) return std::move(one.report);
  }
  throw std::invalid_argument(std::string(name));
}

std::size_t occurrences(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

class Book {
 public:
  explicit Book(const report::Report& report, const write::XlsxLimits& limits = {})
      : parts_(package::unpack(render::xlsx_bytes(report, limits))),
        strings_(package::member(parts_, "xl/sharedStrings.xml")) {}

  std::size_t rows(std::string_view sheet) const { return occurrences(this->sheet(sheet), "<row "); }

  // What stands in a cell: a text, or a number as it is written.
  std::string cell(std::string_view sheet, const std::string& name) const {
    const std::string& xml = this->sheet(sheet);
    const std::size_t begin = xml.find("<c r=\"" + name + "\"");
    if (begin == std::string::npos) return "(no cell)";
    const std::string one = xml.substr(begin, xml.find_first_of('>', begin) + 1 - begin);
    if (one.ends_with("/>")) return "";
    const std::size_t value = xml.find("<v>", begin) + 3;
    const std::string number = xml.substr(value, xml.find("</v>", value) - value);
    return one.find("t=\"s\"") == std::string::npos ? number : text(std::stoul(number));
  }

  bool says(std::string_view words) const { return strings_.find(words) != std::string::npos; }
  const std::string& sheet(std::string_view name) const { return package::sheet(parts_, name); }

 private:
  std::string text(std::size_t index) const {
    std::size_t at = 0;
    for (std::size_t seen = 0; seen <= index; ++seen) at = strings_.find("<si>", at) + 4;
    const std::size_t begin = strings_.find('>', at) + 1;
    return strings_.substr(begin, strings_.find("</t>", begin) - begin);
  }

  std::vector<package::Member> parts_;
  const std::string& strings_;
};

}  // namespace

TEST_CASE("xlsx: sheets are named in the report's language") {
  report::Report report = scenario("one");
  CHECK(Book(report).rows("Findings") == 2);
  report.language = source::Language::zh;
  const Book book(report);
  for (const char* name : {"汇总", "待办清单", "结论明细", "豁免", "方法说明"}) CHECK(book.rows(name) > 0);
}

TEST_CASE("xlsx: gaps are what needs action, with dates and days") {
  report::Report report = scenario("every-status-all");
  support::edit_each(report.declarations[0].findings, [](report::Finding& finding) {
    if (finding.status == Status::due_soon) finding.due = "2025-12-01T00:30:00+08:00";
  });
  const Book book(report);
  CHECK(book.rows("Gaps") == 1 + 4);
  CHECK(book.cell("Gaps", "A2") == "overdue");
  CHECK(book.cell("Gaps", "G2") == "45774");  // 2025-04-27
  CHECK(book.cell("Gaps", "H2") == "197");
  CHECK(book.cell("Gaps", "I2").empty());
  CHECK(book.cell("Gaps", "A5") == "due soon");
  CHECK(book.cell("Gaps", "G5").starts_with("45992.0208333"));  // 2025-12-01T00:30:00, the clock of the place
  CHECK(book.cell("Gaps", "H5").empty());
  CHECK(book.cell("Gaps", "I5") == "21");
  CHECK(Book(scenario("nothing")).cell("Gaps", "A2") == "Nothing to do.");
}

TEST_CASE("xlsx: the summary counts every task, of all declarations and of each") {
  report::Report report = scenario("one-company-twice");
  report.tasks = {{1, "First"}, {7, "Seventh"}};
  support::edit(report.declarations[0].findings, 0,
                [&](auto& one) { one.task = 9; });  // of a task that the pack does not list
  const Book book(report);
  CHECK(book.rows("Summary") == 3 + 1 + 4 * (3 + 1));
  CHECK(book.cell("Summary", "A6") == "all");
  CHECK(book.cell("Summary", "C6") == "1");
  CHECK(book.cell("Summary", "D6") == "First");
  CHECK(book.cell("Summary", "F6") == "1");  // gaps
  CHECK(book.cell("Summary", "C8") == "9");
  CHECK(book.cell("Summary", "F8") == "1");
  CHECK(book.cell("Summary", "C9") == "total");
  CHECK(book.cell("Summary", "F9") == "2");
  CHECK(book.cell("Summary", "J9") == "2");  // late
  CHECK(book.cell("Summary", "O9") == "6");
  CHECK(book.cell("Summary", "A10") == "Demo a.yaml");
  CHECK(book.cell("Summary", "O13") == "2");
  CHECK(Book(scenario("no-declaration")).cell("Summary", "A6") == "total");
}

TEST_CASE("xlsx: waivers, how they stand and whether they match") {
  report::Report report = scenario("nothing");
  using State = report::Waiver::State;
  const auto waiver = [](State state, bool matched, bool expiring) {
    return report::Waiver{"R1",  "",      "why",    "who",  "2025-01-01", "2025-12-31",
                          state, matched, "a.yaml", {3, 5}, expiring};
  };
  report.declarations[0].waivers = {waiver(State::in_force, true, false), waiver(State::in_force, true, true),
                                    waiver(State::expired, false, false), waiver(State::not_yet, true, false)};
  const Book book(report);
  CHECK(book.cell("Waivers", "B2") == "in force");
  CHECK(book.cell("Waivers", "B3") == "about to expire");
  CHECK(book.cell("Waivers", "B4") == "expired");
  CHECK(book.cell("Waivers", "B5") == "not yet in force");
  CHECK(book.cell("Waivers", "D2") == "every subject");
  CHECK(book.cell("Waivers", "H2") == "46022");  // 2025-12-31
  CHECK(book.cell("Waivers", "I4") == "no");
  CHECK(book.cell("Waivers", "J4") == "a.yaml:3:5");
  CHECK(Book(scenario("nothing")).cell("Waivers", "A2") == "There are no waivers.");
}

TEST_CASE("xlsx: the method says with what it was made") {
  report::Report report = scenario("one");
  report.readings[0].title = "is the day itself in time";
  report.readings[0].meaning = "it is";
  report.first_year = 2020;
  report.last_year = 2026;
  const Book book(report);
  for (const char* words :
       {"zhudun 0.1.0", "2025-11-10 (today)", "Asia/Shanghai", "2020-2026", "named_day=that_day hours=24 year=2025",
        "is the day itself in time\n→ it is", "not legal advice", "weekends alone"}) {
    CAPTURE(words);
    CHECK(book.says(words));
  }
  CHECK(book.says(std::string(64, 'a')));
  CHECK(book.says(std::string(64, 'b')));
}

TEST_CASE("xlsx: a baseline has a column of its own") {
  report::Report report = scenario("every-status");
  CHECK_FALSE(Book(report).says("against baseline"));
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.change = report::Change::worse; });
  const Book book(report);
  CHECK(book.cell("Gaps", "N1") == "against baseline");
  CHECK(book.cell("Gaps", "N2") == "worse");
  CHECK(book.cell("Findings", "Y2") == "worse");
}

TEST_CASE("xlsx: what does not fit is left out from the end of what is grave, and said") {
  write::XlsxLimits limits;
  limits.rows = 101;
  CHECK_FALSE(Book(scenarios::many(100), limits).says("rows that are not listed"));
  const Book book(scenarios::many(200), limits);
  CHECK(book.rows("Findings") == 101);
  CHECK(book.cell("Findings", "C101") == "gap");  // half of them are; the others are done, but late
  CHECK(book.says("rows that are not listed, as a sheet has at most 101, and are in other formats: 100"));
  report::Report report = scenario("one");
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.reason = std::string(32'767, 'n'); });
  CHECK_FALSE(Book(report).says("which end with `…`"));
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.reason += 'n'; });
  CHECK(Book(report).says(
      "cells longer than 32767 characters, which end with `…` here and are whole in other formats: 1"));
}

TEST_CASE("xlsx: many findings need no more formats than few") {
  const Book book(scenarios::many(10'000));
  CHECK(book.rows("Findings") == 10'001);
  CHECK(occurrences(book.sheet("Findings"), "<conditionalFormatting ") == 1);
}
