#include "zhudun/source/uuid.h"

#include "support/catch.h"

using namespace zhudun::source;

namespace {

// The namespaces that RFC 9562 names for host names and for URLs.
constexpr Uuid kHosts = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                         0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
constexpr Uuid kUrls = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

}  // namespace

TEST_CASE("UUIDv5 has the standard's value") {
  CHECK(to_string(kHosts) == "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  CHECK(to_string(uuid5(kHosts, "www.example.com")) == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("UUIDv5 tells namespaces and names apart, and sets version and variant") {
  // Python's uuid.uuid5 gives these.
  CHECK(to_string(uuid5(kHosts, "python.org")) == "886313e1-3b8a-5372-9b90-0c9aee199e5d");
  CHECK(to_string(uuid5(kUrls, "http://python.org/")) == "4c565f0d-3f5a-5890-b41b-20cf47701c5e");
  for (int at = 0; at < 100; ++at) {
    const Uuid uuid = uuid5(kUrls, std::to_string(at));
    CHECK((uuid[6] & 0xF0) == 0x50);
    CHECK((uuid[8] & 0xC0) == 0x80);
  }
}
