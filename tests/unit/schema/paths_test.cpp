// How facts and sections are called: by keys and ids, by place where there is no id.
#include "declared.h"

using namespace declared;

namespace {

const Read& example() {
  static const Read one = read(R"(
v: 1
day: 2025-01-01
part: {name: a, inner: [{id: i, below: [{id: j, none: [{}, {x: 1}]}]}]}
keyed: [{id: 甲, day: 2025-01-01}, {id: b, below: []}]
loose: [{day: 2025-01-01}, {}, {day: 2025-01-03}]
days: [2025-01-01]
elsewhere: {list: [{id: e, below: [{id: f}]}]}
)");
  REQUIRE(one.document);
  return one;
}

std::string path_of(const std::vector<std::string>& steps) {
  const schema::FactId at = fact(*example().document, steps);
  REQUIRE(at != schema::kAbsent);
  return example().document->path(at);
}

std::string field_of(const std::vector<std::string>& steps, const char* field) {
  const schema::Document& document = *example().document;
  const schema::FactId at = fact(document, steps);
  return document.field_path(at, *schema::Schema::slot(document.type(at), field));
}

std::string section_of(const std::vector<std::string>& steps, const char* field) {
  const schema::Document& document = *example().document;
  const schema::FactId at = fact(document, steps);
  return document.section_path(at, *schema::Schema::slot(document.type(at), field));
}

}  // namespace

TEST_CASE("objects and lists") {
  CHECK(path_of({}).empty());
  CHECK(path_of({"part"}) == "part");
  CHECK(path_of({"keyed"}) == "keyed");
  CHECK(path_of({"keyed", "0"}) == "keyed/甲");
  CHECK(path_of({"keyed", "1", "below"}) == "keyed/b/below");
  CHECK(path_of({"part", "inner"}) == "part/inner");
  CHECK(path_of({"part", "inner", "0", "below", "0"}) == "part/inner/i/below/j");
  CHECK(path_of({"loose", "2"}) == "loose/2");
  CHECK(path_of({"part", "inner", "0", "below", "0", "none", "1"}) == "part/inner/i/below/j/none/1");
  CHECK(path_of({"days", "0"}) == "days/0");
}

TEST_CASE("a list may have a path of its own, and what is below it too") {
  CHECK(path_of({"elsewhere", "list"}) == "elsewhere");
  CHECK(path_of({"elsewhere", "list", "0"}) == "elsewhere/e");
  CHECK(path_of({"elsewhere", "list", "0", "below", "0"}) == "elsewhere/e/below/f");
  CHECK(section_of({"elsewhere"}, "list") == "elsewhere");
}

TEST_CASE("facts that are there and facts that are not") {
  CHECK(field_of({}, "day") == "day");
  CHECK(field_of({}, "keyed") == "keyed");
  CHECK(field_of({"part"}, "name") == "part.name");
  CHECK(field_of({"keyed", "1"}, "day") == "keyed/b.day");
  CHECK(field_of({"loose", "1"}, "day") == "loose/1.day");
  CHECK(field_of({"elsewhere", "list", "0"}, "day") == "elsewhere/e.day");
  CHECK(section_of({}, "keyed") == "keyed");
  CHECK(section_of({"part"}, "inner") == "part/inner");
  CHECK(section_of({"keyed", "0"}, "below") == "keyed/甲/below");
}

TEST_CASE("places: the key of a property, the item of a list, the first key of the whole") {
  const schema::Document& document = *example().document;
  CHECK(document.place(fact(document, {"keyed"})).text() == "keyed");
  CHECK(document.span(fact(document, {"keyed", "1"})).text() == "{id: b, below: []}");
  CHECK(document.place(fact(document, {"keyed", "0", "day"})).text() == "day");
  CHECK(document.place(fact(document, {"days", "0"})).text() == "2025-01-01");
}
