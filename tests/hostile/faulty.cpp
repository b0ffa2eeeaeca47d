// Calls of the system that fail as a full or broken disk makes them fail. Preloaded into the program by faults.py.
// ZHUDUN_FAULT="CALL NUMBER ERROR": the NUMBERth CALL, or each if that is 0, gives ERROR, a number of errno.h; if
// that is 0, it does its work in part.
// ZHUDUN_FAULT_COUNTS=PATH: at the end, how often each call was made.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

enum Call { kOpen, kWrite, kFchmod, kFsync, kClose, kRename, kThread, kCalls };
constexpr std::array<std::string_view, kCalls> kNames = {"open",  "write",  "fchmod", "fsync",
                                                         "close", "rename", "thread"};
std::array<long, kCalls> counts;
std::array<bool, 1024> written;  // descriptors that were opened to be written

// The error of this call; -1: it is left alone.
int fault(Call call) {
  ++counts[call];
  const char* wanted = std::getenv("ZHUDUN_FAULT");
  char name[16];
  long number = 0;
  int error = 0;
  if (!wanted || std::sscanf(wanted, "%15s %ld %d", name, &number, &error) != 3) return -1;
  return name == kNames[call] && (number == 0 || number == counts[call]) ? error : -1;
}

// The call as it is without this library.
template <class Function>
Function* real(const char* name, Function*) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// The outcome of a call that only works or fails.
template <class Work>
int unless_faulty(Call call, Work work) {
  const int error = fault(call);
  if (error <= 0) return work();
  errno = error;
  return -1;
}

bool is_known(int fd) { return fd >= 0 && static_cast<std::size_t>(fd) < written.size(); }

int open_or_fail(const char* path, int flags, unsigned mode) {
  const auto work = [&] { return real("open", &::open)(path, flags, mode); };
  const bool synced = (flags & O_DIRECTORY) != 0 && (flags & O_PATH) == 0;  // a folder that is not only walked through
  const bool counts_here = (flags & O_WRONLY) != 0 || synced;
  const int fd = counts_here ? unless_faulty(kOpen, work) : work();
  if (is_known(fd)) written[static_cast<std::size_t>(fd)] = (flags & O_WRONLY) != 0;
  return fd;
}

void tell_counts() {
  const char* path = std::getenv("ZHUDUN_FAULT_COUNTS");
  std::FILE* out = path ? std::fopen(path, "w") : nullptr;
  if (!out) return;
  for (std::size_t call = 0; call < kCalls; ++call) std::fprintf(out, "%s %ld\n", kNames[call].data(), counts[call]);
  std::fclose(out);
}

// However the program ends, in order or at once.
struct AtTheEnd {
  ~AtTheEnd() { tell_counts(); }
} at_the_end;

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
  va_end(rest);
  return open_or_fail(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
  va_end(rest);
  return open_or_fail(path, flags, mode);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  const auto work = real("write", &::write);
  if (fd == STDERR_FILENO) return work(fd, bytes, size);
  const int error = fault(kWrite);
  if (error <= 0) return work(fd, bytes, error == 0 && size > 1 ? size / 2 : size);
  errno = error;
  return -1;
}

void _exit(int status) {
  tell_counts();
  real("_exit", &::_exit)(status);
  __builtin_unreachable();
}

int fchmod(int fd, mode_t mode) {
  return unless_faulty(kFchmod, [&] { return real("fchmod", &::fchmod)(fd, mode); });
}

int fsync(int fd) {
  return unless_faulty(kFsync, [&] { return real("fsync", &::fsync)(fd); });
}

int close(int fd) {
  const bool ours = is_known(fd) && written[static_cast<std::size_t>(fd)];
  if (ours) written[static_cast<std::size_t>(fd)] = false;
  const int outcome = real("close", &::close)(fd);
  return ours ? unless_faulty(kClose, [&] { return outcome; }) : outcome;
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*), void* given) {
  const int error = fault(kThread);
  return error > 0 ? error : real("pthread_create", &::pthread_create)(thread, attributes, work, given);
}

int rename(const char* from, const char* to) noexcept {
  return unless_faulty(kRename, [&] { return real("rename", &::rename)(from, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  return unless_faulty(kRename,
                       [&] { return real("renameat2", &::renameat2)(from_folder, from, to_folder, to, flags); });
}
}
