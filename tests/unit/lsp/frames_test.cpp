#include "lsp/frames.h"

#include "lsp/uri.h"
#include "support/catch.h"

using namespace zhudun::lsp;
using Kind = Frames::Frame::Kind;

namespace {

std::vector<std::pair<Kind, std::string>> read(std::string_view bytes, std::size_t step = std::string::npos) {
  Frames frames;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = std::min(step, bytes.size() - at);
    frames.add(bytes.substr(at, size));
    at += size;
  }
  std::vector<std::pair<Kind, std::string>> all;
  for (const Frames::Frame& one : frames.take()) all.emplace_back(one.kind, one.text);
  return all;
}

}  // namespace

TEST_CASE("messages one after the other, in whatever pieces they come") {
  const std::string bytes = framed("{}") + framed("诊断") + "content-type: x\r\nCONTENT-LENGTH:  1 \r\n\r\n7" +
                            "Content-Length: 0\r\n\r\n" + "Content-Length: 2\n\n[]";
  const std::vector<std::pair<Kind, std::string>> wanted = {
      {Kind::message, "{}"}, {Kind::message, "诊断"}, {Kind::message, "7"}, {Kind::message, ""}, {Kind::message, "[]"}};
  for (const std::size_t step : {1U, 2U, 3U, 7U, 1000U}) CHECK(read(bytes, step) == wanted);
  CHECK(read(framed("{}").substr(0, 20)).empty());
}

TEST_CASE("a header without a length is passed over") {
  for (const char* length : {"", "x", "-1", "1x", "0x10", "99999999999999999999999999"}) {
    const auto all = read(std::string("Content-Length: ") + length + "\r\n\r\n" + framed("{}"));
    REQUIRE(all.size() == 2);
    CHECK(all[0].first == Kind::no_length);
    CHECK(all[1].second == "{}");
  }
  CHECK(read("Other: 1\r\n\r\n" + framed("{}")).front().first == Kind::no_length);
}

TEST_CASE("a message that is too large is passed over without being kept") {
  Frames frames;
  const std::size_t size = Frames::kLargestMessage + 1;
  frames.add("Content-Length: " + std::to_string(size) + "\r\n\r\n");
  const std::string part(1U << 20U, ' ');
  std::size_t sent = 0;
  for (; sent + part.size() < size; sent += part.size()) frames.add(part);
  frames.add(std::string(size - sent, ' ') + framed("{}"));
  const auto all = frames.take();
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == Kind::too_large);
  CHECK(all[1].text == "{}");
}

TEST_CASE("a header without an end cannot be followed") {
  Frames frames;
  frames.add(std::string(Frames::kLargestHeader, 'x'));
  CHECK_FALSE(frames.lost());
  frames.add("xx");
  CHECK(frames.lost());
  frames.add(framed("{}"));
  CHECK(frames.take().empty());
}

TEST_CASE("paths of URIs") {
  CHECK(path_of_uri("file:///a/b%20c/%E9%93%B8.yaml") == "/a/b c/铸.yaml");
  CHECK(path_of_uri("file://localhost/a") == "/a");
  CHECK(path_of_uri("file:///a%2") == "/a%2");
  CHECK(path_of_uri("file:///a?x#y") == "/a");
  CHECK_FALSE(path_of_uri("file://elsewhere/a"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
}
