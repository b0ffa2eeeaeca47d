#include "zhudun/write/ical.h"

#include "support/catch.h"

using namespace zhudun::write;

namespace {

std::string property(std::string_view text) {
  std::string out;
  IcalWriter(out).text("SUMMARY", text);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find("\r\n", begin);
    REQUIRE(end != std::string::npos);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 2;
  }
  return lines;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t at = 0; at < times; ++at) out += text;
  return out;
}

}  // namespace

TEST_CASE("ical: components, values and lists") {
  std::string out;
  IcalWriter writer(out);
  writer.end();  // does nothing
  writer.begin("VCALENDAR");
  writer.value("VERSION", "2.0");
  writer.begin("VEVENT");
  writer.value("DTSTART;VALUE=DATE", "20251201");
  writer.texts("CATEGORIES", {"a,b", "c"});
  writer.finish();
  CHECK(out ==
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251201\r\n"
        "CATEGORIES:a\\,b,c\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST_CASE("ical: what would end a text or a property is escaped") {
  CHECK(property("a\\b;c,d:e\"f") == "SUMMARY:a\\\\b\\;c\\,d:e\"f\r\n");
  CHECK(property("a\nb\r\nc\rd\n\r\ne") == "SUMMARY:a\\nb\\nc\\nd\\n\\ne\r\n");
  CHECK(property("a\u2028b\u2029c") == "SUMMARY:a\\nb\\nc\r\n");
  CHECK(property(std::string_view("\0\x1b\x7f\t\xC2\x85\xff", 7)) == "SUMMARY:\uFFFD\uFFFD\uFFFD\t\uFFFD\uFFFD\r\n");
}

TEST_CASE("ical: folded at 75 octets, and no earlier") {
  CHECK(lines_of(property(repeated("x", 67))).size() == 1);
  const std::vector<std::string> two = lines_of(property(repeated("x", 67 + 74)));
  REQUIRE(two.size() == 2);
  CHECK(two[0].size() == 75);
  CHECK(two[1].size() == 75);
  CHECK(two[1].starts_with(" x"));
  CHECK(lines_of(property(repeated("x", 67 + 75))).size() == 3);
}

TEST_CASE("ical: folds stand between characters, and unfolded the text is whole") {
  for (const std::string_view character : {"é", "长", "\U0001F697"}) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
      const std::string text = repeated("x", shift) + repeated(character, 200);
      std::string whole;
      for (const std::string& line : lines_of(property(text))) {
        CHECK(line.size() <= 75);
        CHECK((static_cast<unsigned char>(line[1]) & 0xC0) != 0x80);
        whole += whole.empty() ? line : line.substr(1);
      }
      CHECK(whole == "SUMMARY:" + text);
    }
  }
}

TEST_CASE("ical: a parameter is quoted where it must be") {
  CHECK(ical_parameter("Asia/Shanghai") == "Asia/Shanghai");
  CHECK(ical_parameter("a:b;c,d") == "\"a:b;c,d\"");
  CHECK(ical_parameter("a\"b\n") == "a'b\uFFFD");
}
