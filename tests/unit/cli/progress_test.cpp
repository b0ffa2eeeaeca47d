// The line that says how far a long run is: when it is there, what it holds, and that it always goes again.
#include "made.h"

using namespace cli_test;

namespace {

struct Long : Made {
  int beats = 0;
  std::string seen;  // what stood on standard error after them
  Long() {
    error_terminal = true;
    variables = {{"TERM", "xterm"}};
    meanwhile = [this] {
      seen.clear();
      for (int at = 0; at < beats && beat; ++at) beat();
      seen = error;
    };
  }
  void judge(int how_long, std::vector<std::string> more = {}) {
    beats = how_long;
    more.insert(more.begin(), {"-", "--as-of", "2030-07-10"});
    check(more);
  }
};

// What a terminal shows in its last line.
std::string shown(const std::string& bytes) {
  std::string line;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes.compare(at, 4, "\r\x1b[K") == 0) {
      line.clear();
      at += 3;
    } else if (bytes[at] == '\r' || bytes[at] == '\n') {
      line.clear();
    } else if (bytes.compare(at, 3, "\x1b[K") == 0) {
      at += 2;
    } else {
      line += bytes[at];
    }
  }
  return line;
}

}  // namespace

TEST_CASE("nothing is shown while someone may be typing") {
  Long run;
  run.judge(100);
  CHECK(run.seen.empty());
  CHECK(run.error.empty());
}

TEST_CASE("nobody is called where nothing would be shown") {
  const auto called = [](Long& run, std::vector<std::string> more = {}) {
    bool was = false;
    run.meanwhile = [&] { was = was || static_cast<bool>(run.beat); };
    run.judge(0, std::move(more));
    CHECK_FALSE(run.beat);
    return was;
  };
  Long run;
  CHECK(called(run));
  CHECK_FALSE(called(run, {"--quiet"}));
  run.variables = {{"TERM", "dumb"}};
  CHECK_FALSE(called(run));
  run.variables = {};
  CHECK_FALSE(called(run));
  run.variables = {{"TERM", "xterm"}};
  run.error_terminal = false;
  CHECK_FALSE(called(run));
}

TEST_CASE("after half a second the line says what is done, and is gone before anything else is written") {
  const Folder folder;
  const std::string fine = folder.file("fine.yaml", kFine), broken = folder.file("broken.yaml", kBroken);
  const auto during = [&](std::size_t beats, std::size_t columns, const char* language) {
    Made made;
    made.error_terminal = true;
    made.columns = columns;
    made.variables = {{"TERM", "xterm"}};
    std::string seen;
    cli::World world;
    world.write_out = [&](std::string_view bytes) { return made.out += bytes, true; };
    world.write_error = [&](std::string_view bytes) { made.error += bytes; };
    world.now = [] { return std::int64_t{1909958400}; };
    std::function<void()> beat;
    world.variable = [&](const char* name) -> std::optional<std::string> {
      return std::string_view(name) == "TERM" ? std::optional<std::string>("xterm") : std::nullopt;
    };
    world.error_terminal = true;
    world.size = [&] { return std::optional(cli::Size{columns, 24}); };
    world.beat = [&](std::function<void()> wanted) {
      // a stand-in that beats when it is let go: the last phase is writing
      return std::shared_ptr<void>(nullptr, [&, wanted](void*) {
        for (std::size_t at = 0; at < beats; ++at) wanted();
        seen = shown(made.error);
      });
    };
    cli::run({"check", fine, broken, "--rules", kPack, "--as-of", "2030-07-10", "--lang", language}, world);
    CHECK(shown(made.error).empty());
    CHECK(made.error.find("broken.yaml:2:18: unknown key `kindz`\n") != std::string::npos);
    CHECK(made.out.find('\x1b') == std::string::npos);
    return seen;
  };
  CHECK(during(4, 80, "en").empty());
  CHECK(during(5, 80, "en") == "2/2  0 s  writing");
  CHECK(during(10, 80, "en") == "2/2  1 s  writing");
  CHECK(during(25, 80, "zh") == "2/2  2 秒  正在写出");
  CHECK(during(25, 13, "en") == "2/2  2 s");  // never as wide as the terminal
}
