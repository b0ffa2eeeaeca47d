// Dates, times, codes, and what counts as absent.
#include <fmt/format.h>

#include "declared.h"

using namespace declared;

namespace {

constexpr const char* kType = "declaration-type";

std::int64_t seconds_of(const std::string& text) {
  const Read one = read(fmt::format("v: 1\nat: {}", text));
  REQUIRE(one.document);
  return one.document->timestamp(fact(*one.document, {"at"})).at.seconds;
}

}  // namespace

TEST_CASE("a date is written one way, and others are told how") {
  struct Case {
    const char* text;
    const char* help;
  };
  const std::vector<Case> cases = {
      {"2025/7/31", "write 2025-07-31"},
      {"2025年7月31日", "write 2025-07-31"},
      {"2025.07.31", "write 2025-07-31"},
      {"2025-7-31", "write 2025-07-31"},
      {"20250731", "write 2025-07-31"},
      {"2025-02-30", "there is no such day"},
      {"2025-02-29", "there is no such day"},
      {"2025-00-10", "there is no such day"},
      {"2025-07", "write the day too: YYYY-MM-DD"},
      {"2025", "write the day too: YYYY-MM-DD"},
      {"2025年7月", "write the day too: YYYY-MM-DD"},
      {"二〇二五年七月三十一日", "write it in digits: YYYY-MM-DD"},
      {"２０２５－07－31", "write 2025-07-31"},
      {"待定", "leave it empty until there is a date"},
      {"6/7/2025", "write the year first, then month and day: YYYY-MM-DD"},
      {"7/31/2025", "write 2025-07-31"},
      {"July", ""},
      {"31/7/2025", "write 2025-07-31"},
      {"2025-07-31T10:00+08:00", "this fact is a day: leave the time out"},
      {"2025-07-31T10:00", "this fact is a day: leave the time out"},
      {"2025-07-31T00:00:00Z", "this fact is a day: leave the time out"},
  };
  for (const Case& one : cases) {
    const std::string text = one.text;
    CHECK(read(fmt::format("v: 1\nday: {}", text)).told() ==
          std::vector{Told{kType, fmt::format("`day` is `{}`, not a date, YYYY-MM-DD", text), one.help, text}});
  }
}

TEST_CASE("a date is the same, quoted or not, and keeps its place") {
  for (const char* text : {"2024-02-29", "'2024-02-29'", "\"2024-02-29\""}) {
    const Read one = read(fmt::format("v: 1\nday: {}", text));
    REQUIRE(one.document);
    const schema::FactId day = fact(*one.document, {"day"});
    CHECK(calendar::to_string(one.document->date(day)) == "2024-02-29");
    CHECK(one.document->span(day).text() == text);
    CHECK(one.document->place(day).text() == "day");
  }
}

TEST_CASE("a time, in every form that is allowed") {
  constexpr std::int64_t at = 1754202000;  // 2025-08-03T06:20:00Z
  for (const char* text :
       {"2025-08-03T14:20+08:00", "2025-08-03T14:20:00+08:00", "2025-08-03T14:20", "2025-08-03T14:20:00",
        "2025-08-03T06:20Z", "2025-08-03T06:20:00Z", "2025-08-03T06:20:00.999Z", "2025-08-03T14:20:00.5",
        "2025-08-03T07:20+01:00", "2025-08-02T20:50-09:30", "'2025-08-03T14:20+08:00'"}) {
    INFO(text);
    CHECK(seconds_of(text) == at);
  }
  const Read bare = read("v: 1\nat: 2025-08-03");
  const calendar::Timestamp day = bare.document->timestamp(fact(*bare.document, {"at"}));
  CHECK(day.whole_day);
  CHECK(day.at.seconds == 1754150400);  // 00:00 at +08:00
}

TEST_CASE("a time that is none") {
  struct Case {
    const char* text;
    const char* help;
  };
  const std::vector<Case> cases = {{"2025-08-03T24:00", "write 2025-08-03"},
                                   {"2025-08-03T10:60", "write 2025-08-03"},
                                   {"2025-02-30T10:00", ""},
                                   {"14:20", ""},
                                   {"2025-08-03T10", "write 2025-08-03"},
                                   {"yesterday", ""}};
  for (const Case& one : cases) {
    INFO(one.text);
    const auto told = read(fmt::format("v: 1\nat: \"{}\"", one.text)).told();
    REQUIRE(told.size() == 1);
    CHECK(told[0].message == fmt::format("`at` is `{}`, not a time, YYYY-MM-DDThh:mm+08:00", one.text));
    CHECK(told[0].under == fmt::format("\"{}\"", one.text));
  }
}

TEST_CASE("the unified social credit code") {
  const std::string help = "GB 32100-2015: 18 characters, the last one checks the others";
  CHECK(read("v: 1\ncode: 91310000MA1FL0000N").told().empty());
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"91310000MA1FL00000", "the code `91310000MA1FL00000` ends in `0`, but its check character is `N`"},
      {"91310000MA1FL0001N", "the code `91310000MA1FL0001N` ends in `N`, but its check character is `R`"},
      {"91310000MA1FL0000", "the code `91310000MA1FL0000` has 17 characters, not 18"},
      {"91310000MA1FL0000NN", "the code `91310000MA1FL0000NN` has 19 characters, not 18"},
      {"91310000ma1fl0000n", "the code `91310000ma1fl0000n` holds `m`, which is no character of the code"},
      {"九一", "the code `九一` has 2 characters, not 18"},
      {"9131000０MA1FL0000N", "the code `9131000０MA1FL0000N` holds `０`, which is no character of the code"},
      {"9131O000MA1FL0000N", "the code `9131O000MA1FL0000N` holds `O`, which is no character of the code"},
  };
  for (const Case& one : cases) {
    CHECK(read(fmt::format("v: 1\ncode: {}", one.text)).told() ==
          std::vector{Told{"declaration-uscc", one.message, help, one.text}});
  }
  CHECK(read("v: 1\ncode: 913100001234567890").told().front().message ==
        "`code` is `913100001234567890`, not a text");  // unquoted, it is a number
}

TEST_CASE("null and the empty text are absent everywhere") {
  for (const char* value : {"", "null", "~", "Null", "''", "\"\"", "|\n", ">-\n"}) {
    for (const char* key : {"text", "number", "whole", "flag", "day", "at", "code", "path", "word", "short", "days",
                            "words", "part", "keyed", "loose"}) {
      INFO(key << ": " << value);
      const Read one = read(fmt::format("v: 1\n{}: {}", key, value));
      REQUIRE(one.document);
      CHECK(fact(*one.document, {key}) == schema::kAbsent);
    }
  }
}

TEST_CASE("an empty list and an empty mapping are there") {
  const Read one = read("{v: 1, keyed: [], days: [null, ''], elsewhere: {}}");
  REQUIRE(one.document);
  const schema::FactId keyed = fact(*one.document, {"keyed"});
  REQUIRE(keyed != schema::kAbsent);
  CHECK(one.document->size(keyed) == 0);
  CHECK(one.document->size(fact(*one.document, {"days"})) == 0);  // absent items are none
  CHECK(fact(*one.document, {"elsewhere"}) != schema::kAbsent);
  CHECK(fact(*one.document, {"part"}) == schema::kAbsent);
}

TEST_CASE("the items that are there keep their order when others are absent") {
  const Read one = read("v: 1\ndays: [~, 2025-01-01, '', 2025-01-02]");
  const schema::FactId days = fact(*one.document, {"days"});
  REQUIRE(one.document->size(days) == 2);
  CHECK(calendar::to_string(one.document->date(one.document->item(days, 0))) == "2025-01-01");
  CHECK(calendar::to_string(one.document->date(one.document->item(days, 1))) == "2025-01-02");
}

TEST_CASE("a table where none can be read is an error") {
  const Loaded loaded = load(
      "type: object\nproperties: {rows: {type: [array, string], x-table: csv, items: {type: object, properties: {}}}}");
  REQUIRE(loaded.schema);
  CHECK(read("rows: a.csv", *loaded.schema).told() ==
        std::vector{Told{kType, "`rows` is `a.csv`, not a list, or the path of a CSV file", "", "a.csv"}});
  CHECK(read("rows: [{}]", *loaded.schema).told().empty());
}
