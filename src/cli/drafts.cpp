#include "cli/drafts.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>

#include "cli/descriptor.h"
#include "cli/files.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path) {
  throw EnvironmentError(fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
}

// Where the bytes go: a link stays one.
std::string behind_links(const std::string& path) {
  std::error_code fault;
  if (!fs::is_symlink(path, fault)) return path;
  const std::string target = fs::weakly_canonical(path, fault).string();
  errno = fault ? fault.value() : ENOENT;
  if (target.empty()) fail(path);
  return target;
}

// A new file beside the target, of a name that no other file has.
Descriptor make_beside(const std::string& target, std::unique_ptr<Temporary>& temporary) {
  constexpr int tries = 100;
  Descriptor file;
  for (int attempt = 0; attempt < tries; ++attempt) {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != sizeof number) number = static_cast<std::uint64_t>(::getpid()) * 1000;
    number += static_cast<std::uint64_t>(attempt);
    temporary = std::make_unique<Temporary>(fmt::format("{}/.zhudun.{:016x}", folder_of(target), number));
    file = open_file(temporary->path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (file) break;
    const int reason = errno;
    temporary->keep();  // not made: what has the name is another's
    errno = reason;
    if (errno != EEXIST) break;
  }
  return file;
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// Of a file system that keeps it.
bool synced(int fd) { return sync(fd) || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP; }

// What a folder holds is known to be on the disk only when it is synced itself. One that may not be read cannot be.
bool sync_folder(const std::string& folder) {
  const Descriptor open = open_file(folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (!open) return errno == EACCES || errno == EPERM;
  return synced(open.get());
}

bool rename_to_new(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  struct stat status {};  // a file system without it: as near as can be had
  if (::lstat(to, &status) == 0) errno = EEXIST;
  return errno != EEXIST && ::rename(from, to) == 0;
}

}  // namespace

void Drafts::add(const std::string& path, std::string_view bytes, Over over) {
  const std::string target = over == Over::nothing ? path : behind_links(path);
  struct stat status {};
  const bool exists = ::stat(target.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    Descriptor file = open_file(target.c_str(), O_WRONLY);
    if (!file || !write_all(file.get(), bytes) || !file.close()) fail(path);
    return;
  }
  std::unique_ptr<Temporary> temporary;
  Descriptor file = make_beside(target, temporary);
  if (!file) fail(path);
  const mode_t mode = exists ? status.st_mode & 0777 : mode_of_new_files();
  const bool whole =
      ::fchmod(file.get(), mode) == 0 && write_all(file.get(), bytes) && synced(file.get()) && file.close();
  if (!whole) fail(path);
  drafts_.push_back({path, target, std::move(temporary), over});
}

void Drafts::commit() {
  for (Draft& draft : drafts_) {
    const char* from = draft.temporary->path().c_str();
    const char* to = draft.target.c_str();
    const bool renamed = draft.over == Over::nothing ? rename_to_new(from, to) : ::rename(from, to) == 0;
    if (!renamed) fail(draft.path);
    draft.temporary->keep();
  }
  std::set<std::string> synced;
  for (const Draft& draft : drafts_) {
    const std::string folder = folder_of(draft.target);
    if (!synced.insert(folder).second || sync_folder(folder)) continue;
    throw EnvironmentError(
        fmt::format("{}: is written, but its folder cannot be synced: {}", draft.path, std::strerror(errno)));
  }
}

void write_file(const std::string& path, std::string_view bytes) {
  Drafts drafts;
  drafts.add(path, bytes);
  drafts.commit();
}

void append_to_file(const std::string& path, std::string_view bytes) {
  struct stat before {};
  const bool exists = ::stat(path.c_str(), &before) == 0;
  const bool is_file = !exists || S_ISREG(before.st_mode);
  Descriptor file = open_file(path.c_str(), O_WRONLY | O_APPEND | O_CREAT);
  if (!file) fail(path);
  if (write_all(file.get(), bytes) && (!is_file || synced(file.get()))) {
    if (!file.close()) fail(path);
    return;
  }
  const int reason = errno;
  if (!exists) ::unlink(path.c_str());
  const bool restored = !exists || !is_file || ::ftruncate(file.get(), before.st_size) == 0;
  errno = reason;
  if (!restored) throw EnvironmentError(fmt::format("{}: is written in part: {}", path, std::strerror(errno)));
  fail(path);
}

}  // namespace zhudun::cli
