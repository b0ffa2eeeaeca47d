#include "zhudun/csv/parse.h"

#include "support/catch.h"
#include "support/trees.h"
#include "zhudun/yaml/offset_map.h"

using namespace zhudun;

namespace {

struct Read {
  explicit Read(std::string text, const csv::Columns& columns = {}, const csv::Limits& limits = {})
      : file("f.csv", std::move(text)), tree(csv::parse(file, columns, diagnostics, limits)) {
    diag::Diagnostics told;
    const auto reference = csv::parse(file, columns, told, limits, yaml::With::reference);
    CHECK(reference.has_value() == tree.has_value());
    CHECK(told.size() == diagnostics.size());
    if (reference && tree) CHECK(trees::difference(*tree, *reference) == "");
  }
  // The rows as `key=value key=value; ...`
  std::string rows() const {
    std::string out;
    for (const yaml::NodeId row : tree->children(0)) {
      for (const auto [key, value] : tree->pairs(row)) {
        out += std::string(tree->text(key)) + "=" + std::string(tree->text(value)) + " ";
      }
      out += "; ";
    }
    return out;
  }
  // Each error as `code|underlined|message`, one a line.
  std::string errors() const {
    std::string out;
    for (const auto& each : diagnostics) {
      out += each.code + "|" + std::string(each.span.text()) + "|" + each.message + "\n";
    }
    return out;
  }
  source::File file;
  diag::Diagnostics diagnostics;
  std::optional<yaml::Tree> tree;
};

}  // namespace

TEST_CASE("rows become a sequence of mappings") {
  const Read read("name,count\nA,120\nB,7\n");
  REQUIRE(read.tree);
  CHECK(read.rows() == "name=A count=120 ; name=B count=7 ; ");
  CHECK(read.tree->kind(0) == yaml::Kind::sequence);
  CHECK(read.tree->size(0) == 2);
  const yaml::NodeId count = *read.tree->find(1, "count");
  CHECK(read.tree->type(count) == yaml::ScalarType::integer);
  CHECK(read.tree->span(count).text() == "120");
  CHECK(read.tree->span(count).begin == 13);
  CHECK(read.tree->span(1).text() == "A,120");
  CHECK(read.tree->span(count - 1).text() == "count");  // a key stands in the header
  CHECK(read.tree->span(count - 1).begin == 5);
  CHECK(read.tree->type(count - 1) == yaml::ScalarType::string);
}

TEST_CASE("cells keep their places through quotes, CRLF, a byte-order mark and Chinese") {
  const Read read("\xEF\xBB\xBF名称,备注\r\n\"车\"\"联\"\"网\",\"一,二\r\n三\"\r\n\r\n甲,乙\r\n");
  REQUIRE(read.tree);
  CHECK(read.rows() == "名称=车\"联\"网 备注=一,二\r\n三 ; 名称=甲 备注=乙 ; ");
  const yaml::NodeId name = *read.tree->find(1, "名称");
  CHECK(read.tree->span(name).text() == "\"车\"\"联\"\"网\"");
  CHECK(read.tree->span(*read.tree->find(1, "备注")).text() == "\"一,二\r\n三\"");
  const yaml::OffsetMap map(*read.tree, name);
  CHECK(map.span(4, 7).text() == "联");
  CHECK(map.span(3, 4).text() == "\"\"");
  const yaml::NodeId second = read.tree->next(1);
  CHECK(read.tree->span(second).text() == "甲,乙");
  CHECK(read.file.position(read.tree->span(second).begin) == source::Position{5, 1});
}

TEST_CASE("what is empty is absent") {
  CHECK(Read("a,b\n1,\n,2\n\"\",3\n").rows() == "a=1 ; b=2 ; b=3 ; ");
  CHECK(Read("a,b\n\n1,2\n\n\n,\n3,4").rows() == "a=1 b=2 ; a=3 b=4 ; ");
  const Read header_only("a,b\n");
  REQUIRE(header_only.tree);
  CHECK(header_only.tree->size(0) == 0);
}

TEST_CASE("titles may be mapped to keys, others stay; spaces are part of a cell") {
  const auto columns = [](std::string_view title) -> std::optional<std::string> {
    return title == "名称" ? std::optional<std::string>("name") : std::nullopt;
  };
  const Read read("名称,x-id\n A ,1\nB,2\n", columns);
  CHECK(read.rows() == "name= A  x-id=1 ; name=B x-id=2 ; ");
  CHECK(read.tree->span(read.tree->next(1) + 1).text() == "名称");
}

TEST_CASE("a table with faults says each and gives what can be read") {
  struct Case {
    const char* text;
    const char* errors;
    const char* rows;
  };
  const Case cases[] = {
      {"a,,b\n1,2,3\n4,5,6\n", "csv-header|2|row 2, column B: column 2 has values but no name\n",
       "a=1 b=3 ; a=4 b=6 ; "},
      {"a,b,a\n1,2,3\n", "csv-header|a|row 1, column `a`: the column `a` is given twice\n", "a=1 b=2 ; "},
      {"a,b\n1,2,3\n\n5,6\n7,8,,9\n",
       "csv-width|1,2,3|row 2: the row has 3 cells, expected 2 as in the header\n"
       "csv-width|7,8,,9|row 5: the row has 4 cells, expected 2 as in the header\n",
       "a=5 b=6 ; "},
      {"a,b\n1,2\n3,\"x\n2,y\n", "csv-quote|\"|row 3, column `b`: the quote opened here is never closed\n",
       "a=1 b=2 ; "},
      {"a\n\n\n\"x", "csv-quote|\"|row 4, column `a`: the quote opened here is never closed\n", ""},
      {"a,b\n1,x\"y\n", "csv-quote|\"|row 2, column `b`: a quote may not stand inside a cell without quotes\n", ""},
      {"a,b\n1, \"y\"\n", "csv-quote|\"|row 2, column `b`: a quote may not stand inside a cell without quotes\n", ""},
      {"a,b\n1,\"x\"y\n",
       "csv-quote|y|row 2, column `b`: expected a comma or the end of the line after a cell in quotes\n", ""},
      {"a;b\n1;\"x\"y\n",
       "csv-quote|y|row 2, column `b`: expected a semicolon or the end of the line after a cell in quotes\n", ""},
      {"a，b\n1，2\n", "csv-header|，|row 1, column `a，b`: the columns are set apart by the full-width `，`\n", ""},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Read read(each.text);
    CHECK(read.errors() == each.errors);
    REQUIRE(read.tree);
    CHECK(read.rows() == each.rows);
  }
}

TEST_CASE("what spreadsheets leave behind: empty columns and rows, and rows that end early") {
  CHECK(Read("a,b,,\n1,2,,\n,,,\n3,4,,,,,\n").rows() == "a=1 b=2 ; a=3 b=4 ; ");
  CHECK(Read("a,b,,\n1,2\n").diagnostics.empty());
  CHECK(Read(",a\n,1\n").rows() == "a=1 ; ");
  const Read early("a,b,c\n1,2,3\n4\n5,\n6,7,8\n");
  CHECK(early.rows() == "a=1 b=2 c=3 ; a=4 ; a=5 ; a=6 b=7 c=8 ; ");
  REQUIRE(early.diagnostics.size() == 1);
  CHECK(early.diagnostics[0].severity == diag::Severity::warning);
  CHECK(
      early.errors() ==
      "csv-width|4|row 3, column `a`: the row ends after 1 of 3 cells, those missing count as empty; so do those of 1 "
      "more\n");
}

TEST_CASE("semicolons and tabs, and a first line that says so") {
  CHECK(Read("a;b\n1,5;\"x;y\"\n").rows() == "a=1,5 b=x;y ; ");
  CHECK(Read("a\tb\n1\t2;3\n").rows() == "a=1 b=2;3 ; ");
  CHECK(Read("\n\"a;b\",c\n1,2\n").rows() == "a;b=1 c=2 ; ");
  CHECK(Read("\xEF\xBB\xBFsep=;\r\na;b,c\r\n1;2\r\n").rows() == "a=1 b,c=2 ; ");
  CHECK(Read("sep=|\na|b\n1|2\n").rows() == "a=1 b=2 ; ");
  CHECK(Read("sep=;;\n1;2;\n").rows() == "sep==1 ; ");  // two characters say nothing
  CHECK(Read("a\n1;2\n").rows() == "a=1;2 ; ");
}

TEST_CASE("titles are taken without the spaces around them") {
  const Read read(
      " a ,\xE3\x80\x80"
      "b\xC2\xA0,\"c\n\"\n1,2,3\n");
  CHECK(read.rows() == "a=1 b=2 c=3 ; ");
}

TEST_CASE("a table without a header or without a text gives no tree") {
  struct Case {
    const char* text;
    const char* errors;
  };
  const Case cases[] = {
      {"", "csv-header||the file has no header row\n"},
      {"\n\r\n", "csv-header||the file has no header row\n"},
      {"a\n\xC8\xED\n", "text-encoding|\xC8|the file is GB18030 (GBK), expected UTF-8\n"},
      {"\xFF\xFE"
       "a",
       "text-encoding|\xFF|the file is UTF-16 (little endian), expected UTF-8\n"},
      {"a\nx\x01y\n", "text-control|\x01|the control character U+0001 is not allowed in a text\n"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Read read(each.text);
    CHECK_FALSE(read.tree);
    CHECK(read.errors() == each.errors);
  }
}

TEST_CASE("a second column of one name points at the first") {
  const Read read("a,b,\"a\"\n");
  REQUIRE(read.diagnostics.size() == 1);
  CHECK(read.diagnostics[0].span.text() == "\"a\"");
  REQUIRE(read.diagnostics[0].labels.size() == 1);
  CHECK(read.diagnostics[0].labels[0].span.begin == 0);
}

TEST_CASE("each limit stops the reading just past it") {
  csv::Limits limits;
  SECTION("columns") {
    limits.columns = 2;
    CHECK(Read("a,b\n1,2\n", {}, limits).tree);
    CHECK(Read("a,b,c\n", {}, limits).errors() ==
          "limit-columns|c|the limit `columns` of 2 is reached, the rest is not read\n");
  }
  SECTION("cell_bytes") {
    limits.cell_bytes = 3;
    CHECK(Read("a\nxyz\n", {}, limits).tree);
    CHECK(Read("a\nxyz1\n", {}, limits).errors() ==
          "limit-cell-bytes|xyz1|the limit `cell_bytes` of 3 is reached, the rest is not read\n");
  }
  SECTION("nodes") {
    limits.nodes = 4;
    CHECK(Read("a\n1\n", {}, limits).tree);
    CHECK(Read("a\n1\n2\n", {}, limits).errors() ==
          "limit-nodes|2|the limit `nodes` of 4 is reached, the rest is not read\n");
  }
  SECTION("errors") {
    limits.errors = 2;
    CHECK(Read("a\n1,1\n", {}, limits).diagnostics.size() == 1);
    const Read read("a\n1,1\n2,2\n3,3\n", {}, limits);
    REQUIRE(read.diagnostics.size() == 3);
    CHECK(read.diagnostics[2].code == "limit-errors");
  }
}
