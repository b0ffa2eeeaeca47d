#include "zhudun/source/file.h"

#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "zhudun/source/lines.h"

using zhudun::source::File;
using zhudun::source::Position;

TEST_CASE("a place is a line and a column in characters, both from one") {
  const File file("f", "a: 车联\r\nb: x\n\nlast");
  CHECK(file.position(0) == Position{1, 1});
  CHECK(file.position(6) == Position{1, 5});   // after the first Chinese character
  CHECK(file.position(11) == Position{2, 1});  // CRLF is one line break
  CHECK(file.position(14) == Position{2, 4});
  CHECK(file.position(16) == Position{3, 1});
  CHECK(file.position(999) == Position{4, 5});
  CHECK(file.line(1) == "a: 车联");
  CHECK(file.line(3).empty());
  CHECK(file.line(4) == "last");
  CHECK(file.line(5).empty());
}

TEST_CASE("places and lines are those of going through the bytes one by one") {
  std::mt19937 random(7);
  for (const std::string_view letters :
       {"a\n", "a\r\n", "abcdefghijklmnopqrstuvwxyz\n", "abcdefghijklmnopqrstuvwxyz\r\n", "a"}) {
    for (const std::size_t size : {0U, 1U, 2U, 1023U, 1024U, 1025U, 2048U, 5000U}) {
      std::string bytes;
      for (std::size_t at = 0; at < size; ++at) bytes += letters[random() % letters.size()];
      CAPTURE(letters, size);
      const File file("f", bytes);
      std::vector<std::string> lines(1);
      Position here;
      bool right = true;
      for (std::size_t at = 0; at < size; ++at) {
        right = right && file.position(static_cast<std::uint32_t>(at)) == here;
        const bool ends = bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == size || bytes[at + 1] != '\n'));
        if (bytes[at] != '\n' && bytes[at] != '\r') lines.back() += bytes[at];
        here = ends ? Position{here.line + 1, 1} : Position{here.line, here.column + 1};
        if (ends) lines.emplace_back();
      }
      CHECK(right);
      CHECK(file.position(static_cast<std::uint32_t>(size)) == here);
      for (std::size_t at = 0; at < lines.size(); ++at)
        right = right && file.line(static_cast<std::uint32_t>(at + 1)) == lines[at];
      CHECK(right);
      CHECK(file.line(0).empty());
      CHECK(file.line(static_cast<std::uint32_t>(lines.size() + 1)).empty());
    }
  }
}

TEST_CASE("a byte-order mark is no column") {
  const File file("f", "\xEF\xBB\xBFkey: 1\nnext: 2\n");
  CHECK(file.position(3) == Position{1, 1});
  CHECK(file.position(8) == Position{1, 6});
  CHECK(file.position(10) == Position{2, 1});
  CHECK(file.line(1) == "key: 1");
}

TEST_CASE("bytes are counted wherever they stand") {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 255U * 16U, 256U * 16U + 5U, 9999U}) {
    CAPTURE(size);
    CHECK(zhudun::source::count_of(std::string(size, '\n'), '\n') == size);
    CHECK(zhudun::source::count_of(std::string(size, '\n'), 'a') == 0);
    for (std::size_t at = 0; at < std::min<std::size_t>(size, 40); ++at) {
      std::string text(size, 'a');
      text[at] = '\n';
      text[size - 1 - at] = '\n';
      CHECK(zhudun::source::count_of(text, '\n') == (at == size - 1 - at ? 1 : 2));
    }
  }
}
