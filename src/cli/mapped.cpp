#include "cli/mapped.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string_view>

#include "cli/command.h"
#include "cli/files.h"
#include "cli/temporaries.h"

namespace zhudun::cli {
namespace {

constexpr std::size_t kLarge = 1U << 18U;  // bytes; below, a copy is made sooner

// Only what may be called in a signal's handler.
void bytes_are_gone(int) {
  Temporary::remove_all();
  constexpr std::string_view message = "a file was cut short while it was read; run it again\n";
  if (::write(STDERR_FILENO, message.data(), message.size()) < 0) ::_exit(kNotWritten);
  ::_exit(kNotWritten);
}

void expect_gone_bytes() {
  struct sigaction action {};
  action.sa_handler = bytes_are_gone;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace

std::unique_ptr<source::File> map_file(const std::string& path, int descriptor, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return nullptr;
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size < kLarge || size > kLargestFile) return nullptr;
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (at == MAP_FAILED) return nullptr;
  ::madvise(at, size, MADV_SEQUENTIAL);
  expect_gone_bytes();
  std::shared_ptr<const void> keeper(at, [size](const void* begin) { ::munmap(const_cast<void*>(begin), size); });
  return std::make_unique<source::File>(path, std::string_view(static_cast<const char*>(at), size), std::move(keeper));
}

}  // namespace zhudun::cli
