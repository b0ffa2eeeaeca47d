#include "zhudun/wire/eval_line.h"

#include "support/catch.h"
#include "zhudun/cel/host.h"

using namespace zhudun;

namespace {

struct Day : cel::OpaqueType {
  cel::Type type() const override { return cel::Type::opaque("date"); }
  bool ordered() const override { return true; }
  std::string to_string(std::int64_t value) const override { return "day " + std::to_string(value); }
};

std::string answer(const std::string& line) { return wire::eval_line(line, {}); }

}  // namespace

TEST_CASE("a line is answered with type and value, an error, or the unknown paths") {
  const auto [line, wanted] = GENERATE(table<std::string, std::string>({
      {R"({"expr": "1 + 1"})", R"({"type":"int","value":{"int64Value":"2"}})"},
      {R"({"expr": "x", "bindings": {"x": {"int64Value": "7"}}})", R"({"type":"dyn","value":{"int64Value":"7"}})"},
      {R"({"expr": "x", "bindings": {"x": {"value": {"doubleValue": "NaN"}}}})",
       R"({"type":"dyn","value":{"doubleValue":"NaN"}})"},
      {R"({"expr": "x + 1", "bindings": {"x": {"unknown": ["a.b"]}}})", R"({"type":"int","unknown":["a.b"]})"},
      {R"({"expr": "x.y", "bindings": {"x": {"unknown": {}}}})", R"({"type":"dyn","unknown":["x"]})"},
      {R"_({"expr": "has(x.y)", "bindings": {"x": {"unknown": {}}}})_", R"({"type":"bool","unknown":["x"]})"},
      {R"({"expr": "x", "bindings": {"x": {"error": {"errors": [{"message": "bad"}]}}}})",
       R"({"type":"dyn","error":"bad"})"},
      {R"({"expr": "1 / 0"})", R"({"type":"int","error":"divide by zero"})"},
      {R"({"expr": "1 +\n  y"})", R"({"error":"2:3: nothing is named `y`"})"},
      {R"({"expr": "y", "disableCheck": true})", R"({"type":"dyn","error":"nothing is named `y`"})"},
      {R"({"expr": "x", "typeEnv": [{"name": "x", "ident": {"type": {"primitive": "INT64"}}}]})",
       R"({"type":"int","error":"the variable has no value"})"},
      {R"({"expr": "y", "container": "x", "bindings": {"x.y": {"boolValue": true}}})",
       R"({"type":"dyn","value":{"boolValue":true}})"},
      {R"_({"expr": "timestamp(0)"})_",
       R"({"type":"timestamp","value":{"objectValue":{"@type":"type.googleapis.com/google.protobuf.Timestamp","value":"1970-01-01T00:00:00Z"}}})"},
      {R"_({"expr": "{'a': [b'x', null, 1u, type(1)]}"})_",
       R"_({"type":"map(string, list(dyn))","value":{"mapValue":{"entries":[{"key":{"stringValue":"a"},"value":{"listValue":{"values":[{"bytesValue":"eA=="},{"nullValue":null},{"uint64Value":"1"},{"typeValue":"int"}]}}}]}}})_"},
      {R"_({"expr": "[optional.of(1), optional.none(), duration('90s')]"})_",
       R"_({"type":"list(dyn)","value":{"listValue":{"values":[{"optionalValue":{"int64Value":"1"}},{"optionalValue":null},{"objectValue":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"90s"}}]}}})_"},
      {R"_({"expr": "[x.value(), y.orValue(2)]", "bindings": {"x": {"optionalValue": {"int64Value": -1}}, "y": {"optionalValue": null}}})_",
       R"_({"type":"list(int)","value":{"listValue":{"values":[{"int64Value":"-1"},{"int64Value":"2"}]}}})_"},
      {R"_({"expr": "x == int", "bindings": {"x": {"typeValue": "int"}}})_",
       R"_({"type":"bool","value":{"boolValue":true}})_"},
      {R"_({"expr": "type(x) == type(int)", "typeEnv": [{"name": "x", "ident": {"type": {"type": {"primitive": "INT64"}}}}], "bindings": {"x": {"typeValue": "int"}}})_",
       R"_({"type":"bool","value":{"boolValue":true}})_"},
  }));
  CAPTURE(line);
  CHECK(answer(line) == wanted);
}

TEST_CASE("any line at all is answered") {
  const auto line = GENERATE(
      as<std::string>(), "", "{", "[]", "null", "\xff", R"({"expr": 1})", R"({"exp": "1"})",
      R"({"expr": "1", "bindings": []})", R"({"expr": "1", "bindings": {"x": 1}})",
      R"({"expr": "1", "bindings": {"x": {}}})", R"({"expr": "1", "bindings": {"x": {"int64Value": "a"}}})",
      R"({"expr": "1", "bindings": {"x": {"mapValue": {"entries": [{"key": {"doubleValue": 1}, "value": {"nullValue": null}}]}}}})",
      R"({"expr": "1", "bindings": {"x": {"uint64Value": -1}}})",
      R"({"expr": "1", "bindings": {"x": {"listValue": 3}}})",
      R"({"expr": "1", "bindings": {"x": {"objectValue": {"@type": "type.googleapis.com/a.B"}}}})",
      R"({"expr": "1", "bindings": {"x": {"objectValue": {"value": 1}}}})",
      R"({"expr": "1", "bindings": {"x": {"optionalValue": {"int64Value": "a"}}}})",
      R"({"expr": "1", "bindings": {"x": {"typeValue": "no such"}}})",
      R"({"expr": "1", "bindings": {"x": {"doubleValue": "a"}}})",
      R"({"expr": "1", "bindings": {"x": {"mapValue": 3}}})",
      R"({"expr": "1", "bindings": {"x": {"mapValue": {"entries": [{"key": {"boolValue": true}}]}}}})",
      R"({"expr": "1", "bindings": {"x": {"moodValue": "a"}}})", R"({"expr": "1", "typeEnv": {}})",
      R"({"expr": "1", "typeEnv": [{"name": "x"}]})",
      R"({"expr": "1", "typeEnv": [{"name": "x", "ident": {"type": {"primitive": "INT"}}}]})",
      R"({"expr": "1", "typeEnv": [{"name": "f", "function": {"overloads": [3]}}]})",
      R"({"expr": "1", "container": 3})", R"({"expr": "\ud800"})");
  CAPTURE(line);
  CHECK(answer(line).starts_with("{\"error\":\""));
}

TEST_CASE("a value nested without end is refused") {
  std::string value = R"({"nullValue": null})";
  for (int i = 0; i < 20'000; ++i) value = R"({"listValue":{"values":[)" + value + "]}}";
  CHECK(answer(R"({"expr": "x", "bindings": {"x": )" + value + "}}") ==
        R"({"error":"binding `x`: a value nests deeper than 100"})");
  CHECK(answer(R"({"expr": "x", "typeEnv": [{"name": "x", "ident": {"type": )" + value + "}}]}")
            .starts_with("{\"error\""));
}

TEST_CASE("a host's own type goes both ways by its text") {
  const Day day;
  wire::Setup setup;
  setup.environment.add_opaque(day);
  setup.opaque_texts = {
      {&day, [](std::string_view text) { return text == "first" ? std::optional<std::int64_t>(1) : std::nullopt; }}};
  CHECK(wire::eval_line(R"({"expr": "d", "bindings": {"d": {"date": "first"}}})", setup) ==
        R"({"type":"dyn","value":{"date":"day 1"}})");
  CHECK(wire::eval_line(R"({"expr": "d", "bindings": {"d": {"date": "x"}}})", setup) ==
        R"({"error":"binding `d`: `x` is no date"})");
}

TEST_CASE("the setup's own variables are there, and a line may hide them") {
  wire::Setup setup;
  setup.environment.add_variable("year", cel::Type::integer());
  setup.activation = {cel::Value::integer(2025)};
  CHECK(wire::eval_line(R"({"expr": "year + 1"})", setup) == R"({"type":"int","value":{"int64Value":"2026"}})");
  CHECK(wire::eval_line(R"({"expr": "year", "bindings": {"year": {"stringValue": "mine"}}})", setup) ==
        R"({"type":"dyn","value":{"stringValue":"mine"}})");
}

TEST_CASE("plain JSON is for reading") {
  using cel::Value;
  CHECK(wire::plain_json(Value::list({Value::integer(2), Value::string("a\"b"), Value::null(),
                                      Value::floating(1.5)})) == R"([2,"a\"b",null,1.5])");
  CHECK(wire::plain_json(Value::map({{Value::integer(1), Value::duration(90)}})) == R"({"1":"90s"})");
  CHECK(wire::plain_json(Value::string("\xff")) == "\"\xef\xbf\xbd\"");
  CHECK(wire::plain_json(Value::list({Value::boolean(true), Value::uinteger(2), Value::bytes("x"),
                                      Value::optional_of(Value::integer(1)), Value::optional_none(),
                                      Value::type(cel::Type::wrapper(cel::Type::integer()))})) ==
        R"([true,2,"eA==",1,null,"int"])");
  CHECK(wire::plain_json(Value::error(cel::ErrorCode::host, "rotten")) == R"({"error":"rotten"})");
  CHECK(wire::plain_json(Value::unknown("a.b")) == R"({"unknown":["a.b"]})");
}

namespace {

// Boats that lie at boats without end; `owner` is a field that none has.
struct Boats : cel::Host, cel::TypeProvider {
  cel::Value field(std::uint32_t id, std::uint32_t slot) const override {
    return slot == 0 ? cel::Value::integer(id) : cel::Value::object(*this, id + 1);
  }
  bool has_field(std::uint32_t id, std::uint32_t slot) const override { return slot == 0 || (slot == 1 && id < 9); }
  std::optional<std::uint32_t> find_slot(std::uint32_t, std::string_view field) const override {
    return field == "number" ? 0 : field == "beside" ? 1 : 2;
  }
  std::string_view type_name(std::uint32_t) const override { return "boat"; }
  std::string path(std::uint32_t, std::uint32_t) const override { return {}; }
  std::size_t size(std::uint32_t) const override { return 0; }
  cel::Value at(std::uint32_t, std::size_t) const override { return {}; }
  std::optional<cel::Field> find_field(std::string_view, std::string_view) const override { return std::nullopt; }
  std::vector<std::string> field_names(std::string_view) const override { return {"number", "beside", "owner"}; }
  bool has_object(std::string_view object) const override { return object == "boat"; }
};

}  // namespace

TEST_CASE("an object is its fields where its type is known, else its name") {
  const Boats boats;
  const cel::Value boat = cel::Value::object(boats, 8);
  CHECK(wire::plain_json(boat, &boats) == R"({"number":8,"beside":{"number":9}})");
  CHECK(wire::plain_json(boat) == "{}");
  CHECK(wire::value_json(boat) == R"({"objectValue":{"@type":"boat"}})");
}
