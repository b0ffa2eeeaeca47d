#include "cli/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace zhudun::cli {

bool Descriptor::close() {
  const int fd = std::exchange(fd_, -1);
  return fd < 0 || ::close(fd) == 0 || errno == EINTR;  // it is closed after a signal, too
}

Descriptor open_file(const char* path, int flags, unsigned mode) {
  int fd = -1;
  do {
    fd = ::open(path, flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return Descriptor(fd);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put == 0) errno = ENOSPC;  // else it would be tried for ever
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

bool sync(int fd) {
  int outcome = 0;
  do {
    outcome = ::fsync(fd);
  } while (outcome != 0 && errno == EINTR);
  return outcome == 0;
}

}  // namespace zhudun::cli
