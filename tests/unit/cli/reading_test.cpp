// Files that are mapped, and files that change while they are read.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "cli/declarations.h"
#include "cli/evidence.h"
#include "cli/files.h"
#include "cli/mapped.h"
#include "made.h"
#include "zhudun/source/in_order.h"

using namespace cli_test;
using namespace zhudun;

namespace {

void put(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::unique_ptr<source::File> mapped(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  auto file = ::fstat(descriptor, &status) == 0 ? cli::map_file(path, descriptor, status) : nullptr;
  ::close(descriptor);
  return file;
}

}  // namespace

TEST_CASE("a large regular file is mapped, anything else is not") {
  const Folder folder;
  const std::string path = (folder.path / "a.yaml").string();
  constexpr std::size_t large = 1U << 18U;
  put(path, std::string(large - 1, 'a'));
  CHECK_FALSE(mapped(path));
  put(path, std::string(large, 'b'));
  const auto file = mapped(path);
  REQUIRE(file);
  CHECK(file->bytes() == std::string(large, 'b'));
  CHECK_FALSE(mapped(folder.path.string()));
  CHECK_FALSE(mapped("/dev/zero"));
  CHECK_FALSE(mapped((folder.path / "none").string()));
}

TEST_CASE("a mapped file that is cut short ends the program with status 3 and a message") {
  const Folder folder;
  const std::string path = (folder.path / "a.yaml").string(), told = (folder.path / "told").string();
  put(path, std::string(1U << 20U, 'a'));
  const ::pid_t child = ::fork();
  if (child == 0) {
    const int error = ::open(told.c_str(), O_WRONLY | O_CREAT, 0600);
    ::dup2(error, STDERR_FILENO);
    const auto file = mapped(path);
    if (::truncate(path.c_str(), 0) != 0) ::_exit(9);
    const volatile char byte = file->bytes().back();
    ::_exit(byte == 'a' ? 8 : 7);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 3);
  std::ifstream in(told);
  std::string line;
  std::getline(in, line);
  CHECK(line.find("cut short") != std::string::npos);
}

TEST_CASE("what was read is held against what stands there") {
  const Folder folder;
  const std::string path = (folder.path / "a.yaml").string();
  put(path, "zhudun: 1\n");
  cli::Understood understood;
  understood.stamps.push_back(*cli::stamp_of(path));
  diag::Diagnostics diagnostics;
  CHECK(cli::unchanged(understood, diagnostics));
  CHECK(diagnostics.empty());
  SECTION("written again") { put(path, "zhudun: 1\n#\n"); }
  SECTION("replaced by its like") {
    put(path + "2", "zhudun: 1\n");
    std::filesystem::rename(path + "2", path);
  }
  SECTION("gone") { std::filesystem::remove(path); }
  CHECK_FALSE(cli::unchanged(understood, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].about == path);
  CHECK(diagnostics[0].message == "was changed while it was read");
}

TEST_CASE("a pipe and a device have no stamp to be held against") {
  const Folder folder;
  const std::string pipe = (folder.path / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_FALSE(cli::stamp_of(pipe));
  CHECK_FALSE(cli::stamp_of("/dev/null"));
  CHECK_FALSE(cli::stamp_of(folder.path.string()));
  CHECK_FALSE(cli::stamp_of((folder.path / "none").string()));
}

TEST_CASE("a folder says of its files what walking to each says") {
  const Folder folder;
  const auto at = [&](std::string_view name) { return (folder.path / name).string(); };
  std::filesystem::create_directories(folder.path / "sub" / "deep");
  put(at("good"), "1");
  put(at("sub/deep/good"), "1");
  put(at("empty"), "");
  std::filesystem::create_symlink("good", folder.path / "link");
  std::filesystem::create_symlink("sub", folder.path / "sub_link");
  std::filesystem::create_symlink("/etc", folder.path / "out");
  REQUIRE(::mkfifo(at("pipe").c_str(), 0600) == 0);
  using check::FileFault;
  const auto [path, fault] = GENERATE(table<std::string, std::optional<FileFault>>({
      {"good", std::nullopt},
      {"./good", std::nullopt},
      {"sub//deep/./good", std::nullopt},
      {"empty", FileFault::empty},
      {"none", FileFault::missing},
      {"sub/none", FileFault::missing},
      {"good/more", FileFault::missing},
      {"", FileFault::no_file},
      {".", FileFault::no_file},
      {"sub", FileFault::no_file},
      {"good/", FileFault::no_file},
      {"good/.", FileFault::no_file},
      {"pipe", FileFault::no_file},
      {"link", FileFault::outside},
      {"sub_link/deep/good", FileFault::outside},
      {"out/passwd", FileFault::outside},
      {"sub/../good", FileFault::outside},
      {"../good", FileFault::outside},
      {"/etc/passwd", FileFault::outside},
      {std::string("good\0", 5), FileFault::outside},
  }));
  CAPTURE(path);
  CHECK(cli::evidence_fault(folder.path.string(), path) == fault);
  CHECK(cli::EvidenceFolder(folder.path.string()).fault_of(path) == fault);
  CHECK(cli::EvidenceFolder(at("none")).fault_of(path) == cli::evidence_fault(at("none"), path));
}

TEST_CASE("evidence is looked at once, and not for another folder") {
  const Folder folder, other;
  put((folder.path / "a").string(), "a");
  cli::EvidenceFolders folders;
  const auto kept = folders.at(folder.path.string());
  CHECK_FALSE(kept->fault_of("a"));
  CHECK(kept->fault_of("b") == check::FileFault::missing);
  std::filesystem::rename(folder.path / "a", folder.path / "b");
  CHECK(folders.at(folder.path.string()) == kept);
  CHECK_FALSE(kept->fault_of("a"));
  CHECK(kept->fault_of("b") == check::FileFault::missing);
  CHECK(folders.at(other.path.string())->fault_of("a") == check::FileFault::missing);
  CHECK(cli::EvidenceFolders().at(folder.path.string())->fault_of("a") == check::FileFault::missing);
  // More than are kept.
  for (int at = 0; at < 5000; ++at) CHECK(kept->fault_of("none" + std::to_string(at)) == check::FileFault::missing);
  CHECK_FALSE(kept->fault_of("b"));
  for (int at = 0; at < 100; ++at) CHECK(folders.at(other.path.string() + std::to_string(at)));
  CHECK(folders.at(folder.path.string()) != kept);
}

TEST_CASE("threads give their results in order, and what they throw to who takes it") {
  const auto [jobs, together] = GENERATE(
      table<unsigned, std::size_t>({{1, 1}, {2, 1}, {7, 1}, {1, 8}, {2, 8}, {3, 64}, {2, 199}, {2, 200}, {2, 1000}}));
  CAPTURE(jobs, together);
  std::atomic<std::size_t> begun = 0;
  source::InOrder<std::size_t> squares(200, jobs,
                                       [&](std::size_t at) {
                                         ++begun;
                                         if (at == 150) throw std::runtime_error("150");
                                         return at * at;
                                       },
                                       {.ahead = 64, .together = together});
  for (std::size_t at = 0; at < 150; ++at) CHECK(squares.take() == at * at);
  CHECK_THROWS_AS(squares.take(), std::runtime_error);
  CHECK(squares.take() == 151 * 151);
  const std::size_t run = jobs == 1 ? 1 : together;  // begun as a whole
  CHECK(begun <= (152 / run + 1 + std::max<std::size_t>(64 / run, 1) + 1) * run);
  source::InOrder<int> none(0, 4, [](std::size_t) { return 1; });
}

TEST_CASE("who takes a result does other pieces until it is there") {
  const auto taker = std::this_thread::get_id();
  std::mutex mutex;
  std::map<std::thread::id, int> done;
  std::promise<void> helped;
  source::InOrder<int> pieces(40, 2, [&](std::size_t at) {
    // Where the other thread has the first piece, it waits there for the taker to have done one.
    if (at == 0 && std::this_thread::get_id() != taker) helped.get_future().wait();
    const std::lock_guard lock(mutex);
    if (done[std::this_thread::get_id()]++ == 0 && std::this_thread::get_id() == taker) helped.set_value();
    return static_cast<int>(at);
  });
  for (int at = 0; at < 40; ++at) CHECK(pieces.take() == at);
  CHECK(done[taker] > 0);
}

TEST_CASE("pieces that nobody takes any more are not begun") {
  std::atomic<int> begun = 0;
  {
    source::InOrder<int> pieces(1000, 3, [&](std::size_t) { return ++begun; }, {.ahead = 5});
    pieces.take();
  }
  CHECK(begun <= 1 + 5 + 3);
}
