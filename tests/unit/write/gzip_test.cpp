#include "zhudun/write/gzip.h"

#include <string>

#include "support/catch.h"

using namespace zhudun::write;

TEST_CASE("gzip: the size that gzip makes") {
  CHECK(gzip_size("") == 20);  // header, an empty block, checksum and length
  CHECK(gzip_size("a") == 21);
  CHECK(gzip_size(std::string(10'000'000, 'a')) < 10'000);
  std::string noise;
  unsigned state = 1;
  for (int at = 0; at < 3'000'000; ++at) noise += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  CHECK(gzip_size(noise) > noise.size());
  CHECK(gzip_size(noise) < noise.size() + 2'000);
}
