#include "zhudun/write/xlsx.h"

#include <sys/resource.h>

#include <csignal>
#include <functional>

#include "support/catch.h"
#include "support/package.h"
#include "write/memory_stream.h"
#include "write/xlsx_library.h"
#include "write/xlsx_text.h"

using namespace zhudun::write;

namespace {

std::string workbook(const std::function<void(XlsxSheet&)>& fill, const XlsxLimits& limits = {}) {
  XlsxWorkbook book("Calibri", limits);
  fill(book.add_sheet("One"));
  return book.finish().value();
}

std::string cells(const std::string& bytes) {
  const std::string sheet = package::sheet(bytes, "One");
  const std::size_t begin = sheet.find("<sheetData"), end = sheet.find("</sheetData>");
  return sheet.substr(begin, end - begin);
}

std::string cut(std::string_view text, std::size_t units) { return xlsx_text(text, units).text; }

}  // namespace

TEST_CASE("xlsx: a text is a text, whatever it looks like") {
  const std::string bytes = workbook([](XlsxSheet& sheet) {
    for (const char* text : {"=1+1", "http://example.com", "12", "mailto:a@b", "{=SUM(A1)}"}) sheet.text(text, {});
    sheet.end_row();
  });
  CHECK(cells(bytes).find("<f>") == std::string::npos);
  CHECK(package::sheet(bytes, "One").find("hyperlink") == std::string::npos);
  const std::string strings = package::member(bytes, "xl/sharedStrings.xml");
  CHECK(strings.find("<t>=1+1</t>") != std::string::npos);
  CHECK(strings.find("uniqueCount=\"5\"") != std::string::npos);
  // Cells of texts are formatted as text: confirming one in a spreadsheet does not make it a formula.
  CHECK(package::member(bytes, "xl/styles.xml").find("numFmtId=\"49\"") != std::string::npos);
}

TEST_CASE("xlsx: numbers, real dates and times, formulas with values") {
  const std::string found = cells(workbook([](XlsxSheet& sheet) {
    sheet.number(197, {});
    sheet.date(20'205, {});                                    // 2025-04-27
    sheet.time(20'303LL * 86'400 + 14 * 3'600 + 20 * 60, {});  // 2025-08-03T14:20:00
    sheet.end_row();
    sheet.sum({0, 0, 0, 0}, 197, {});
    sheet.end_row();
  }));
  CHECK(found.find("<c r=\"A1\" s=\"1\"><v>197</v></c>") != std::string::npos);
  CHECK(found.find("<c r=\"B1\" s=\"2\"><v>45774</v></c>") != std::string::npos);
  CHECK(found.find("<v>45872.59722222222</v>") != std::string::npos);
  CHECK(found.find("<f>SUM(A1:A1)</f><v>197</v>") != std::string::npos);
}

TEST_CASE("xlsx: days that spreadsheets disagree about are none") {
  CHECK(XlsxSheet::has_day(-25'508));
  CHECK_FALSE(XlsxSheet::has_day(-25'509));
  CHECK(XlsxSheet::has_second(-25'508LL * 86'400));
  CHECK_FALSE(XlsxSheet::has_second(-25'508LL * 86'400 - 1));
}

TEST_CASE("xlsx: texts are cut at the limit, by UTF-16 units, and counted") {
  CHECK(cut("abcd", 4) == "abcd");
  CHECK(cut("abcde", 4) == "abc…");
  CHECK(cut("长长长长长", 4) == "长长长…");
  CHECK(cut("\U0001F697\U0001F697", 4) == "\U0001F697\U0001F697");
  CHECK(cut("\U0001F697\U0001F697\U0001F697", 4) == "\U0001F697…");
  CHECK(cut("abc\U0001F697", 4) == "abc…");
  CHECK(cut("", 4).empty());
  CHECK(cut("ab", 1) == "…");
  std::size_t counted = 0;
  const std::string bytes = workbook([&](XlsxSheet& sheet) {
    sheet.text(std::string(32'767, 'n'), {});
    sheet.text(std::string(32'768, 'n'), {});
    sheet.end_row();
    counted = sheet.texts_cut();
  });
  CHECK(counted == 1);
  const std::string strings = package::member(bytes, "xl/sharedStrings.xml");
  CHECK(strings.find("<t>" + std::string(32'767, 'n') + "</t>") != std::string::npos);
  CHECK(strings.find("<t>" + std::string(32'766, 'n') + "…</t>") != std::string::npos);
}

TEST_CASE("xlsx: what XML forbids becomes U+FFFD, line breaks line feeds, escapes stay what they are") {
  CHECK(cut("\x1b[31m\x7f\xC2\x85\xEF\xBF\xBE", 99) == "\uFFFD[31m\uFFFD\uFFFD\uFFFD");
  CHECK(cut("\xff\xed\xa0\x80", 99) == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(cut(std::string_view("a\0b", 3), 99) == "a\uFFFDb");
  CHECK(cut("a\r\nb\rc\nd\te", 99) == "a\nb\nc\nd\te");
  CHECK(cut("_x0041_ _x004_ _x00zz_ __x0041_", 99) == "_x005F_x0041_ _x004_ _x00zz_ __x005F_x0041_");
  CHECK(cut("_x0041_", 7) == "…");  // what it takes to say it counts
  CHECK(xlsx_line("a\r\nb", 99) == "a b");
}

TEST_CASE("xlsx: rows over the limit are left out and counted") {
  XlsxLimits limits;
  limits.rows = 3;
  for (const std::size_t rows : {std::size_t{3}, std::size_t{5}}) {
    std::size_t left_out = 0;
    const std::string found = cells(workbook(
        [&](XlsxSheet& sheet) {
          for (std::size_t row = 0; row < rows; ++row) {
            sheet.number(static_cast<std::int64_t>(row), {});
            sheet.end_row(20);
          }
          left_out = sheet.rows_left_out();
        },
        limits));
    CHECK(left_out == rows - 3);
    CHECK(found.find("r=\"A3\"") != std::string::npos);
    CHECK(found.find("r=\"A4\"") == std::string::npos);
  }
}

TEST_CASE("xlsx: names of sheets are made legal and unlike each other") {
  XlsxWorkbook book("Calibri");
  CHECK(book.add_sheet("a[b]c:d*e?f/g\\h").name() == "a_b_c_d_e_f_g_h");
  CHECK(book.add_sheet("''quoted''").name() == "quoted");
  CHECK(book.add_sheet("").name() == "_");
  CHECK(book.add_sheet("结论").name() == "结论");
  CHECK(book.add_sheet("结论").name() == "结论 2");
  CHECK(book.add_sheet("QUOTED").name() == "QUOTED 2");
  CHECK(book.add_sheet("History").name() == "History 2");
  CHECK(book.add_sheet(std::string(31, 'x')).name() == std::string(31, 'x'));
  CHECK(book.add_sheet(std::string(32, 'y')).name() == std::string(30, 'y') + "…");
  CHECK(book.add_sheet(std::string(31, 'x')).name() == std::string(28, 'x') + "… 2");
  CHECK(package::member(book.finish().value(), "xl/workbook.xml").find("name=\"结论 2\"") != std::string::npos);
}

TEST_CASE("xlsx: pages are A4 across, and marks in their margins are text") {
  const std::string sheet = package::sheet(workbook([](XlsxSheet& made) {
                                             made.number(1, {});
                                             made.end_row();
                                             made.print(0, {"R&D &A", "", "left", "", "{page}/{pages} {page}"});
                                           }),
                                           "One");
  CHECK(sheet.find("<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>") != std::string::npos);
  CHECK(sheet.find("<oddHeader>&amp;LR&amp;&amp;D &amp;&amp;A</oddHeader>") != std::string::npos);
  CHECK(sheet.find("<oddFooter>&amp;Lleft&amp;R&amp;P/&amp;N {page}</oddFooter>") != std::string::npos);
  const std::string longest = package::sheet(workbook([](XlsxSheet& made) {
                                               made.print(0, {std::string(300, '&'), std::string(300, '&'),
                                                              std::string(300, 'l'), std::string(300, '&'), "r"});
                                             }),
                                             "One");
  CHECK(longest.find("<oddHeader>") != std::string::npos);
  CHECK(longest.find("<oddFooter>") != std::string::npos);
}

TEST_CASE("xlsx: the same calls give the same bytes, dated as they say") {
  const auto make = [](std::int32_t created) {
    XlsxWorkbook book("Calibri");
    book.properties({"a title", "", "an author", "", "", created});
    book.add_sheet("One").text("x", {});
    return book.finish().value();
  };
  const std::string bytes = make(20'402);  // 2025-11-10
  CHECK(bytes == make(20'402));
  const std::string core = package::member(bytes, "docProps/core.xml");
  CHECK(core.find(">2025-11-10T12:00:00Z</dcterms:created>") != std::string::npos);
  CHECK(core.find("<dc:title>a title</dc:title>") != std::string::npos);
  CHECK(package::member(make(0), "docProps/core.xml").find(">1970-01-01T12:00:00Z<") != std::string::npos);
  CHECK(package::member(make(-700'000), "docProps/core.xml").find(">1900-03-01T12:00:00Z<") != std::string::npos);
  for (const package::Member& member : package::unpack(bytes)) CHECK(member.dos_time == 0x00210000);  // 1980-01-01
}

// Where the library's own function were called instead, parts would lie in files, and a full disk would go unnoticed.
TEST_CASE("xlsx: every part is kept in memory") {
  const std::size_t before = memory_streams().opened;
  const std::string bytes = workbook([](XlsxSheet& sheet) { sheet.text("x", {}); });
  CHECK(memory_streams().opened - before == package::unpack(bytes).size());
}

TEST_CASE("xlsx: a library that cannot be loaded is named, and so is a function that it lacks") {
  CHECK(load_xlsx_library("libnothing.so.1").fault.starts_with("libnothing.so.1: "));
  const XlsxLibrary other = load_xlsx_library("libc.so.6");
  CHECK(other.fault.find("workbook_new") != std::string::npos);
  CHECK(other.workbook_new == nullptr);
  CHECK(xlsx_library().fault.empty());
}

TEST_CASE("xlsx: a workbook that finds no memory says so") {
  rlimit old{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &old) == 0);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{0, old.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &none) == 0);  // for files in memory too
  XlsxWorkbook book("Calibri");
  book.add_sheet("One").text("x", {});
  const auto bytes = book.finish();
  setrlimit(RLIMIT_FSIZE, &old);
  CHECK_FALSE(bytes);
  CHECK_FALSE(book.fault().empty());
}

TEST_CASE("xlsx: a workbook that is never finished leaves nothing behind") {
  XlsxWorkbook book("Calibri");
  book.add_sheet("One").text("x", {});
  CHECK(book.fault().empty());
}
