#include "cli/evidence.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace zhudun::cli {
namespace {

constexpr std::size_t kMostKnown = 4096;  // files of a folder; then all of them are forgotten
constexpr std::size_t kMostFolders = 64;

// A name in an open folder, every folder on the way to it opened without following links.
struct Below {
  Descriptor folder;
  std::string name;  // empty: the folder itself
  std::optional<check::FileFault> fault;
};

Descriptor open_in(int folder, const std::string& name, int flags) {
  int fd = -1;
  do {
    fd = ::openat(folder, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW);
  } while (fd < 0 && errno == EINTR);
  return Descriptor(fd);
}

check::FileFault fault_of_missing(std::string_view rest) {
  // What follows may still lead out of the folder; that is the graver fault.
  const bool leads_out = fmt::format("/{}/", rest).find("/../") != std::string::npos;
  return leads_out ? check::FileFault::outside : check::FileFault::missing;
}

Below walk_below(const std::string& folder, std::string_view path) {
  Below at{open_file(folder.c_str(), O_PATH | O_DIRECTORY), {}, std::nullopt};
  if (path.starts_with('/') || path.find('\0') != std::string_view::npos) at.fault = check::FileFault::outside;
  for (std::size_t from = 0; from <= path.size() && !at.fault;) {
    const std::size_t slash = std::min(path.find('/', from), path.size());
    const std::string part(path.substr(from, slash - from));
    if (part == "..") at.fault = check::FileFault::outside;
    const bool stays = part.empty() || part == "." || at.fault;
    if (!stays && !at.name.empty()) {  // what was a name is a folder on the way
      struct stat status {};
      Descriptor next = open_in(at.folder.get(), at.name, O_PATH);
      if (!next || ::fstat(next.get(), &status) != 0 || S_ISREG(status.st_mode)) {
        at.fault = fault_of_missing(path.substr(from));
      } else if (S_ISLNK(status.st_mode)) {
        at.fault = check::FileFault::outside;
      }
      at.folder = std::move(next);
    }
    if (!stays) at.name = part;
    from = slash + 1;
  }
  return at;
}

}  // namespace

EvidenceFolder::EvidenceFolder(std::string path)
    : path_(std::move(path)), folder_(open_file(path_.c_str(), O_PATH | O_DIRECTORY)) {}

std::optional<check::FileFault> EvidenceFolder::fault_of(std::string_view path) {
  const std::lock_guard lock(mutex_);
  if (const auto known = known_.find(path); known != known_.end()) return known->second;
  if (known_.size() == kMostKnown) known_.clear();
  std::string name(path);
  const auto fault = look(name);
  return known_.emplace(std::move(name), fault).first->second;
}

// The system walks the whole path at once, neither out of the folder nor over a link. What it does not find, or an
// older one does not know, is told by walking part by part.
std::optional<check::FileFault> EvidenceFolder::look(const std::string& path) const {
  if (path.find("..") == std::string::npos && path.find('\0') == std::string::npos && folder_) {
    struct open_how how {};
    how.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const Descriptor file(static_cast<int>(::syscall(SYS_openat2, folder_.get(), path.c_str(), &how, sizeof how)));
    struct stat status {};
    if (file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
      return status.st_size == 0 ? std::optional(check::FileFault::empty) : std::nullopt;
  }
  return evidence_fault(path_, path);
}

// Whoever uses one that is forgotten keeps it.
std::shared_ptr<EvidenceFolder> EvidenceFolders::at(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
  if (folders_.size() == kMostFolders) folders_.clear();
  return folders_.emplace(path, std::make_shared<EvidenceFolder>(path)).first->second;
}

std::optional<check::FileFault> evidence_fault(const std::string& folder, std::string_view path) {
  const Below at = walk_below(folder, path);
  if (at.fault) return at.fault;
  struct stat status {};
  if (at.name.empty()) return check::FileFault::no_file;
  if (::fstatat(at.folder.get(), at.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return check::FileFault::missing;
  if (S_ISLNK(status.st_mode)) return check::FileFault::outside;
  if (!S_ISREG(status.st_mode) || path.ends_with('/') || path.ends_with("/.")) return check::FileFault::no_file;
  return status.st_size == 0 ? std::optional(check::FileFault::empty) : std::nullopt;
}

std::unique_ptr<source::File> read_below(const std::string& folder, std::string_view path,
                                         diag::Diagnostics& diagnostics, const HowToRead& how) {
  const std::string shown = folder == "." ? std::string(path) : (std::filesystem::path(folder) / path).string();
  const Below at = walk_below(folder, path);
  const Descriptor file = at.fault ? Descriptor() : open_in(at.folder.get(), at.name, O_RDONLY | O_NONBLOCK);
  struct stat status {};
  if (file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
    return read_opened(file, shown, how, diagnostics);
  const int reason = errno;
  const bool odd = file || at.fault || reason == ELOOP;  // which a link gives
  diagnostics.push_back(about(
      shown, odd ? "is no regular file below its folder" : fmt::format("cannot be read: {}", std::strerror(reason))));
  return nullptr;
}

}  // namespace zhudun::cli
