// The cells of a table without its tree: those that the tree has, at the places it has them, or none at all.
#include "zhudun/csv/cells.h"

#include "support/catch.h"
#include "zhudun/csv/parse.h"

using namespace zhudun;

namespace {

std::optional<std::string> column_of(std::string_view title) {
  return title == "名称" ? std::optional<std::string>("name") : std::nullopt;
}

void compare(const csv::Cells& cells, const yaml::Tree& tree) {
  REQUIRE(cells.rows() == tree.size(0));
  std::uint32_t row = 0;
  for (const yaml::NodeId node : tree.children(0)) {
    const std::size_t first = cells.first_of_row(row++);
    CHECK(cells.span_of_row(first) == tree.span(node));
    std::size_t column = 0;
    for (const auto [key, value] : tree.pairs(node)) {
      while (cells.text(first + column).empty()) ++column;  // which the tree leaves out
      REQUIRE(column < cells.width());
      CHECK(cells.columns()[column].key == tree.text(key));
      CHECK(cells.columns()[column].title == tree.span(key));
      CHECK(cells.text(first + column) == tree.text(value));
      CHECK(cells.span(first + column) == tree.span(value));
      ++column;
    }
    for (; column < cells.width(); ++column) CHECK(cells.text(first + column).empty());
  }
}

// Whether the cells are read; then the table is one without fault, and has the same ones as a tree.
bool are_read(const std::string& text, const csv::Limits& limits = {}) {
  const source::File file("f.csv", text);
  const csv::Columns columns = column_of;
  const auto cells = csv::Cells::read(file, columns, limits);
  if (!cells) return false;
  diag::Diagnostics told;
  const auto tree = csv::parse(file, columns, told, limits, yaml::With::reference);
  CAPTURE(text);
  REQUIRE(tree);
  CHECK(told.empty());
  compare(*cells, *tree);
  return true;
}

}  // namespace

TEST_CASE("a table of rows as long as its header is read cell by cell") {
  const auto text =
      GENERATE("a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\n", "a", "\n\na,b\n\n1,2\n\n\n3,4\n\n", "a,b\n,\n",
               "a,b\n1,\n,2\n", "a,b\n\"\",\"\"\n", "a,b\n\"\",2\n", "a,b\n\"1,2\",\"3\n4\"\n",
               "a,b\n\"x \"\"y\"\" z\",2\n3,\"\"\"\"\n", "\"a\",b\n1,2\n", "a;b\n1;2,5\n", "sep=|\r\na|b\r\n1|2\r\n",
               "名称,级别\n行驶轨迹,core\n", "a,b\n一二三四五六七八九十一二三四五六七八九十,2\n", "a,x-b\n1,2\n");
  CAPTURE(text);
  CHECK(are_read(text));
  CHECK(are_read("\xEF\xBB\xBF" + std::string(text)));
}

TEST_CASE("what a tree is needed for is not read cell by cell") {
  const auto text = GENERATE("", "\n", "a,a\n1,2\n", "a,\n1,\n", "a,b\n1\n", "a,b\n1,2,\n", "a,b\n1,2,3\n",
                             "a,b\n1,x\"y\n", "a,b\n1,\"x", "a,b\n1,2,", "a，b\n1，2\n", "a\n\x01\n", "a\n\xB3\xB5\n");
  CAPTURE(text);
  CHECK_FALSE(are_read(text));
}

TEST_CASE("cells have the bounds that the tree of the same table has") {
  csv::Limits limits;
  limits.nodes = 6;  // the list, a row, two columns with a cell each
  CHECK(are_read("a,b\n1,2\n", limits));
  CHECK(are_read("a,b\n1,2\n,\n", limits));
  CHECK_FALSE(are_read("a,b\n1,2\n3,\n", limits));
  limits = {};
  limits.cell_bytes = 3;
  CHECK(are_read("a\nxyz\n", limits));
  CHECK_FALSE(are_read("a\nwxyz\n", limits));
  limits = {};
  limits.columns = 1;
  CHECK(are_read("a\n1\n", limits));
  CHECK_FALSE(are_read("a,b\n1,2\n", limits));
}
