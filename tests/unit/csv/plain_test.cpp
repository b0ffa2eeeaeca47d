// The one pass over plain tables against libcsv: the same tree, span by span, or a hand-over.
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "csv/dialect.h"
#include "csv/rows.h"
#include "support/catch.h"
#include "support/trees.h"
#include "zhudun/csv/parse.h"
#include "zhudun/yaml/encoding.h"

using namespace zhudun;

namespace {

std::optional<std::string> column_of(std::string_view title) {
  return title == "名称" ? std::optional<std::string>("name") : std::nullopt;
}

// Whether the one pass reads the text. What it reads, libcsv reads alike and without a word.
bool is_read(const std::string& text, const csv::Limits& limits = {}) {
  const source::File file("f.csv", text);
  diag::Diagnostics unheard, told;
  if (!yaml::check_encoding(file, unheard, 1)) return false;
  const csv::Columns columns = column_of;
  csv::Rows rows(file, csv::dialect_of(file), columns, unheard, limits);
  if (!rows.read_plain() || !unheard.empty()) return false;
  const yaml::Tree fast = std::move(rows).tree();
  const auto reference = csv::parse(file, columns, told, limits, yaml::With::reference);
  CAPTURE(text);
  REQUIRE(reference);
  CHECK(told.empty());
  CHECK(trees::difference(fast, *reference) == "");
  return true;
}

std::string with_mark(std::string text) { return "\xEF\xBB\xBF" + text; }

}  // namespace

TEST_CASE("plain tables are read in one pass") {
  const auto text =
      GENERATE("a,b\n1,2\n", "a,b\n1,2", "a,b\r\n1,2\r\n", "a,b\n", "a", "a\n\n\n", "\n\na,b\n\n1,2\n\n\n3,4\n\n",
               "a,b\n,\n", "a,b\n1,\n,2\n", "a,b\n\"\",\"\"\n", "a,b\n\"1\",\"2\"\n", "a,b\n\"1,2\",\"3\n4\"\n",
               "a,b\n\"x \"\"y\"\" z\",2\n", "a,b\n\"\"\"\",\"\"\"\"\"\"\n", "\"a\",\"b\"\"c\"\n1,2\n", "a;b\n1;2,5\n",
               "a\tb\n1\t2\n", "sep=;\na;b\n1;2\n", "sep=|\r\na|b\r\n1|2\r\n", " a , b \n 1 , 2 \n",
               "名称,级别\n行驶轨迹,core\n", "　名称　,b\n1,2\n", "a,\n1,\n", "a,,b\n1,,2\n", "a,b,,\n1,2\n3,4,,\n",
               "a,b\n1,2,,,\n", "true,1,~\nx,null,2025-01-01\n", "a\n'x'\n", "a,b\n\"1\",2");
  CAPTURE(text);
  CHECK(is_read(text));
  CHECK(is_read(with_mark(text)));
}

TEST_CASE("what is not certain is handed over") {
  const auto text = GENERATE("", "\n", "a,a\n1,2\n", "a,,b\n1,2,3\n", "a,b\n1,2,3\n", "a,b\n1\n", "a,b\n1,x\"y\n",
                             "a,b\n1, \"y\"\n", "a,b\n1,\"x\"y\n", "a,b\n\"x\n", "a,b\n1,\"x", "a,b\n1,2,",
                             "a，b\n1，2\n", "\"a\n1", "a\"b,c\n1,2\n", "a,b\n\"1\"\"\n", "a,\"b\"c\n1,2\n");
  CAPTURE(text);
  CHECK_FALSE(is_read(text));
}

TEST_CASE("limits hand a table over, on the side where libcsv refuses it") {
  csv::Limits limits;
  SECTION("columns") {
    limits.columns = 2;
    CHECK(is_read("a,b\n1,2\n", limits));
    CHECK_FALSE(is_read("a,b,c\n", limits));
  }
  SECTION("cell_bytes") {
    limits.cell_bytes = 3;
    CHECK(is_read("a\nxyz\n\"x\"\"y\"\n", limits));
    CHECK_FALSE(is_read("a\nxyz1\n", limits));
    CHECK_FALSE(is_read("abcd\n1\n", limits));
  }
  SECTION("nodes") {
    limits.nodes = 4;
    CHECK(is_read("a\n1\n", limits));
    CHECK_FALSE(is_read("a\n1\n2\n", limits));
  }
}

TEST_CASE("tables made at random are never read unlike libcsv") {
  const std::vector<std::string> parts = {"a",     "b",    "12",     "名称",    ",",  ",",    ",", "\n", "\n",
                                          "\r\n",  "\"",   "\"",     "\"",      " ",  "；",   ";", "\t", "\"\"",
                                          "\",\"", "\n\n", ",\n",    "x y",     "，", "　",   "'", "é",  "🚗",
                                          "-",     "1.5",  "\"一\"", "sep=;\n", "#",  "1,2\n"};
  std::mt19937 random(20251110);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  int read = 0;
  constexpr int rounds = 20'000;
  for (int round = 0; round < rounds; ++round) {
    std::string text = below(2) == 0 ? "a,名称\n" : "";
    for (std::size_t left = below(24); left > 0; --left) text += parts[below(parts.size())];
    read += is_read(text);
  }
  CHECK(read > rounds / 20);
}

// A byte taken out, doubled, or another put in.
TEST_CASE("mutations of the examples' tables are never read unlike libcsv") {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ZHUDUN_ROOT "/examples")) {
    if (entry.path().extension() != ".csv") continue;
    std::ostringstream out;
    out << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    texts.push_back(out.str());
  }
  REQUIRE_FALSE(texts.empty());
  std::mt19937 random(20251110);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  int read = 0;
  constexpr int rounds = 3'000;
  for (int round = 0; round < rounds; ++round) {
    std::string text = texts[below(texts.size())];
    for (std::size_t edits = below(3); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      const char put = ",\"\n\r;x \t"[below(8)];
      below(3) == 0 ? text.erase(at, 1) : below(2) == 0 ? text.insert(at, 1, put) : text.replace(at, 1, 1, put);
    }
    read += is_read(text);
  }
  CHECK(read > rounds / 20);
}
