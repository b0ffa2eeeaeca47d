#include "zhudun/cel/value.h"

#include "cel/moment.h"
#include "cel/zone.h"
#include "unit/cel/support.h"
#include "zhudun/cel/program_bytes.h"

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
    entries.push_back({Value::integer(-7), Value::integer(-70)});
    entries.push_back({Value::boolean(true), Value::integer(-2)});
    entries.push_back({Value::uinteger(1), Value::integer(-1)});
    const Value map = Value::map(entries);
    CHECK(map.size() == static_cast<std::size_t>(count + 2));
    CHECK(map.find(Value::floating(2.0))->as_integer() == 20);
    CHECK(map.find(Value::uinteger(1))->as_integer() == 10);
    CHECK(map.find(Value::floating(0.5)) == nullptr);
    CHECK(map.find(Value::integer(-1)) == nullptr);
    CHECK(map.find(Value::string("1")) == nullptr);
    CHECK(map.find(Value::floating(-7.0))->as_integer() == -70);
    CHECK(map.find(Value::boolean(true))->as_integer() == -2);
    CHECK(map.find(Value::boolean(false)) == nullptr);
    CHECK(map.find(Value::floating(1e300)) == nullptr);
    CHECK(map.find(Value::null()) == nullptr);
  }
}

TEST_CASE("errors and unknowns equal nothing and have no order, and still have a type") {
  const Value error = Value::error(ErrorCode::host, "rotten");
  const Value unknown = Value::unknown("a");
  CHECK_FALSE(equal(error, error));
  CHECK_FALSE(equal(unknown, unknown));
  CHECK(compare(error, error) == std::nullopt);
  CHECK(compare(Value::null(), Value::null()) == std::nullopt);
  CHECK(type_of(error) == Type::error());
  CHECK(type_of(unknown) == Type::dyn());
}

TEST_CASE("types are one object each, and read back as they are written") {
  for (const char* text : {"int", "list(int)", "map(string, list(dyn))", "wrapper(bool)", "date", "optional_type(int)",
                           "type(int)", "A", "timestamp"}) {
    const auto type = parse_type(text);
    REQUIRE(type);
    CHECK(to_string(*type) == text);
    CHECK(*type == *parse_type(text));
    CHECK(type_of_bytes(to_bytes(*type)) == *type);
  }
  CHECK(parse_type("object(ship)") == Type::object("ship"));
  CHECK(runtime_name(Type::wrapper(Type::integer())) == "int");
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
  CHECK(rule_offset("A-1:30:15", 0) == 3600 + 30 * 60 + 15);
  const std::string lisbon = "WET0WEST-1,J60/1,J300/2";  // 1 March and 27 October, in leap years too
  for (const std::int64_t first_of_march : {1'709'254'800, 1'740'790'800}) {  // 2024 and 2025, 01:00Z
    CHECK(rule_offset(lisbon, first_of_march - 1) == 0);
    CHECK(rule_offset(lisbon, first_of_march) == 3600);
  }
  CHECK(rule_offset("A0B-2,59,364/23", 1'709'164'799) == 0);  // day 59 from 0 is 29 February in 2024, at 02:00
  CHECK(rule_offset("A0B-2,59,364/23", 1'709'172'000) == 7200);
  for (const char* rule : {"", "A", "CST6CDT5", "CST6CDT,M3", "CST6CDT,M13.1.0,M1.1.0", "CST6CDT,"})
    CHECK_FALSE(rule_offset(rule, 0));
  for (const char* file : {"", "TZif", "TZif2"}) CHECK_FALSE(Zone::parse(file));
}

TEST_CASE("a zone's rule begins where its history ends") {
  const auto number = [](std::int64_t value, int size) {
    std::string bytes;
    for (int at = size - 1; at >= 0; --at) bytes += static_cast<char>(at < 8 ? value >> 8 * at & 0xFF : 0);
    return bytes;
  };
  const auto header = [&](int times) {
    return "TZif2" + std::string(15, '\0') + number(0, 12) + number(times, 4) + number(1, 4) + number(0, 4);
  };
  const std::string kind(6, '\0');  // the offset 0
  const std::string footer = "\nCST6CDT,M3.2.0,M11.1.0\n";
  const auto zone = Zone::parse(header(0) + kind + header(1) + number(1'700'000'000, 8) + '\0' + kind + footer);
  REQUIRE(zone);
  CHECK(zone->offset_at(1'699'999'999) == 0);
  CHECK(zone->offset_at(1'700'000'000) == -6 * 3600);
  CHECK(zone->offset_at(1'751'328'000) == -5 * 3600);
}
