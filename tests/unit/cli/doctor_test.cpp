// `zhudun doctor` on days, in locales and on terminals of the test's own.
#include "made.h"

using namespace cli_test;

namespace {

bool says(const Made& made, const std::string& text) { return made.out.find(text) != std::string::npos; }

Made healthy() {
  Made made;
  made.variables = {{"LANG", "zh_CN.UTF-8"}, {"TERM", "xterm"}, {"HOME", "/nowhere/anna"}};
  return made;
}

}  // namespace

TEST_CASE("a day of the pack's year that the calendar covers is well") {
  Made made = healthy();
  CHECK(made.run({"doctor", "--rules", kPack, "--as-of", "2030-01-01", "--lang", "en"}) == 0);
  CHECK(says(made, "\nall is well\n"));
  CHECK(says(made, "today       2030-01-01 (given, Brookland/Harbour)\n"));
  CHECK(says(made, "fire-drills *  sha256:"));
  CHECK(says(made, "  2030  a folder\n"));
  CHECK(says(made, "2030-01-01 to 2031-12-31, 729 days left\n"));
  CHECK(says(made, "locale      LANG=zh_CN.UTF-8  UTF-8\n"));
  CHECK(says(made, "/nowhere/anna/.cache/zhudun (not there yet)\n"));
  CHECK(made.run({"doctor", "--rules", kPack, "--as-of", "2030-12-31"}) == 0);
  CHECK(says(made, "没有问题"));
  CHECK(made.error.empty());
}

TEST_CASE("the day before and after the pack's year and its calendar") {
  Made made = healthy();
  const auto warnings = [&](const char* day, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"doctor", "--rules", kPack, "--as-of", day, "--format", "json", "--lang", "en"});
    const int status = made.run(more);
    std::string codes;
    for (std::size_t at = 0; (at = made.out.find("\"code\": \"", at)) != std::string::npos;) {
      at += 9;
      codes += made.out.substr(at, made.out.find('"', at) - at) + " ";
    }
    CHECK(status == (codes.empty() ? 0 : 1));
    return codes;
  };
  CHECK(warnings("2029-12-31") == "campaign-year calendar ");
  CHECK(warnings("2030-01-01") == "");
  CHECK(warnings("2030-12-31") == "");
  CHECK(warnings("2031-01-01") == "campaign-year ");
  CHECK(says(made, "`--set year=2031` moves it"));
  CHECK(warnings("2031-12-31", {"--set", "year=2031"}) == "");
  CHECK(warnings("2032-01-01", {"--set", "year=2032"}) == "calendar ");
}

TEST_CASE("a pack of the year is named, in both languages") {
  Made made = healthy();
  const std::vector<std::string> call = {"doctor", "--rules", "shanghai-iov-2025", "--as-of", "2026-03-01", "--lang"};
  const auto in = [&](const char* language) {
    std::vector<std::string> whole = call;
    whole.emplace_back(language);
    CHECK(made.run(whole) == 1);
  };
  in("en");
  CHECK(says(made,
             "the pack `shanghai-iov-2026` is of 2026: `--rules shanghai-iov-2026`; or `--set year=2026` moves it"));
  in("zh");
  CHECK(says(
      made, "规则包 `shanghai-iov-2026` 正是 2026 年的：`--rules shanghai-iov-2026`；或用 `--set year=2026` 改变年份"));
}

TEST_CASE("today is the clock's, in the zone of the pack") {
  Made made = healthy();
  made.now = 1924988399;  // 2030-12-31T22:59:59Z, at +01:00 still that day
  CHECK(made.run({"doctor", "--rules", kPack}) == 0);
  ++made.now;
  CHECK(made.run({"doctor", "--rules", kPack}) == 1);
  CHECK(says(made, "2031-01-01"));
}

TEST_CASE("a built-in pack of the day's year is named") {
  Made made = healthy();
  CHECK(made.run({"doctor", "--as-of", "2025-06-30"}) == 0);
  CHECK(made.run({"doctor", "--as-of", "2026-06-30", "--lang", "en"}) == 1);
  const std::size_t at = made.out.find("--rules ");
  REQUIRE(at != std::string::npos);
  const std::string better = made.out.substr(at + 8, made.out.find('`', at) - at - 8);
  CHECK(made.run({"doctor", "--as-of", "2026-06-30", "--rules", better}) == 0);
}

TEST_CASE("a locale that is no UTF-8 is told, the one that counts") {
  const std::vector<std::pair<std::map<std::string, std::string>, int>> cases = {
      {{}, 1},
      {{{"LANG", ""}}, 1},
      {{{"LANG", "C"}}, 1},
      {{{"LANG", "zh_CN.GB18030"}}, 1},
      {{{"LANG", "C.UTF-8"}}, 0},
      {{{"LANG", "en_US.utf8"}}, 0},
      {{{"LANG", "zh_CN.UTF-8"}, {"LC_CTYPE", "C"}}, 1},
      {{{"LANG", "zh_CN.UTF-8"}, {"LC_CTYPE", "C"}, {"LC_ALL", "C.UTF-8"}}, 0},
  };
  for (const auto& [variables, status] : cases) {
    Made made;
    made.variables = variables;
    CHECK(made.run({"doctor", "--rules", kPack, "--as-of", "2030-01-01"}) == status);
  }
}

TEST_CASE("the terminal and the cache as the environment has them") {
  Made made = healthy();
  made.terminal = true;
  made.columns = 132;
  made.variables["XDG_CACHE_HOME"] = "/nowhere/cache";
  made.run({"doctor", "--rules", kPack, "--as-of", "2030-01-01", "--lang", "en"});
  CHECK(says(made, "output a terminal, errors no terminal, 132 x 24, TERM=xterm, in colour\n"));
  CHECK(says(made, "/nowhere/cache/zhudun"));
  made.variables = {{"LANG", "C.UTF-8"}, {"XDG_CACHE_HOME", "relative"}, {"NO_COLOR", "1"}};
  made.run({"doctor", "--rules", kPack, "--as-of", "2030-01-01", "--lang", "en"});
  CHECK(says(made, "no colour\n"));
  CHECK(says(made, "none, for there is no home"));
}

TEST_CASE("what is wrong with the pack or the output is no check-up") {
  Made made = healthy();
  CHECK(made.run({"doctor", "--rules", "fire-dril"}) == 2);
  CHECK(made.out.empty());
  made.writable = false;
  CHECK(made.run({"doctor", "--rules", kPack}) == 3);
}
