#include "zhudun/cel/value.h"

#include "cel/moment.h"
#include "cel/zone.h"
#include "unit/cel/support.h"

using namespace cel_test;

TEST_CASE("a value is small, and copies share what they hold") {
  CHECK(sizeof(Value) == 24);
  const Value text = Value::string("a long enough text to be somewhere else");
  const Value copy = text;
  CHECK(copy.as_string().data() == text.as_string().data());
  Value other = copy;
  other = Value::integer(1);
  CHECK(text.as_string().starts_with("a long"));
}

TEST_CASE("a map finds keys by value, few or many") {
  for (const int count : {3, 100}) {
    std::vector<Value::Entry> entries;
    for (int i = 0; i < count; ++i) entries.push_back({Value::integer(i), Value::integer(i * 10)});
    entries.push_back({Value::uinteger(1), Value::integer(-1)});
    const Value map = Value::map(entries);
    CHECK(map.size() == static_cast<std::size_t>(count));
    CHECK(map.find(Value::floating(2.0))->as_integer() == 20);
    CHECK(map.find(Value::uinteger(1))->as_integer() == 10);
    CHECK(map.find(Value::floating(0.5)) == nullptr);
    CHECK(map.find(Value::integer(-1)) == nullptr);
    CHECK(map.find(Value::string("1")) == nullptr);
  }
}

TEST_CASE("types are one object each, and read back as they are written") {
  for (const char* text : {"int", "list(int)", "map(string, list(dyn))", "wrapper(bool)", "date", "optional_type(int)",
                           "type(int)", "A", "timestamp"}) {
    const auto type = parse_type(text);
    REQUIRE(type);
    CHECK(to_string(*type) == text);
    CHECK(*type == *parse_type(text));
  }
  CHECK(parse_type("object(ship)") == Type::object("ship"));
  for (const char* text : {"", "list(", "map(int)", "list(int))", "list()"}) CHECK_FALSE(parse_type(text));
}

TEST_CASE("moments keep to their ranges") {
  CHECK(civil_of(951'782'400).day == 29);
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(format_timestamp(-62'135'596'800, 0) == "0001-01-01T00:00:00Z");
  CHECK(to_string(checked_timestamp(253'402'300'800, 0)).starts_with("error(range"));
  CHECK(to_string(checked_timestamp(0, -1)) == "1969-12-31T23:59:59.999999999Z");
  CHECK(format_duration(-1, -500'000'000) == "-1.5s");
  for (const char* text : {"", "1", "h", "1x", "1h-1m", "--1s", "99999999999999h"})
    CHECK(read_duration(text).is(Value::Kind::error));
  CHECK(to_string(read_duration("1.5h")) == "5400s");
}

TEST_CASE("a rule of daylight saving turns where it says") {
  const std::string central = "CST6CDT,M3.2.0,M11.1.0";
  CHECK(rule_offset(central, 1'741'507'199) == -6 * 3600);  // 2025-03-09 07:59:59Z
  CHECK(rule_offset(central, 1'741'507'200) == -5 * 3600);
  CHECK(rule_offset(central, 1'762'066'799) == -5 * 3600);  // 2025-11-02 06:59:59Z
  CHECK(rule_offset(central, 1'762'066'800) == -6 * 3600);
  const std::string sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
  CHECK(rule_offset(sydney, 1'735'689'600) == 11 * 3600);
  CHECK(rule_offset(sydney, 1'751'328'000) == 10 * 3600);
  CHECK(rule_offset("<+0545>-5:45", 0) == 5 * 3600 + 45 * 60);
  for (const char* rule : {"", "A", "CST6CDT,M3", "CST6CDT,M13.1.0,M1.1.0", "CST6CDT,"})
    CHECK_FALSE(rule_offset(rule, 0));
  for (const char* file : {"", "TZif", "TZif2"}) CHECK_FALSE(Zone::parse(file));
}
