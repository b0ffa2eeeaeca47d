#include "zhudun/yaml/core.h"

#include <cmath>

#include "support/catch.h"

using namespace zhudun::yaml;

TEST_CASE("plain scalars are what the core schema says") {
  const std::pair<const char*, ScalarType> cases[] = {
      {"", ScalarType::null_},
      {"~", ScalarType::null_},
      {"null", ScalarType::null_},
      {"Null", ScalarType::null_},
      {"NULL", ScalarType::null_},
      {"nUll", ScalarType::string},
      {"true", ScalarType::boolean},
      {"False", ScalarType::boolean},
      {"yes", ScalarType::string},
      {"no", ScalarType::string},
      {"on", ScalarType::string},
      {"y", ScalarType::string},
      {"0", ScalarType::integer},
      {"017", ScalarType::integer},
      {"0o17", ScalarType::integer},
      {"0x1F", ScalarType::integer},
      {"-0x1F", ScalarType::string},
      {"0b1", ScalarType::string},
      {"-12", ScalarType::integer},
      {"+3", ScalarType::integer},
      {"1_000", ScalarType::string},
      {"0o8", ScalarType::string},
      {"-", ScalarType::string},
      {"+", ScalarType::string},
      {".", ScalarType::string},
      {"1.", ScalarType::floating},
      {".5", ScalarType::floating},
      {"1e3", ScalarType::floating},
      {"1.5E-3", ScalarType::floating},
      {"1e", ScalarType::string},
      {".e1", ScalarType::string},
      {"-.inf", ScalarType::floating},
      {".NaN", ScalarType::floating},
      {"-.nan", ScalarType::string},
      {"nan", ScalarType::string},
      {"1.2.3", ScalarType::string},
      {"12:30", ScalarType::string},
      {"190:20:30", ScalarType::string},
      {"2025-04-27", ScalarType::string},
      {"１２", ScalarType::string},
      {"99999999999999999999", ScalarType::integer},
  };
  for (const auto& [text, type] : cases) {
    CAPTURE(text);
    CHECK(resolve(text) == type);
  }
}

TEST_CASE("integers are decimal unless they say 0o or 0x, and fit 64 bits or are nothing") {
  CHECK(to_int("017") == 17);
  CHECK(to_int("0o17") == 15);
  CHECK(to_int("0x1f") == 31);
  CHECK(to_int("-0") == 0);
  CHECK(to_int("+8") == 8);
  CHECK(to_int("9223372036854775807") == INT64_MAX);
  CHECK(to_int("-9223372036854775808") == INT64_MIN);
  CHECK_FALSE(to_int("9223372036854775808"));
  CHECK_FALSE(to_int("0xffffffffffffffff"));
  for (const char* text : {"", "1.0", "1e3", "yes", "0x", "0o", "+-1", " 1", "1 "}) CHECK_FALSE(to_int(text));
}

TEST_CASE("floating numbers are the nearest value") {
  CHECK(to_double("0.1") == 0.1);
  CHECK(to_double("+1.5e3") == 1500);
  CHECK(to_double("017") == 17);
  CHECK(to_double("0x10") == 16);
  CHECK(to_double("1e999") == INFINITY);
  CHECK(to_double("-1e999") == -INFINITY);
  CHECK(to_double("1e-999") == 0);
  CHECK(to_double("-.INF") == -INFINITY);
  CHECK(std::isnan(*to_double(".nan")));
  for (const char* text : {"", "a", "1e", "0x1.5", "inf"}) CHECK_FALSE(to_double(text));
}

TEST_CASE("truth values have six spellings") {
  for (const char* text : {"true", "True", "TRUE"}) CHECK(to_bool(text) == true);
  for (const char* text : {"false", "False", "FALSE"}) CHECK(to_bool(text) == false);
  for (const char* text : {"", "yes", "tRUE", "1", "on"}) CHECK_FALSE(to_bool(text));
}
