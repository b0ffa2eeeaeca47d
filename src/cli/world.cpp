// The real streams, clock and environment.
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include "zhudun/cli/run.h"

namespace zhudun::cli {
namespace {

bool put(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::optional<std::string> read_standard_input() {
  std::string bytes;
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

World real_world() {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an output that could not be written, not a signal
  World world;
  world.write_out = [](std::string_view bytes) { return put(STDOUT_FILENO, bytes); };
  world.write_error = [](std::string_view bytes) { put(STDERR_FILENO, bytes); };
  world.read_in = read_standard_input;
  world.now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  world.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
  world.terminal = ::isatty(STDOUT_FILENO) == 1;
  return world;
}

}  // namespace zhudun::cli
