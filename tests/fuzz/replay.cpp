// Runs a target without a fuzzer: on every file named, and every file in the folders named, then on changes of each,
// the same each time. So what was once found stays found, with any compiler, in every run of the tests.
//
// replay [--changes N] FILE|FOLDER...
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                                     std::size_t most, unsigned seed);

namespace {

std::mt19937 engine(1);
std::string running;

// What ran last is told when the program ends by a signal.
void tell_last() {
  std::fprintf(stderr, "input of %zu bytes:\n", running.size());
  std::fwrite(running.data(), 1, running.size(), stderr);
  std::fputc('\n', stderr);
}

void run(std::string bytes) {
  running = std::move(bytes);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(running.data()), running.size());
}

std::string changed(std::string bytes, unsigned seed) {
  constexpr std::size_t most = 8192;
  if (bytes.size() > most) bytes.resize(most);
  std::size_t size = bytes.size();
  bytes.resize(most);
  auto* data = reinterpret_cast<std::uint8_t*>(bytes.data());
  size = LLVMFuzzerCustomMutator ? LLVMFuzzerCustomMutator(data, size, most, seed) : LLVMFuzzerMutate(data, size, most);
  bytes.resize(size);
  return bytes;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most) {
  static constexpr std::uint8_t telling[] = {0,   '\n', '"',  '\'', ':',  '-', '{',  '[',
                                             ',', '#',  0x1b, 0xff, 0xe2, ' ', '\\', '0'};
  std::string bytes(reinterpret_cast<const char*>(data), size);
  for (std::size_t count = 1 + engine() % 4; count > 0; --count) {
    const std::size_t at = bytes.empty() ? 0 : engine() % bytes.size();
    const auto byte = static_cast<char>(engine() % 2 == 0 ? telling[engine() % sizeof telling] : engine() % 256);
    switch (engine() % 5) {
      case 0:
        bytes.insert(at, 1, byte);
        break;
      case 1:
        bytes.erase(at, 1 + engine() % 8);
        break;
      case 2:
        if (!bytes.empty()) bytes[at] = byte;
        break;
      case 3:
        bytes.insert(at, bytes.substr(engine() % (bytes.size() + 1), engine() % 40));
        break;
      default:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << engine() % 8));
    }
  }
  if (bytes.size() > most) bytes.resize(most);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}

namespace {
std::vector<std::filesystem::path> files_of(const std::vector<std::string>& arguments) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (const std::string& argument : arguments) {
    if (!fs::exists(argument)) {
      std::fprintf(stderr, "%s: there is no such file or folder\n", argument.c_str());
      std::exit(2);
    }
    if (!fs::is_directory(argument)) {
      files.emplace_back(argument);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argument)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}
}  // namespace

int main(int count, char** values) {
  std::vector<std::string> arguments(values + 1, values + count);
  unsigned changes = 0;
  if (arguments.size() >= 2 && arguments[0] == "--changes") {
    changes = static_cast<unsigned>(std::stoul(arguments[1]));
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  std::set_terminate([] { tell_last(), std::abort(); });
  std::signal(SIGABRT, [](int) { tell_last(), std::_Exit(134); });
  const auto files = files_of(arguments);
  for (const auto& path : files) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    std::fprintf(stderr, "%s\n", path.c_str());
    run(text.str());
    std::string bytes = text.str();
    for (unsigned seed = 1; seed <= changes; ++seed) {
      bytes = changed(seed % 8 == 1 ? text.str() : bytes, seed);
      run(bytes);
    }
  }
  std::printf("%zu files, %u changes of each\n", files.size(), changes);
  return files.empty() ? 1 : 0;
}
