// The whole program in a world of the test's own, the declarations it reads and folders that go with the test.
#pragma once

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"
#include "zhudun/cli/run.h"

namespace cli_test {

using namespace zhudun;

inline const char* const kFine =
    "zhudun: 1\nowner: {name: 甲, kinds: [office], occupies_buildings: false}\nbuildings: []\nalarms: {faults: []}\n";
inline const char* const kOverdue =
    "zhudun: 1\nowner: {name: 乙, kinds: [office], occupies_buildings: true, warden: 丙}\nplan: {issued_on: "
    "2030-01-05}\n"
    "buildings: [{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}]\nalarms: {faults: []}\n";
inline const char* const kBroken = "zhudun: 1\nowner: {name: 丁, kindz: [office]}\n";
inline const char* const kPack = ZHUDUN_ROOT "/tests/packs/fire-drills";

struct Made {  // a world and what became of it
  std::string in = kFine;
  bool readable = true, writable = true, terminal = false, error_terminal = false;
  std::size_t columns = 0;          // of the terminal, if it has any
  std::function<void()> beat;       // set while the program wants to be called
  std::function<void()> meanwhile;  // called whenever standard input is read
  std::int64_t now = 1909958400;    // 2030-07-11T00:00:00Z
  std::map<std::string, std::string> variables;

  std::vector<std::function<void()>> pauses;  // what happens each time the input has nothing; then it has its end

  std::vector<std::function<cli::Watcher::Woken()>> turns;  // what happens each time it waits; then it is asked to end
  std::vector<std::string> looked_at;                       // what it last watched

  std::string out, error;
  int status = -1;

  struct Turns : cli::Watcher {
    Made& made;
    std::size_t turn = 0;
    explicit Turns(Made& of) : made(of) {}
    void look_at(const std::vector<std::string>& files) override { made.looked_at = files; }
    Woken wait(std::int32_t) override { return turn < made.turns.size() ? made.turns[turn++]() : Woken::asked_to_end; }
  };

  int run(std::vector<std::string> arguments) {
    out.clear();
    error.clear();
    cli::World world;
    world.write_out = [this](std::string_view bytes) {
      if (writable) out += bytes;
      return writable;
    };
    world.write_error = [this](std::string_view bytes) { error += bytes; };
    bool given = false;
    world.read_in = [this, &given]() {  // all at once, then its end
      if (meanwhile) meanwhile();
      const std::string next = std::exchange(given, true) ? std::string() : in;
      return readable ? std::optional(next) : std::nullopt;
    };
    world.now = [this]() { return now; };
    world.variable = [this](const char* name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    world.terminal = terminal;
    world.error_terminal = error_terminal;
    world.size = [this] { return columns == 0 ? std::nullopt : std::optional(cli::Size{columns, 24}); };
    world.beat = [this](std::function<void()> wanted) {
      beat = std::move(wanted);
      return std::shared_ptr<void>(nullptr, [this](void*) { beat = nullptr; });
    };
    world.watcher = [this] { return std::make_unique<Turns>(*this); };
    if (!pauses.empty()) {
      world.input_waits = [this, &given, pause = std::size_t{0}](std::int32_t) mutable {
        if (!given || pause == pauses.size()) return true;
        pauses[pause++]();
        return false;
      };
    }
    status = cli::run(arguments, world);
    return status;
  }

  int check(std::vector<std::string> more) {
    std::vector<std::string> arguments = {"check", "--rules", kPack};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
};

// A folder that goes with the test.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "zhudun.XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path = name;
  }
  ~Folder() {
    std::error_code fault;
    std::filesystem::remove_all(path, fault);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

}  // namespace cli_test
