#include "zhudun/csv/saved.h"

#include "support/catch.h"
#include "zhudun/csv/grid.h"

using namespace zhudun;

namespace {

struct Saved {
  explicit Saved(std::string bytes)
      : file(csv::in_utf8(std::make_unique<source::File>("f.csv", std::move(bytes)), diagnostics)) {}
  // What is told as `severity|line:column|underlined|message`.
  std::string told() const {
    if (diagnostics.empty()) return {};
    const diag::Diagnostic& one = diagnostics.front();
    const source::Position at = file->position(one.span.begin);
    REQUIRE(diagnostics.size() == 1);
    REQUIRE(one.span.file == file.get());
    return std::string(one.severity == diag::Severity::error ? "error" : "note") + "|" + std::to_string(at.line) + ":" +
           std::to_string(at.column) + "|" + std::string(one.span.text()) + "|" + one.message;
  }
  diag::Diagnostics diagnostics;
  std::unique_ptr<source::File> file;
};

std::string place(const std::string& text, std::string_view words) {
  const source::File file("f.csv", text);
  const auto begin = static_cast<std::uint32_t>(text.find(words));
  return csv::Grid(file).place({&file, begin, begin + static_cast<std::uint32_t>(words.size())});
}

}  // namespace

TEST_CASE("UTF-8 stays, other encodings are converted and told") {
  CHECK(Saved("a,数\n").told().empty());
  CHECK(Saved("\xEF\xBB\xBF数\n").file->bytes() == "\xEF\xBB\xBF数\n");
  const Saved gb("id,\xCA\xFD\xBE\xDD\n1,\xB3\xB5\n");
  CHECK(gb.file->bytes() == "id,数据\n1,车\n");
  CHECK(gb.told() == "note|1:4|数据|the file is not UTF-8 and is read as GB18030 (GBK)");
  CHECK(Saved(std::string("\xFF\xFE\x66\x8F\n\0", 6)).told() ==
        "note|1:1|车|the file is not UTF-8 and is read as UTF-16 (little endian)");
}

TEST_CASE("bytes that are no character, and lines of another encoding") {
  CHECK(Saved("\xCA\xFD\xBE\xDD,a\n\xB3\xB5,\xC1").told() ==
        "error|2:3|\xEF\xBF\xBD|the file is GB18030 (GBK), but the byte 0xC1 here begins no character");
  const std::string many = "\xCA\xFD\xBE\xDD\xBC\xB6\xB1\xF0\xCA\xFD\xBE\xDD\xBC\xB6\xB1\xF0\n";
  CHECK(Saved(many + "a\nb,车联网\n").told().starts_with("error|3:3|"));
  CHECK(Saved(many + "a\nb,车联网\n").told().ends_with("|this line is UTF-8, but the file is GB18030 (GBK)"));
}

TEST_CASE("a place as a spreadsheet shows it") {
  const std::string text = "编号,\"级别\",\r\n\r\n\"a\r\nb\",x\"\",,z\r\nc,d\r\n";
  CHECK(place(text, "级别") == "row 1, column `级别`");
  CHECK(place(text, "\"a\r\nb\"") == "row 3, column `编号`");
  CHECK(place(text, "b\"") == "row 3, column `编号`");
  CHECK(place(text, "x") == "row 3, column `级别`");
  CHECK(place(text, "z") == "row 3, column D");
  CHECK(place(text, "c,d") == "row 4");
  CHECK(place("\n\na;b\n1;2\n", "2") == "row 4, column `b`");
  CHECK(place("sep=;\na;b\n1;2\n", "2") == "row 2, column `b`");
  CHECK(place("", "") == "row 1, column A");
  const std::string wide = "a" + std::string(30, ',') + "\n" + std::string(27, ',') + "q\n";
  CHECK(place(wide, "q") == "row 2, column AB");
}
