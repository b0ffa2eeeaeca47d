// A table in place of a list: read cell by cell and as a tree it is the same Document, or has the same errors.
#include <fmt/format.h>

#include <functional>
#include <map>

#include "declared.h"

using namespace declared;

namespace {

constexpr const char* kTables = R"(
type: object
required: [v]
properties:
  v: {type: integer, const: 1}
  rows: {type: [array, string], x-table: csv, items: {$ref: '#/$defs/row'}}
  more: {type: [array, string], x-table: csv, items: {$ref: '#/$defs/row'}}
  last: {type: string}
$defs:
  row:
    type: object
    required: [id]
    properties:
      id: {type: string, minLength: 1, pattern: '^[^/]+$', x-column: [编号]}
      whole: {type: integer, minimum: 0, x-column: [条数]}
      number: {type: number, minimum: 0}
      flag: {type: boolean}
      day: {type: string, format: date}
      at: {type: string, format: date-time}
      word: {type: string, enum: [low, high]}
      code: {type: string, format: uscc}
      long: {type: string, minLength: 3}
      list: {type: array, items: {type: string}}
)";

const schema::Schema& tables() {
  static const Loaded loaded = load(kTables);
  REQUIRE(loaded.schema);
  return *loaded.schema;
}

struct With {
  std::map<std::string, std::unique_ptr<source::File>> files;
  Read read;
};

With read_with(const std::string& table, yaml::With how, const std::string& declaration, unsigned jobs = 1) {
  With with;
  with.files["t.csv"] = std::make_unique<source::File>("t.csv", table);
  with.read.file = std::make_unique<source::File>("a.yaml", declaration);
  with.read.tree = yaml::parse(*with.read.file, with.read.diagnostics);
  REQUIRE(with.read.tree);
  schema::ReadOptions options;
  options.offset = calendar::Offset{480};
  options.jobs = jobs;
  options.read_table = [&](std::string_view path, source::Span, diag::Diagnostics&) {
    const auto found = with.files.find(std::string(path));
    return schema::TableFile{found == with.files.end() ? nullptr : found->second.get(), {}, how};
  };
  with.read.document = schema::Document::from_yaml(*with.read.tree, tables(), options, with.read.diagnostics);
  return with;
}

std::string place_of(source::Span span) { return fmt::format("{}:{}-{}", span.file->name(), span.begin, span.end); }

std::string value_of(const schema::Document& document, schema::FactId fact) {
  using schema::Kind;
  switch (document.type(fact).kind) {
    case Kind::integer:
      return fmt::format("{}", document.integer(fact));
    case Kind::number:
      return fmt::format("{}", document.number(fact));
    case Kind::boolean:
      return fmt::format("{}", document.boolean(fact));
    case Kind::date:
      return calendar::to_string(document.date(fact));
    case Kind::date_time:
      return calendar::to_string(document.timestamp(fact).at, calendar::Offset{480});
    case Kind::string:
      return std::string(document.string(fact));
    case Kind::array:
      return fmt::format("{} items", document.size(fact));
    case Kind::object:
      break;
  }
  std::string lacks;
  for (std::uint32_t slot = 0; slot < document.type(fact).properties.size(); ++slot) {
    if (document.field(fact, slot) == schema::kAbsent) lacks += document.field_path(fact, slot) + " ";
  }
  return "without " + lacks;
}

// All that a Document says, a line for each fact.
std::vector<std::string> all(const With& with) {
  std::vector<std::string> lines;
  if (!with.read.document) return lines;
  const schema::Document& document = *with.read.document;
  document.visit([&](schema::FactId fact) {
    lines.push_back(fmt::format("{} = {} at {}, {}", document.path(fact), value_of(document, fact),
                                place_of(document.span(fact)), place_of(document.place(fact))));
  });
  CHECK(lines.size() == document.count());
  return lines;
}

constexpr const char* kTwice = "v: 1\nrows: t.csv\nmore: t.csv\nlast: x\n";

}  // namespace

TEST_CASE("cell by cell or as a tree: one Document") {
  const auto table = GENERATE(
      "id\n", "id\na\nb\n", "id,day,at,flag\na,2025-07-31,2025-07-31T10:00:00+08:00,true\nb,,2025-07-31,false\n",
      "编号,条数,number,flag,day,at,word,code,long\n"
      "甲,12,1.5,true,2025-07-31,2025-07-31T10:00:00+08:00,low,91310000MA1FL0YQ5R,abc\n"
      "乙,,,,,,,,\n丙,007,\"1,234.5\",false,2025年7月31日,2025-07-31,high,,行驶轨迹\n",
      "id,x-own,number\na,#REF!,1\nb,,2\n", "id,number\r\n\"a \"\"b\"\"\",1e3\r\n\r\n", "number,id\n1,z\n2,a\n",
      "id;number\na;\"3,5\"\n", "id,number\na,1.0\nb,9007199254740993\n", "id\n001\n1\n~\nnull\n");
  CAPTURE(table);
  const With cells = read_with(table, yaml::With::plain_first, kTwice);
  const With rows = read_with(table, yaml::With::reference, kTwice);
  CHECK(all(cells) == all(rows));
  CHECK(cells.read.told() == rows.read.told());
}

TEST_CASE("what is wrong in a table is told alike") {
  const auto table =
      GENERATE("id\na\na\n", "id,number\na,x\n", "id,number\na,-1\n", "number\n1\n", "id,number\n,1\n",
               "id,nuber\na,1\n", "id,flag\na,yes\n", "id,day\na,2025-02-30\n", "id,at\na,noon\n", "id,word\na,lo\n",
               "id,whole\na,1.5\n", "id,whole\na,1E+5\n", "id,long\na,ab\n", "id,code\na,123\n", "id,list\na,b\n",
               "id\na/b\n", "id,day\na,#REF!\n", "id,number\na\n", "id,id\na,b\n", "", "id\n\"a", "id,list\na,\n");
  CAPTURE(table);
  const With cells = read_with(table, yaml::With::plain_first, kTwice);
  const With rows = read_with(table, yaml::With::reference, kTwice);
  CHECK(cells.read.told() == rows.read.told());
  CHECK(all(cells) == all(rows));
}

TEST_CASE("two items of a table stand in the order of their ids") {
  const With with = read_with("id\nb\na\n", yaml::With::plain_first, "v: 1\nrows: t.csv\n");
  REQUIRE(with.read.document);
  const schema::Document& document = *with.read.document;
  const schema::FactId list = fact(document, {"rows"});
  REQUIRE(document.size(list) == 2);
  CHECK(*document.order_of_items(document.item(list, 0), document.item(list, 1)) > 0);
  CHECK(*document.order_of_items(document.item(list, 1), document.item(list, 0)) < 0);
  CHECK_FALSE(document.order_of_items(list, document.item(list, 0)));
}

TEST_CASE("a table that is not there") {
  CHECK(read_with("", yaml::With::plain_first, "v: 1\nrows: gone.csv\n").read.told() ==
        std::vector{Told{"declaration-table", "the table `gone.csv` cannot be read", "", "gone.csv"}});
}

TEST_CASE("a large table is the same however many threads look at it") {
  constexpr std::size_t rows = 60'001;
  std::string table = "id,whole\n";
  for (std::size_t at = 0; at < rows; ++at) table += fmt::format("r{},{}\n", at, at);
  for (const unsigned jobs : {1U, 3U}) {
    const With with = read_with(table, yaml::With::plain_first, "v: 1\nrows: t.csv\n", jobs);
    REQUIRE(with.read.document);
    const schema::Document& document = *with.read.document;
    const schema::FactId list = fact(document, {"rows"});
    REQUIRE(document.size(list) == rows);
    CHECK(document.integer(document.field(document.item(list, rows - 1), 1)) == rows - 1);
    const With wrong = read_with(table + "last,x\n", yaml::With::plain_first, "v: 1\nrows: t.csv\n", jobs);
    CHECK(wrong.read.told() ==
          std::vector{Told{"declaration-type",
                           "row 60003, column `whole`: `whole` is `x`, not a whole number, 0 or more", "", "x"}});
  }
}
