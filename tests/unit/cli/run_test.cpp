// The whole program in a world of the test's own: streams, clock and environment are handed in.
#include "made.h"

using namespace cli_test;

namespace {

bool colored(const std::string& text) { return text.find('\x1b') != std::string::npos; }

}  // namespace

TEST_CASE("exit statuses") {
  Made made;
  CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 0);
  made.in = kOverdue;
  CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 1);
  CHECK(made.check({"-", "--as-of", "2030-07-09"}) == 0);
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--fail-on", "never"}) == 0);
  CHECK(made.check({"-", "--as-of", "2030-07-09", "--fail-on", "due_soon"}) == 1);
  made.in = kBroken;
  CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 2);
  CHECK(made.out.empty());
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--fail-on", "never"}) == 2);
  made.in = kOverdue;
  made.writable = false;
  CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 3);
  CHECK(made.error == "zhudun: standard output could not be written in full\n");
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--quiet"}) == 1);
  CHECK(made.run({"--help"}) == 3);
}

TEST_CASE("memory that is not there ends the run, in a thread too") {
  Made made;
  const Folder folder;
  made.meanwhile = [] { throw std::bad_alloc(); };
  const std::string file = folder.file("fine.yaml", kFine);
  for (const char* jobs : {"1", "2"}) {
    CHECK(made.check({file, "-", file, "-j", jobs}) == 3);
    CHECK(made.error == "zhudun: there is not enough memory\n");
    CHECK(made.out.empty());
  }
}

TEST_CASE("lines that cannot be read are no lines to evaluate") {
  Made made;
  made.readable = false;
  CHECK(made.run({"eval", "--jsonl"}) == 2);
  CHECK(made.error == "zhudun: standard input cannot be read\n");
  CHECK(made.out.empty());
}

TEST_CASE("a date is read as it is written") {
  Made made;
  made.in = R"_({"expr": "d.addDays(1)", "bindings": {"d": {"date": "2025-02-28"}}})_"
            "\n"
            R"_({"expr": "d", "bindings": {"d": {"date": "2025-02-29"}}})_";
  CHECK(made.run({"eval", "--jsonl"}) == 0);
  CHECK(made.out == R"({"type":"date","value":{"date":"2025-03-01"}})"
                    "\n"
                    R"({"error":"binding `d`: `2025-02-29` is no date"})"
                    "\n");
}

TEST_CASE("an editor that stays open overnight is told what the new day makes of its texts") {
  Made made;
  const auto framed = [](const std::string& body) {
    return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
  };
  std::string text;
  for (const char c : std::string(kOverdue)) text += c == '\n' ? std::string("\\n") : std::string(1, c);
  made.in = framed(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":1,"capabilities":{}}})") +
            framed(R"({"jsonrpc":"2.0","method":"initialized","params":{}})") +
            framed(R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":)"
                   R"({"uri":"untitled:a","languageId":"yaml","version":1,"text":")" +
                   text + "\"}}}");
  made.now = 1909818000;  // 2030-07-09 on the pack's clock, the last day of the drill
  const auto told = [&](const std::string& what) { return made.out.find(what) != std::string::npos; };
  const auto judge = [&](bool writable) {
    made.pauses = {[&] { CHECK_FALSE(told("publishDiagnostics")); },
                   [&] {
                     CHECK(told("publishDiagnostics"));
                     CHECK_FALSE(told("overdue"));
                     made.out.clear();
                   },
                   [&, writable] {
                     CHECK(made.out.empty());  // still the same day
                     made.now += 86'400;
                     made.writable = writable;
                   }};
    return made.run({"lsp", "--rules", kPack, "--lang", "en"});
  };
  CHECK(judge(true) == 1);  // the client goes without a goodbye
  CHECK(told("publishDiagnostics"));
  CHECK(told("overdue"));
  made.now = 1909818000;
  CHECK(judge(false) == 3);
}

TEST_CASE("a pack is not named by an absolute path in another pack") {
  Made made;
  const Folder folder;
  folder.file("pack.yaml", "zhudun-pack: 1\nid: a\ntitle: {zh: 甲, en: A}\nextends: /elsewhere\n");
  CHECK(made.run({"rules", folder.path.string()}) == 2);
  CHECK(made.error.find("pack.yaml:4:10: the pack `/elsewhere` is named by an absolute path\n") != std::string::npos);
}

TEST_CASE("a rule file is a file of its folder") {
  Made made;
  const Folder folder;
  std::filesystem::copy(kPack, folder.path, std::filesystem::copy_options::recursive);
  std::filesystem::remove(folder.path / "F1.yaml");
  std::filesystem::create_symlink("/dev/null", folder.path / "F1.yaml");
  CHECK(made.run({"rules", folder.path.string()}) == 2);
  CHECK(made.error == (folder.path / "F1.yaml").string() + ": is no regular file below its folder\n");
}

TEST_CASE("a name that is nearly another's is told") {
  Made made;
  const Folder folder;
  folder.file("company.yaml", kFine);
  CHECK(made.check({(folder.path / "compnay.yaml").string()}) == 2);
  CHECK(made.error == fmt::format("{0}/compnay.yaml: cannot be read: No such file or directory\n"
                                  "  help: did you mean `{0}/company.yaml`?\n",
                                  folder.path.string()));
}

TEST_CASE("of waivers that match nothing a hundred are told, and that there are more") {
  Made made;
  for (const int count : {100, 101}) {
    made.in = kFine + std::string("waivers:\n");
    for (int at = 0; at < count; ++at)
      made.in += fmt::format(
          "  - {{rule: F1.1, subject: s{}, reason: r, approved_by: a, approved_on: 2030-01-01, "
          "expires_on: 2031-01-01}}\n",
          at);
    CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 0);
    int told = 0;
    for (std::size_t at = 0; (at = made.error.find("matches no finding\n", at)) != std::string::npos; ++at) ++told;
    CHECK(told == 100);
    CHECK((made.error.find("more than 100 waivers match no finding; the report names all\n") != std::string::npos) ==
          (count > 100));
  }
}

TEST_CASE("what lint finds, as a table for programs") {
  Made made;
  CHECK(made.run({"lint", "shanghai-iov-2025", "--format", "json"}) == 0);
  CHECK(made.out == "{\n  \"pack\": \"shanghai-iov-2025\",\n  \"findings\": []\n}\n");
  CHECK(made.run({"lint", kPack, "--format", "json"}) == 1);
  CHECK(made.out.starts_with(fmt::format(R"({{
  "pack": "fire-drills",
  "findings": [
    {{
      "code": "lint-untested",
      "severity": "warning",
      "message": "no test expects anything of `F1.1`",
      "help": "add one in a file NAME.test.yaml: its boundary days, its absent facts, its readings",
      "file": "{}/F1.yaml",
      "line": 3,
      "column": 9,
      "end_line": 3,
      "end_column": 13
    }},
)",
                                         kPack)));
}

TEST_CASE("the tests of a pack: what was seen, and what was not") {
  Made made;
  const Folder folder;
  std::filesystem::copy(kPack, folder.path, std::filesystem::copy_options::recursive);
  const std::string pack = folder.path.string();
  CHECK(made.run({"test", pack}) == 2);
  CHECK(made.error.find("the pack `fire-drills` has no tests\n") != std::string::npos);

  folder.file(
      "F1.test.yaml", "tests:\n  - name: overdue\n    as_of: 2030-07-10\n    declaration:\n" + [&] {
        std::string text;
        std::istringstream lines(kOverdue);
        for (std::string line; std::getline(lines, line);) text += "      " + line + "\n";
        return text;
      }() + "    expect: [{rule: F1.1, subject: buildings/shed, status: overdue}]\n");
  CHECK(made.run({"test", pack, "--coverage"}) == 1);
  const auto says = [&](const std::string& line) { return made.out.find(line) != std::string::npos; };
  INFO(made.out);
  INFO(made.error);
  CHECK(says("` of F1.1 was never "));
  CHECK(says("\nF1.1: overdue\n"));
  CHECK(says("\nreading rest_day: same_date\n"));
  CHECK(made.error.find("no test reaches the due date of the rule `") != std::string::npos);
}

TEST_CASE("today is today on the calendar's clock") {
  Made made;
  const auto as_of = [&](std::int64_t now, std::vector<std::string> arguments) {
    made.now = now;
    made.run(std::move(arguments));
    const std::size_t at = made.out.find("\"as_of\": \"");
    INFO(made.error);
    REQUIRE(at != std::string::npos);
    return made.out.substr(at + 10, 10);
  };
  // the built-in pack is at +08:00
  made.in = "zhudun: 1\ncompany: {name: 甲, roles: [facility_operator]}\n";
  const std::vector<std::string> shanghai = {"check", "-", "--format", "json"};
  CHECK(as_of(1762703999, shanghai) == "2025-11-09");  // 2025-11-09T15:59:59Z
  CHECK(as_of(1762704000, shanghai) == "2025-11-10");  // 2025-11-09T16:00:00Z
  for (const char* zone : {"America/Los_Angeles", "Pacific/Kiritimati", "UTC"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    CHECK(as_of(1762703999, shanghai) == "2025-11-09");
    CHECK(as_of(1762704000, shanghai) == "2025-11-10");
  }
  ::unsetenv("TZ");
  ::tzset();
  // the pack of the tests is at +01:00
  made.in = kFine;
  const std::vector<std::string> brookland = {"check", "-", "--rules", kPack, "--format", "json"};
  CHECK(as_of(1909954799, brookland) == "2030-07-10");  // 2030-07-10T22:59:59Z
  CHECK(as_of(1909954800, brookland) == "2030-07-11");
}

TEST_CASE("colour: a terminal, NO_COLOR, TERM and what is asked for") {
  Made made;
  made.in = kOverdue;
  const auto color = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"-", "--as-of", "2030-07-10"});
    made.check(more);
    CHECK_FALSE(made.out.empty());
    return colored(made.out);
  };
  CHECK_FALSE(color({}));
  CHECK(color({"--color", "always"}));
  made.terminal = true;
  CHECK(color({}));
  CHECK(color({"--color", "auto"}));
  CHECK_FALSE(color({"--color", "never"}));
  CHECK_FALSE(color({"--format", "json"}));
  made.variables = {{"NO_COLOR", "1"}};
  CHECK_FALSE(color({}));
  CHECK(color({"--color", "always"}));
  made.variables = {{"NO_COLOR", ""}};  // present and empty does not count: no-color.org
  CHECK(color({}));
  made.variables = {{"TERM", "dumb"}};
  CHECK_FALSE(color({}));
  made.variables = {{"TERM", "xterm"}};
  CHECK(color({}));
}

TEST_CASE("bytes that are no text are not written to a terminal") {
  Made made;
  made.in = kFine;
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--format", "xlsx"}) == 0);
  CHECK(made.out.starts_with("PK"));
  made.out.clear();
  made.terminal = true;
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--format", "xlsx"}) == 2);
  CHECK(made.out.empty());
  CHECK(made.error.find("`xlsx` is no text for a terminal") != std::string::npos);
  CHECK(made.error.find("-o report.xlsx") != std::string::npos);
}

TEST_CASE("the report goes to standard output, everything told to standard error") {
  Made made;
  CHECK(made.check({"-", "--as-of", "2030-07-10"}) == 0);
  CHECK(made.error.empty());
  CHECK(made.out.starts_with("zhudun "));
  made.in = kBroken;
  made.check({"-", "--as-of", "2030-07-10"});
  CHECK(made.out.empty());
  CHECK(made.error.starts_with("-:2:18: unknown key `kindz`\n"));
  made.in = kFine;
  CHECK(made.check({"-", "--as-of", "2030-07-10", "--quiet"}) == 0);
  CHECK(made.out.empty());
  CHECK(made.error.empty());
  made.readable = false;
  CHECK(made.check({"-"}) == 2);
  CHECK(made.error == "zhudun: standard input cannot be read\n");
}

TEST_CASE("a batch with a bad file") {
  const Folder folder;
  const std::string fine = folder.file("fine.yaml", kFine), broken = folder.file("broken.yaml", kBroken);
  Made made;
  made.in = kOverdue;
  CHECK(made.check({broken, "-", fine, "--as-of", "2030-07-10", "--format", "json"}) == 2);
  CHECK(made.out.find("broken.yaml") == std::string::npos);
  CHECK(made.out.find("\"file\": \"-\"") < made.out.find(fine));
  CHECK(made.error.find("broken.yaml:2:18: ") != std::string::npos);
  CHECK(made.check({fine, "-", "--as-of", "2030-07-10", "-q"}) == 1);
  CHECK(made.check({fine, (folder.path / "none.yaml").string(), "--as-of", "2030-07-10", "-q"}) == 2);
}

TEST_CASE("outputs: files whole or not at all") {
  const Folder folder;
  Made made;
  const std::string json = (folder.path / "r.json").string(), nowhere = (folder.path / "none/r.json").string();
  CHECK(made.check({"-", "--as-of", "2030-07-10", "-o", json}) == 0);
  CHECK(made.out.empty());
  CHECK(std::filesystem::file_size(json) > 500);
  CHECK(made.check({"-", "--as-of", "2030-07-10", "-o", nowhere, "--format", "jsonl"}) == 3);
  CHECK(made.out.starts_with("{\"type\":\"run\""));
  CHECK(made.error == nowhere + ": cannot be written: No such file or directory\n");
  made.writable = false;
  CHECK(made.check({"-", "--as-of", "2030-07-10", "-o", json, "--format", "json"}) == 3);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) files += entry.exists() ? 1 : 0;
  CHECK(files == 1);
}

TEST_CASE("the same call gives the same bytes") {
  Made one, two;
  for (const char* format : {"text", "json", "jsonl"}) {
    one.check({"-", "--as-of", "2030-07-10", "--all", "--format", format});
    two.now = 1;
    two.variables = {{"LANG", "de_DE.UTF-8"}, {"COLUMNS", "40"}};
    two.check({"-", "--as-of", "2030-07-10", "--all", "--format", format});
    CHECK(one.out == two.out);
  }
}
