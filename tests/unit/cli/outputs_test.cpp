// How wide a text is, and what GitHub is given besides annotations.
#include <algorithm>
#include <sstream>

#include "made.h"
#include "zhudun/source/text.h"

using namespace cli_test;

TEST_CASE("a text is as wide as the terminal, or as is asked for") {
  Made made;
  made.in = kOverdue;
  const auto widest = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"-", "--as-of", "2030-07-10", "--color", "never"});
    made.check(more);
    std::size_t most = 0;
    std::istringstream lines(made.out);
    for (std::string line; std::getline(lines, line);) most = std::max(most, zhudun::source::display_width(line));
    return most;
  };
  CHECK(widest({}) == 80);
  made.columns = 120;
  CHECK(widest({}) == 80);
  made.terminal = true;
  CHECK(widest({}) == 120);
  made.columns = 20;
  CHECK(widest({}) == 40);
  CHECK(widest({"--width", "100"}) == 100);
  const Folder folder;
  const std::string path = (folder.path / "r.txt").string();
  CHECK(widest({"-o", path}) == 0);
  CHECK(std::filesystem::file_size(path) > 0);
  for (const char* width : {"39", "401", "-1", "", "wide"}) CHECK(made.check({"-", "--width", width}) == 2);
}

TEST_CASE("annotations on GitHub come with a step summary") {
  Made made;
  made.in = kOverdue;
  const Folder folder;
  const std::string path = folder.file("summary", "before\n");
  const auto summary = [&] {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::vector<std::string> annotated = {"-", "--as-of", "2030-07-10", "--format", "github"};
  made.variables["GITHUB_STEP_SUMMARY"] = path;
  made.check({"-", "--as-of", "2030-07-10"});
  CHECK(summary() == "before\n");
  CHECK(made.check(annotated) == 1);
  const std::string once = summary();
  made.check({"-", "--as-of", "2030-07-10", "--format", "md"});
  CHECK(once == "before\n" + made.out);
  folder.file("summary", std::string(1024 * 1024 - 200, 'x'));
  CHECK(made.check(annotated) == 1);
  CHECK(summary().size() <= 1024 * 1024);
  CHECK(summary().ends_with("**\n"));
  made.variables["GITHUB_STEP_SUMMARY"] = (folder.path / "none" / "summary").string();
  CHECK(made.check(annotated) == 3);
  CHECK(made.out.starts_with("::error "));
  CHECK(made.error.find("cannot be written") != std::string::npos);
  made.variables["GITHUB_STEP_SUMMARY"] = "";
  CHECK(made.check(annotated) == 1);
}
