// Runs one program and says what it took. In: where its output goes, the program's input (- for none), the program with
// its arguments. Out, on standard output: wall seconds, user and system seconds, peak resident kibibytes, exit status.
// It stands between the measuring script and the program because a process begins with the peak memory of the one that
// starts it, and this one has next to none; and because a script's own time to start a process is not the program's.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstring>

extern char** environ;

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::fputs("usage: timed OUTPUT INPUT PROGRAM [ARGUMENT]...\n", stderr);
    return 2;
  }
  const bool no_input = std::strcmp(words[2], "-") == 0;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, no_input ? "/dev/null" : words[2], O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, words[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
  pid_t child = 0;
  const auto begin = std::chrono::steady_clock::now();
  const int fault = posix_spawnp(&child, words[3], &files, nullptr, words + 3, environ);
  if (fault != 0) {
    std::fprintf(stderr, "timed: %s: %s\n", words[3], std::strerror(fault));
    return 2;
  }
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) return 2;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::printf("%.6f %.6f %.6f %ld %d\n", wall.count(), seconds(used.ru_utime), seconds(used.ru_stime), used.ru_maxrss,
              code);
  return 0;
}
