// `zhudun watch` with changes and clocks of the test's own.
#include <algorithm>

#include "made.h"

using namespace cli_test;
using Woken = cli::Watcher::Woken;

namespace {

// kOverdue with the drill that was lacking.
const char* const kDrilled =
    "zhudun: 1\nowner: {name: 乙, kinds: [office], occupies_buildings: true, warden: 丙}\nplan: {issued_on: "
    "2030-01-05}\n"
    "buildings: [{id: shed, opened_on: 2030-06-10, storeys: 1, wings: [],\n"
    "  drills: [{held_on: 2030-07-05, file: evidence/drill.pdf}]}]\nalarms: {faults: []}\n";

struct Watched : Made {
  Folder folder;
  std::string path;
  explicit Watched(const std::string& text) : path(folder.file("owner.yaml", text)) {}
  std::function<Woken()> writes(const std::string& text) {
    return [this, text] { return folder.file("owner.yaml", text), out.clear(), error.clear(), Woken::changed; };
  }
  // Every turn's output is what the program says after the change of that turn.
  int watch(std::vector<std::string> more = {"--as-of", "2030-07-10"}) {
    more.insert(more.begin(), {"watch", path, "--rules", kPack, "--lang", "en"});
    return run(more);
  }
  bool says(const std::string& text) const { return out.find(text) != std::string::npos; }
};

}  // namespace

TEST_CASE("the first report is the one that check prints") {
  Watched made(kOverdue);
  CHECK(made.watch() == 0);
  const std::string first = made.out;
  made.run({"check", made.path, "--rules", kPack, "--lang", "en", "--as-of", "2030-07-10"});
  CHECK(first == made.out);
  CHECK(made.error.empty());
}

TEST_CASE("a save shows the findings that differ, the steps and the totals") {
  Watched made(kOverdue);
  made.turns = {made.writes(kDrilled)};
  CHECK(made.watch({"--as-of", "2030-07-10", "--no-evidence"}) == 0);
  INFO(made.out);
  CHECK(made.says("  as of 2030-07-10\nF1.1  buildings/shed: overdue 2030-07-09 +1 -> met 2030-07-09\n"));
  CHECK(made.says("  + done: buildings/shed/drills/0.held_on = 2030-07-05"));
  CHECK(made.says("\n1 findings differ\ntotal  "));
  made.turns = {made.writes(std::string(kDrilled) + "# a remark\n")};
  CHECK(made.watch({"--as-of", "2030-07-10", "--no-evidence"}) == 0);
  CHECK(made.says("\n0 findings differ\n"));
}

TEST_CASE("errors are told, and what is mended is compared with what was good before") {
  Watched made(kOverdue);
  made.turns = {made.writes(kBroken), [&] {
                  CHECK(made.error.find("owner.yaml:2:18: unknown key `kindz`\n") != std::string::npos);
                  CHECK(made.out == "waiting for it to be mended\n");
                  return made.writes(kDrilled)();
                }};
  CHECK(made.watch({"--as-of", "2030-07-10", "--no-evidence"}) == 0);
  CHECK(made.says("F1.1  buildings/shed: overdue 2030-07-09 +1 -> met 2030-07-09\n"));
  CHECK(made.error.empty());
}

TEST_CASE("whoever cannot write ends, with a report or without") {
  for (const char* text : {kFine, kBroken}) {
    Watched made(text);
    made.writable = false;
    CHECK(made.watch() == 3);
  }
}

TEST_CASE("it may be broken from the start, or go away, but must be there at first") {
  Watched made(kBroken);
  made.turns = {made.writes(kFine)};
  CHECK(made.watch() == 0);
  CHECK(made.out.starts_with("zhudun "));
  made.turns = {[&] {
    std::filesystem::remove(made.path);
    return made.error.clear(), Woken::changed;
  }};
  CHECK(made.watch() == 0);
  CHECK(made.error.find("cannot be read") != std::string::npos);
  CHECK(made.watch() == 2);
  CHECK(made.run({"watch", "-", "--rules", kPack}) == 2);
  CHECK(made.run({"watch", made.path, "--rules", "no-such-pack"}) == 2);
  CHECK(made.run({"watch", made.path, "--rules", kPack, "--set", "nonsense=1"}) == 2);
}

TEST_CASE("what the outcome hangs on is watched: evidence and the files of a pack too") {
  Watched made(kDrilled);
  CHECK(made.watch() == 0);
  const auto watched = [&](const std::string& ending) {
    return std::any_of(made.looked_at.begin(), made.looked_at.end(),
                       [&](const std::string& path) { return path.ends_with(ending); });
  };
  CHECK(watched("/owner.yaml"));
  CHECK(watched("/evidence/drill.pdf"));
  CHECK(watched("fire-drills/F1.yaml"));
  CHECK(made.watch({"--as-of", "2030-07-10", "--no-evidence"}) == 0);
  CHECK_FALSE(watched("drill.pdf"));
  made.turns = {[&] {
    std::filesystem::create_directory(made.folder.path / "evidence");
    made.folder.file("evidence/drill.pdf", "%PDF");
    return made.out.clear(), Woken::changed;
  }};
  CHECK(made.watch() == 0);
  CHECK(made.says("gap"));
  CHECK(made.says("-> met"));
}

TEST_CASE("a new day is a change, unless the day was given") {
  Watched made(kOverdue);
  made.now = 1909867500;  // 2030-07-09T22:45:00Z, at +01:00 the day of the due date
  const auto night = [&] { return made.now += 3600, made.out.clear(), Woken::idle; };
  made.turns = {[] { return Woken::idle; }, night};
  CHECK(made.watch({}) == 0);
  CHECK(made.says("00:45:00"));
  CHECK(made.says("as of 2030-07-10"));
  CHECK(made.says("F1.1  buildings/shed: due soon 2030-07-09 -> overdue 2030-07-09 +1\n"));
  made.turns = {night, night};
  CHECK(made.watch({"--as-of", "2030-07-09"}) == 0);
  CHECK(made.out.empty());
}

TEST_CASE("at a terminal the last line is left empty") {
  Watched made(kFine);
  made.terminal = true;
  made.variables = {{"TERM", "xterm"}};
  made.watch();
  CHECK(made.out.ends_with("\n\r\x1b[K"));
  made.variables = {{"TERM", "dumb"}};
  made.watch();
  CHECK(made.out.ends_with("\n\n"));
  made.writable = false;
  CHECK(made.watch() == 3);
}
