#include "zhudun/write/json.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "support/catch.h"

using namespace zhudun::write;
using nlohmann::json;
using namespace std::string_literals;

namespace {

// What our spelling of a string reads back as.
std::string back(std::string_view text) { return json::parse(json_string(text)).get<std::string>(); }

const std::string broken = "\xEF\xBF\xBD";

template <class Write>
std::string written(Write write, Layout layout = Layout::compact) {
  std::string out;
  JsonWriter writer(out, layout);
  if constexpr (std::is_invocable_v<Write, JsonWriter&, std::string&>) {
    write(writer, out);
  } else {
    write(writer);
  }
  writer.finish();
  return out;
}

void sample(JsonWriter& w) {
  w.begin_object();
  w.member("version", 1);
  w.key("rules");
  w.begin_array();
  w.begin_object();
  w.member("id", "T");
  w.member("due", nullptr);
  w.member("late", true);
  w.end();
  w.end();
  w.key("missing");
  w.begin_array();
  w.end();
  w.key("summary");
  w.begin_object();
  w.end();
  w.key("path");
  w.begin_row();
  w.string("a");
  w.integer(-1);
  w.begin_object();
  w.member("k", 2u);
  w.end();
  w.end();
}

}  // namespace

TEST_CASE("compact: one line without a space") {
  CHECK(
      written(sample) ==
      R"({"version":1,"rules":[{"id":"T","due":null,"late":true}],"missing":[],"summary":{},"path":["a",-1,{"k":2}]})");
}

TEST_CASE("indented: two spaces a level, rows on one line") {
  CHECK(written(sample, Layout::indented) == R"({
  "version": 1,
  "rules": [
    {
      "id": "T",
      "due": null,
      "late": true
    }
  ],
  "missing": [],
  "summary": {},
  "path": ["a", -1, {"k": 2}]
})");
  CHECK(json::parse(written(sample, Layout::indented)) == json::parse(written(sample)));
}

TEST_CASE("strings read back as they were") {
  for (const std::string& text : {""s, "plain"s, "车联网 🚗 é"s, "\"\\/\b\f\n\r\t"s, "\0a\x1f\x7f"s, "</script><!--"s,
                                  "<\\/"s, "a\xE2\x80\xA8"s + "b\xE2\x80\xA9", "\xEF\xBB\xBF"s, "\xEF\xBF\xBF"s,
                                  "\xF4\x8F\xBF\xBF"s, "\xED\x9F\xBF\xEE\x80\x80"s, "\\u0041"s}) {
    CHECK(back(text) == text);
  }
}

TEST_CASE("what is escaped, and how") {
  CHECK(json_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(json_string("\x01\x1b\x7f") == R"("\u0001\u001b\u007f")");
  CHECK(json_string("a/b</c") == R"("a/b<\/c")");
  CHECK(json_string("\xE2\x80\xA8\xE2\x80\xA9") == R"("\u2028\u2029")");
  CHECK(json_string("a\u202Eb\u2066c\u2069\u200F\u061C\uFEFF\u009B") ==
        R"("a\u202eb\u2066c\u2069\u200f\u061c\ufeff\u009b")");
  CHECK(json_string("\u00A0\u2027\u202F\u2065\u206A") == "\"\u00A0\u2027\u202F\u2065\u206A\"");
  CHECK(json_string("好") == "\"好\"");
}

TEST_CASE("each broken part of invalid UTF-8 becomes one U+FFFD") {
  CHECK(back("a\xFFz") == "a" + broken + "z");
  CHECK(back("\x80\x80") == broken + broken);
  CHECK(back("\xC0\xAF") == broken + broken);               // an overlong solidus
  CHECK(back("\xE8\xBD") == broken);                        // cut short at the end
  CHECK(back("\xE8\xBD\"") == broken + "\"");               // the quote after it is not swallowed
  CHECK(back("\xED\xA0\x80") == broken + broken + broken);  // a surrogate
  CHECK(back("\xF4\x90\x80\x80") == broken + broken + broken + broken);
  CHECK(back("\xF0\x9F\x9A好") == broken + "好");
  CHECK(back("\xE2\x80") == broken);
  CHECK(back("\xF8\x88\x80\x80\x80").size() == 5 * broken.size());
}

TEST_CASE("random bytes always give well-formed JSON, as both key and value") {
  std::mt19937 random(20250314);
  const std::string alphabet = "a\"\\/<\n\x7f\x80\xA8\xBF\xC2\xE2\xED\xF0\xF4\xFF"s + '\0';
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (unsigned size = random() % 8; size > 0; --size) bytes += alphabet[random() % alphabet.size()];
    const std::string text = written([&](JsonWriter& w) {
      w.begin_object();
      w.member(bytes, bytes);
    });
    const json parsed = json::parse(text, nullptr, false);
    REQUIRE_FALSE(parsed.is_discarded());
    REQUIRE(parsed.begin().key() == parsed.begin().value());
  }
}

TEST_CASE("numbers are the shortest that read back the same") {
  const auto spelled = [](double value) { return written([&](JsonWriter& w) { w.number(value); }); };
  CHECK(spelled(0.1) == "0.1");
  CHECK(spelled(1) == "1");
  CHECK(spelled(-0.0) == "-0");
  CHECK(spelled(1e300) == "1e+300");
  CHECK(spelled(5e-324) == "5e-324");
  CHECK(spelled(std::nan("")) == "null");
  CHECK(spelled(std::numeric_limits<double>::infinity()) == "null");
  CHECK(spelled(-std::numeric_limits<double>::infinity()) == "null");
  std::mt19937_64 random(1);
  for (int round = 0; round < 10000; ++round) {
    const auto bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (std::isfinite(value)) REQUIRE(json::parse(spelled(value)).get<double>() == value);
  }
}

TEST_CASE("whole numbers at their limits") {
  const std::string text = written([](JsonWriter& w) {
    w.begin_array();
    w.integer(std::numeric_limits<std::int64_t>::min());
    w.integer(std::numeric_limits<std::int64_t>::max());
    w.unsigned_integer(std::numeric_limits<std::uint64_t>::max());
  });
  CHECK(text == "[-9223372036854775808,9223372036854775807,18446744073709551615]");
}

TEST_CASE("members choose their kind by type") {
  const std::string text = written([](JsonWriter& w) {
    w.begin_object();
    w.member("c", "chars");
    w.member("s", std::string("string"));
    w.member("b", false);
    w.member("i", std::int64_t{-1});
    w.member("u", std::size_t{1});
    w.member("d", 1.5);
    w.member("n", nullptr);
  });
  CHECK(text == R"({"c":"chars","s":"string","b":false,"i":-1,"u":1,"d":1.5,"n":null})");
}

TEST_CASE("another writer goes on where one stands") {
  for (const Layout layout : {Layout::compact, Layout::indented}) {
    const auto items = [](JsonWriter& w, int from, int to) {
      for (; from < to; ++from) w.begin_object(), w.member("at", from), w.end();
    };
    const std::string whole =
        written([&](JsonWriter& w) { w.begin_object(), w.key("all"), w.begin_array(), items(w, 0, 5); }, layout);
    for (int cut = 0; cut <= 5; ++cut) {
      const std::string parts = written(
          [&](JsonWriter& w, std::string& out) {
            w.begin_object(), w.key("all"), w.begin_array();
            items(w, 0, cut);
            std::string rest;
            JsonWriter other = w.within(rest);
            items(other, cut, 5);
            if (cut < 5) w.after_others();
            out += rest;
          },
          layout);
      CHECK(parts == whole);
    }
  }
}

TEST_CASE("misuse still gives well-formed JSON") {
  CHECK(written([](JsonWriter&) {}) == "null");
  CHECK(written([](JsonWriter& w) { w.end(), w.key("k"), w.end(); }) == "null");
  CHECK(written([](JsonWriter& w) { w.begin_object(), w.string("v"); }) == R"({"":"v"})");
  CHECK(written([](JsonWriter& w) { w.begin_object(), w.key("k"); }) == R"({"k":null})");
  CHECK(written([](JsonWriter& w) { w.begin_object(), w.key("a"), w.key("b"), w.null(); }) == R"({"a":null,"b":null})");
  CHECK(written([](JsonWriter& w) { w.begin_array(), w.key("k"), w.boolean(true); }) == "[true]");
  CHECK(written([](JsonWriter& w) { w.begin_object(), w.begin_array(), w.begin_object(); }) == R"({"":[{}]})");
  CHECK(written([](JsonWriter& w) { w.integer(1), w.integer(2); }) == "1\n2");  // JSON Lines
}

TEST_CASE("random calls always give well-formed JSON, in either layout") {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    const Layout layout = round % 2 ? Layout::compact : Layout::indented;
    const std::string text = written(
        [&](JsonWriter& w) {
          w.begin_array();
          for (unsigned calls = random() % 30, depth = 1; calls > 0; --calls) {
            switch (random() % 8) {
              case 0:
                w.begin_object(), ++depth;
                break;
              case 1:
                w.begin_array(), ++depth;
                break;
              case 2:
                w.begin_row(), ++depth;
                break;
              case 3:
                depth > 1 ? (w.end(), --depth) : 0;
                break;
              case 4:
                w.key(std::to_string(calls));
                break;
              case 5:
                w.string("s");
                break;
              case 6:
                w.number(0.5);
                break;
              default:
                w.null();
            }
          }
        },
        layout);
    INFO(text);
    REQUIRE_FALSE(json::parse(text, nullptr, false).is_discarded());
  }
}
