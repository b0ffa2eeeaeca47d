#include "cli/watcher.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>

#include "cli/files.h"

namespace zhudun::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLookAgain{1000};  // some file systems tell nothing
constexpr milliseconds kQuiet{60};        // a save in several steps is one
constexpr milliseconds kLongestSave{2000};

// What a file is recognised by; all zero where there is none.
using Stamp = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t, std::int64_t>;

Stamp stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

class FileWatcher : public Watcher {
 public:
  FileWatcher() : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    sigset_t ends;
    ::sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&ends, signal);
    ::pthread_sigmask(SIG_BLOCK, &ends, &before_);
    signals_ = ::signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC);
  }

  ~FileWatcher() override {
    // What came and was heard must not end the program after all.
    drain(signals_);
    if (inotify_ >= 0) ::close(inotify_);
    if (signals_ >= 0) ::close(signals_);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  void look_at(const std::vector<std::string>& files) override {
    std::map<std::string, Stamp> stamps;
    std::set<std::string> folders;
    for (const std::string& file : files) {
      const auto known = stamps_.find(file);
      stamps[file] = known == stamps_.end() ? stamp_of(file) : known->second;
      folders.insert(folder_of(file));
    }
    stamps_ = std::move(stamps);
    for (const std::string& folder : folders) {
      // Asking twice for one folder is asking once.
      if (inotify_ >= 0) ::inotify_add_watch(inotify_, folder.c_str(), kEvents);
    }
  }

  Woken wait(std::int32_t how_long) override {
    const auto end = Clock::now() + milliseconds(how_long);
    while (!differs()) {
      const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
      if (left.count() <= 0) return Woken::idle;
      if (!sleep(std::min(left, kLookAgain))) return Woken::asked_to_end;
    }
    return settle() ? Woken::changed : Woken::asked_to_end;
  }

 private:
  static constexpr std::uint32_t kEvents =
      IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

  bool differs() const {
    return std::any_of(stamps_.begin(), stamps_.end(),
                       [](const auto& one) { return stamp_of(one.first) != one.second; });
  }

  // Until nothing changes for a moment; whether nobody asked to end.
  bool settle() {
    const auto latest = Clock::now() + kLongestSave;
    do {
      for (auto& [file, stamp] : stamps_) stamp = stamp_of(file);
      const auto quiet = Clock::now() + kQuiet;
      for (auto now = Clock::now(); now < quiet; now = Clock::now()) {
        if (!sleep(std::chrono::ceil<milliseconds>(quiet - now))) return false;
      }
    } while (differs() && Clock::now() < latest);
    for (auto& [file, stamp] : stamps_) stamp = stamp_of(file);
    return true;
  }

  // Until a folder tells something or the time is over; false if someone asked to end.
  bool sleep(milliseconds time) {
    struct pollfd sources[] = {{signals_, POLLIN, 0}, {inotify_, POLLIN, 0}};  // a descriptor below 0 is not asked
    ::poll(sources, 2, static_cast<int>(time.count()));
    drain(inotify_);
    return !(sources[0].revents & POLLIN);
  }

  static void drain(int fd) {
    alignas(std::max_align_t) char buffer[4096];
    while (fd >= 0 && ::read(fd, buffer, sizeof buffer) > 0) continue;
  }

  int inotify_, signals_ = -1;
  sigset_t before_{};
  std::map<std::string, Stamp> stamps_;
};

}  // namespace

std::unique_ptr<Watcher> watch_files() { return std::make_unique<FileWatcher>(); }

}  // namespace zhudun::cli
