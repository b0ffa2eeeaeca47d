#include "zhudun/write/zip.h"

#include "support/catch.h"

using namespace zhudun::write;

TEST_CASE("a name is safe to unpack anywhere, and keeps what it can") {
  struct Case {
    std::string path, safe;
  };
  const Case cases[] = {
      {"a.pdf", "a.pdf"},
      {"evidence/报告.pdf", "evidence/报告.pdf"},
      {"/etc/passwd", "etc/passwd"},
      {"../../a", "a"},
      {"a/./b/../c", "a/b/c"},
      {"a\\..\\b", "a_.._b"},
      {"C:/x", "C_/x"},
      {"a//b/", "a/b"},
      {"con/NUL.txt/com1/common", "_con/_NUL.txt/_com1/common"},
      {"a. /b...", "a/b"},
      {" a", " a"},
      {"a\nb\x1b[2J\x7f", "a_b_[2J_"},
      {std::string("a\0b", 3), "a_b"},
      {"invoice\u202Efdp.exe", "invoice_fdp.exe"},
      {"what?<now>|\"*", "what__now____"},
      {"a\xFF.pdf", "a\uFFFD.pdf"},
      {"", "file"},
      {"..", "file"},
      {"///", "file"},
      {"😀.pdf", "😀.pdf"},
  };
  for (const Case& one : cases) {
    INFO(one.path);
    CHECK(safe_name(one.path) == one.safe);
    CHECK(safe_name(one.safe) == one.safe);
  }
}

TEST_CASE("a long part is cut between characters and keeps its ending") {
  std::string wide;
  for (int at = 0; at < 10'000; ++at) wide += "车";
  const std::string name = safe_name("x/" + wide + ".pdf");
  CHECK(name.size() <= 2 + 120);
  CHECK(name.starts_with("x/车车"));
  CHECK(name.ends_with("车.pdf"));
  CHECK(safe_name(std::string(120, 'a')) == std::string(120, 'a'));
  CHECK(safe_name(std::string(121, 'a')) == std::string(120, 'a'));
}

TEST_CASE("two files never have one name, also where case does not count") {
  ZipWriter zip;
  CHECK(zip.add("a/b.pdf", "1") == "a/b.pdf");
  CHECK(zip.add("a/b.pdf", "2") == "a/b~2.pdf");
  CHECK(zip.add("A/B.PDF", "3") == "A/B~3.PDF");
  CHECK(zip.add("../a/b.pdf", "4") == "a/b~4.pdf");
  CHECK(zip.add("a.b/c", "5") == "a.b/c");
  CHECK(zip.add("a.b/c", "6") == "a.b/c~2");
  CHECK(zip.finish());
}

TEST_CASE("the same input gives the same bytes, with the flag for UTF-8 and a fixed time") {
  const auto make = [](std::string_view bytes) {
    ZipWriter zip;
    zip.add("报告.txt", bytes);
    return *zip.finish();
  };
  const std::string one = make("x");
  CHECK(one == make("x"));
  CHECK(one != make("y"));
  CHECK(one.starts_with("PK\x03\x04"));
  CHECK((static_cast<unsigned char>(one[7]) & 0x08) != 0);         // bit 11 of the flags
  CHECK(one.substr(10, 4) == std::string("\x00\x00\x21\x00", 4));  // 00:00 on 1980-01-01
  CHECK(ZipWriter().finish()->starts_with("PK\x05\x06"));          // an empty archive is one too
  CHECK(ZipWriter().finish()->size() == 22);
}

TEST_CASE("as many files as the format counts, and one more") {
  ZipWriter zip;
  for (std::size_t at = 0; at < kMostFiles; ++at) zip.add("f/" + std::to_string(at), "");
  SECTION("the most") {
    const auto bytes = zip.finish();
    REQUIRE(bytes);
    CHECK(bytes->substr(bytes->size() - 22, 12) == std::string("PK\x05\x06\0\0\0\0\xFE\xFF\xFE\xFF", 12));
  }
  SECTION("one more") {
    zip.add("f", "");
    CHECK_FALSE(zip.finish());
  }
}
