#include "zhudun/diag/diagnostic.h"

#include "support/catch.h"

using namespace zhudun;

TEST_CASE("a diagnostic says place, message, line, caret and help") {
  const source::File file("company.yaml", "a: 1\n名称: grde\n");
  const diag::Diagnostic d = diag::error("x", {&file, 13, 17}, "unknown word `grde`", "did you mean `grade`?");
  CHECK(diag::to_text(d) ==
        "company.yaml:2:5: unknown word `grde`\n"
        " 2 | 名称: grde\n"
        "   |       ^^^^\n"
        "  help: did you mean `grade`?\n");
}

TEST_CASE("without a place it names the file, without a file the program") {
  const source::File file("a.yaml", "");
  CHECK(diag::to_text(diag::error("x", {&file, 0, 0}, "is empty")) == "a.yaml: is empty\n");
  CHECK(diag::to_text(diag::error("x", {}, "no file given")) == "zhudun: no file given\n");
  CHECK(diag::to_text(diag::warning("x", {}, "odd")) == "zhudun: warning: odd\n");
}

TEST_CASE("an escape in the user's text does not reach the terminal") {
  const source::File file("a.yaml", "k: \x1b[2J\n");
  const std::string text = diag::to_text(diag::error("x", {&file, 3, 7}, "bad \x1b[2J"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("the nearest name is a slip of the hand away, or there is none") {
  const std::vector<std::string> names = {"platforms", "vehicles", "apps"};
  CHECK(diag::nearest("platform", names) == "platforms");
  CHECK(diag::nearest("vehciles", names) == "vehicles");
  CHECK_FALSE(diag::nearest("incidents", names));
  CHECK_FALSE(diag::nearest("", names));
}
