// The real streams, clock and environment.
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <thread>
#include <vector>

#include "cli/descriptor.h"
#include "cli/watcher.h"
#include "zhudun/cli/run.h"
#include "zhudun/source/aside.h"

namespace zhudun::cli {
namespace {

std::optional<std::string> read_standard_input() {
  std::string bytes(1 << 16, '\0');
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(got));
  return bytes;
}

std::optional<Size> terminal_size() {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    struct winsize size {};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return Size{size.ws_col, size.ws_row};
  }
  return std::nullopt;
}

bool input_waits(std::int32_t milliseconds) {
  struct pollfd input {
    STDIN_FILENO, POLLIN, 0
  };
  return ::poll(&input, 1, milliseconds) != 0;  // what goes wrong is found by reading
}

class Heart {
 public:
  explicit Heart(std::function<void()> beat) {
    source::start_threads(threads_, 1, [this, beat = std::move(beat)] { run(beat); });
  }
  Heart(const Heart&) = delete;
  Heart& operator=(const Heart&) = delete;
  ~Heart() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wake_.notify_one();
  }

 private:
  void run(const std::function<void()>& beat) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::milliseconds(100), [this] { return stopped_; })) beat();
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;  // one, if it can be had; last: it uses the others
};

// A stream that is closed stays useless: no file that is opened later takes its number and gets what was meant for it.
void occupy_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    const int unusable = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", unusable) != stream) return;
  }
}

}  // namespace

void leave([[maybe_unused]] World world, int status) {
#ifdef ZHUDUN_TIDY_END
  world = {};
  std::exit(status);
#else
  ::_exit(status);
#endif
}

World real_world() {
  // What large lists took is given back at once, not kept in case as much is wanted again.
  ::mallopt(M_MMAP_THRESHOLD, 1 << 18);
  occupy_closed_streams();
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an output that could not be written, not a signal
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may not grow
  World world;
  world.write_out = [](std::string_view bytes) { return write_all(STDOUT_FILENO, bytes); };
  world.write_error = [](std::string_view bytes) { write_all(STDERR_FILENO, bytes); };
  world.read_in = read_standard_input;
  world.now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  world.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
  };
  world.terminal = ::isatty(STDOUT_FILENO) == 1;
  world.input_terminal = ::isatty(STDIN_FILENO) == 1;
  world.error_terminal = ::isatty(STDERR_FILENO) == 1;
  world.size = terminal_size;
  world.beat = [](std::function<void()> beat) { return std::make_shared<Heart>(std::move(beat)); };
  world.watcher = watch_files;
  world.input_waits = input_waits;
  world.process_lives = [](std::int64_t process) {
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
  };
  return world;
}

}  // namespace zhudun::cli
