#include "zhudun/wire/json.h"

#include "support/catch.h"

using zhudun::wire::JsonValue;

TEST_CASE("what is there") {
  const auto json = JsonValue::parse(R"({"a": [1, "诊断", true, null, 2.5, 3.0], "b": {"c": "\ud83d\ude00"}})");
  REQUIRE(json);
  CHECK(json->is_object());
  const auto& items = (*json)["a"].items();
  REQUIRE(items.size() == 6);
  CHECK(items[0].integer() == 1);
  CHECK(*items[1].string() == "诊断");
  CHECK(items[2].is_true());
  CHECK(items[3].is_null());
  CHECK_FALSE(items[4].integer());
  CHECK(items[5].integer() == 3);
  CHECK(*(*json)["b"]["c"].string() == "\xF0\x9F\x98\x80");
  CHECK(json->has("b"));
  CHECK((*json)["a"] == JsonValue::parse(R"([1,"诊断",true,null,2.5,3.0])"));
}

TEST_CASE("what is not there, or of another kind") {
  const auto json = JsonValue::parse("[1]");
  REQUIRE(json);
  CHECK((*json)["a"]["b"].is_null());
  CHECK_FALSE(json->has("a"));
  CHECK((*json)["a"].items().empty());
  CHECK_FALSE((*json)["a"].string());
  CHECK_FALSE(json->items()[0].is_true());
  CHECK_FALSE(JsonValue::parse("18446744073709551615")->integer());
  CHECK(JsonValue::parse("-9223372036854775808")->integer() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(JsonValue::parse("1e300")->integer());
}

TEST_CASE("what is no JSON") {
  for (const char* text : {"", "{", "{} {}", "nul", "\"\xff\"", "{'a': 1}", "[1,]"}) {
    INFO(text);
    CHECK_FALSE(JsonValue::parse(text));
  }
}

TEST_CASE("the depth has a limit, and no text breaks the stack") {
  const auto nested = [](int depth) { return std::string(depth, '[') + "1" + std::string(depth, ']'); };
  const auto deepest = [](const std::optional<JsonValue>& json) {
    int depth = 0;
    const JsonValue* at = &*json;
    while (at->is_array() && !at->items().empty()) at = &at->items().front(), ++depth;
    return std::pair(depth, at->integer());
  };
  CHECK(deepest(JsonValue::parse(nested(JsonValue::kDeepest))) ==
        std::pair(JsonValue::kDeepest, std::optional<std::int64_t>(1)));
  CHECK(deepest(JsonValue::parse(nested(JsonValue::kDeepest + 1))).second == std::nullopt);
  CHECK(JsonValue::parse(nested(200'000)));
  CHECK_FALSE(JsonValue::parse(std::string(200'000, '[')));
}
