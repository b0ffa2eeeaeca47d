// JSON as a tree that knows its places, and what is told of a text that is none.
#include "zhudun/wire/json_tree.h"

#include "support/catch.h"
#include "support/told.h"

using namespace zhudun;
using support::Told;
using Tolds = std::vector<Told>;
using Texts = std::vector<std::string>;

namespace {

// Every value as its place says it, in preorder.
Texts places(const std::string& text) {
  const source::File file("a.json", text);
  diag::Diagnostics diagnostics;
  const auto tree = wire::parse_json(file, diagnostics);
  for (const Told& one : support::told(diagnostics)) FAIL(one);
  REQUIRE(tree);
  Texts all;
  for (yaml::NodeId node = 0; node < tree->count(); ++node) all.emplace_back(tree->span(node).text());
  return all;
}

Tolds faults(const std::string& text, const wire::JsonLimits& limits = {}) {
  const source::File file("a.json", text);
  diag::Diagnostics diagnostics;
  CHECK_FALSE(wire::parse_json(file, diagnostics, limits));
  return support::told(diagnostics);
}

std::string position(const std::string& text) {
  const source::File file("a.json", text);
  diag::Diagnostics diagnostics;
  CHECK_FALSE(wire::parse_json(file, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  const source::Position at = file.position(diagnostics[0].span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace

TEST_CASE("every value has its place") {
  CHECK(places("{}") == Texts{"{}"});
  CHECK(places(" [1,-2.5e3 , true,null ,\"a\\n\"]\n") ==
        Texts{"[1,-2.5e3 , true,null ,\"a\\n\"]", "1", "-2.5e3", "true", "null", "\"a\\n\""});
  CHECK(places("{\"a\":1,\"b\" : {\"c\":[]} , \"d\":\"甲\"}") == Texts{"{\"a\":1,\"b\" : {\"c\":[]} , \"d\":\"甲\"}",
                                                                       "\"a\"", "1", "\"b\"", "{\"c\":[]}", "\"c\"",
                                                                       "[]", "\"d\"", "\"甲\""});
  CHECK(places("[[1],[2]]") == Texts{"[[1],[2]]", "[1]", "1", "[2]", "2"});
  CHECK(places("\xEF\xBB\xBF[7]") == Texts{"[7]", "7"});
  CHECK(places("7") == Texts{"7"});
}

TEST_CASE("texts are what JSON says, types are JSON's") {
  const source::File file("a.json", "[\"\\ud83d\\ude97 \\/\", \"true\", true, 12, -12, 1.0, null]");
  diag::Diagnostics diagnostics;
  const auto tree = wire::parse_json(file, diagnostics);
  REQUIRE(tree);
  CHECK(tree->text(1) == "\U0001F697 /");
  const auto types = {yaml::ScalarType::string,  yaml::ScalarType::string,  yaml::ScalarType::boolean,
                      yaml::ScalarType::integer, yaml::ScalarType::integer, yaml::ScalarType::floating,
                      yaml::ScalarType::null_};
  yaml::NodeId node = 1;
  for (const yaml::ScalarType type : types) CHECK(tree->type(node++) == type);
}

TEST_CASE("what is no JSON is told where it ends to be") {
  CHECK(faults("")[0].code == "json-syntax");
  CHECK(faults("")[0].message.starts_with("this is no JSON: syntax error while parsing value - unexpected end of "));
  CHECK(position("{\n  \"a\": nul\n}") == "2:11");
  CHECK(position("{\"a\": 1}\n{\"a\": 1}") == "2:1");
  CHECK(position("zhudun: 1") == "1:1");
  CHECK(position("[1,\n2,,]") == "2:3");
  CHECK(position("[\"\xff\"]") == "1:3");
  CHECK(position("") == "1:1");

  const source::File ends_early("a.json", "[1");
  diag::Diagnostics diagnostics;
  CHECK_FALSE(wire::parse_json(ends_early, diagnostics));
  CHECK(diagnostics.at(0).span == source::Span{&ends_early, 2, 2});  // what is missing lies behind the last byte
}

TEST_CASE("limits") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(places(nested(100)).size() == 100);
  CHECK(faults(nested(101)) == Tolds{{"limit", "values nest deeper than 100 levels", "", "["}});
  CHECK(faults(std::string(1'000'000, '[')).size() == 1);
  CHECK(faults("[1, 2, 3]", {100, 3}) == Tolds{{"limit", "there are more than 3 values", "", "3"}});
  CHECK(faults("{\"a\": {}}", {100, 2}).size() == 1);
}
