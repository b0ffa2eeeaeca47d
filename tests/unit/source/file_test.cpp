#include "zhudun/source/file.h"

#include "support/catch.h"

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

TEST_CASE("a byte-order mark is no column") {
  const File file("f", "\xEF\xBB\xBFkey: 1\nnext: 2\n");
  CHECK(file.position(3) == Position{1, 1});
  CHECK(file.position(8) == Position{1, 6});
  CHECK(file.position(10) == Position{2, 1});
  CHECK(file.line(1) == "key: 1");
}
