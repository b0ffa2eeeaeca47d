#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <linux/openat2.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include "cli/descriptor.h"
#include "cli/mapped.h"
#include "zhudun/source/in_order.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

diag::Diagnostic about(const std::string& path, std::string message, std::string help = {}) {
  diag::Diagnostic told = diag::error("file", {}, std::move(message), std::move(help));
  told.about = path;
  return told;
}

// Until there is something to read, or nobody who could write it; false: nobody came.
bool wait_for_writer(int fd) {
  constexpr int patience = 5000;  // milliseconds
  struct pollfd pipe {
    fd, POLLIN, 0
  };
  int ready = 0;
  do {
    ready = ::poll(&pipe, 1, patience);
  } while (ready < 0 && errno == EINTR);
  return ready != 0;
}

// Of a pipe that was opened without waiting, or of a terminal.
ssize_t read_stream(int fd, char* buffer, std::size_t size) {
  struct pollfd stream {
    fd, POLLIN, 0
  };
  ssize_t got = 0;
  while ((got = ::read(fd, buffer, size)) < 0 && (errno == EINTR || errno == EAGAIN)) {
    if (errno == EAGAIN) ::poll(&stream, 1, -1);
  }
  return got;
}

enum class Outcome { read, failed, too_large };

Outcome read_all(int fd, std::string& bytes, std::uint64_t largest) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = read_stream(fd, buffer, sizeof buffer);
    if (got < 0) return Outcome::failed;
    if (got == 0) return Outcome::read;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > largest) return Outcome::too_large;
  }
}

// The file that was opened; nullptr after reporting.
std::unique_ptr<source::File> read_opened(const Descriptor& file, const std::string& path, Reading reading,
                                          std::uint64_t largest, diag::Diagnostics& diagnostics) {
  const auto refuse = [&](diag::Diagnostic told) {
    diagnostics.push_back(std::move(told));
    return nullptr;
  };
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return refuse(about(path, std::strerror(errno)));
  if (S_ISDIR(status.st_mode)) return refuse(about(path, "is a folder, not a file"));
  if (S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) > largest)
    return refuse(too_large(path, largest));
  const bool device = S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && ::isatty(file.get()) == 0);
  if (device) return refuse(about(path, "is a device, not a file"));
  if (S_ISFIFO(status.st_mode) && !wait_for_writer(file.get()))
    return refuse(about(path, "is a pipe into which nobody writes"));
  if (reading == Reading::mapped) {
    if (auto mapped = map_file(path, file.get(), status)) return mapped;
  }
  std::string bytes;
  const Outcome outcome = read_all(file.get(), bytes, largest);
  if (outcome == Outcome::too_large) return refuse(too_large(path, largest));
  if (outcome == Outcome::failed) return refuse(about(path, fmt::format("cannot be read: {}", std::strerror(errno))));
  return std::make_unique<source::File>(path, std::move(bytes));
}

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

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

// Most say so in their first lines.
bool begins_as_declaration(const std::string& path) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK);
  char buffer[1024];
  const ssize_t got = file ? ::read(file.get(), buffer, sizeof buffer) : 0;
  return got > 0 && looks_like_declaration({buffer, static_cast<std::size_t>(got)});
}

bool may_be_declaration(const std::string& path) {
  if (begins_as_declaration(path)) return true;
  diag::Diagnostics unheard;
  const auto file = read_file(path, unheard);
  return !file || looks_like_declaration(file->bytes());  // else nobody would be told why it cannot be read
}

constexpr std::size_t kFew = 64;  // files: not worth a thread

void search_folder(const std::string& folder, std::vector<std::string>& found, diag::Diagnostics& diagnostics) {
  std::vector<std::string> paths;
  std::error_code fault;
  fs::recursive_directory_iterator walk(folder, fault);
  for (; !fault && walk != fs::recursive_directory_iterator(); walk.increment(fault)) {
    if (walk->path().filename().string().starts_with('.')) {
      if (walk->is_directory(fault)) walk.disable_recursion_pending();
      continue;
    }
    if (is_yaml(walk->path()) && walk->is_regular_file(fault)) paths.push_back(walk->path().string());
  }
  if (fault) {
    diagnostics.push_back(about(folder, fmt::format("cannot be searched: {}", fault.message())));
    return;
  }
  std::sort(paths.begin(), paths.end());
  std::size_t declarations = 0;
  source::InOrder<bool> known(paths.size(), paths.size() < kFew ? 1 : source::usual_jobs(),
                              [&](std::size_t at) { return may_be_declaration(paths[at]); },
                              {.ahead = 256, .together = 32});
  for (std::string& path : paths) {
    if (known.take()) {
      ++declarations;
      found.push_back(std::move(path));
    } else {
      diag::Diagnostic left_out = about(path, "has no key `zhudun` and is left out");
      left_out.severity = diag::Severity::note;
      diagnostics.push_back(std::move(left_out));
    }
  }
  if (declarations == 0) {
    diagnostics.push_back(
        about(folder, "the folder holds no declaration", "a declaration is a .yaml file that begins with `zhudun: 1`"));
  }
}

void search_glob(const std::string& pattern, std::vector<std::string>& found, diag::Diagnostics& diagnostics) {
  glob_t matches{};
  const int outcome = ::glob(pattern.c_str(), GLOB_BRACE, nullptr, &matches);
  for (std::size_t at = 0; outcome == 0 && at < matches.gl_pathc; ++at) {
    std::error_code fault;
    if (fs::is_directory(matches.gl_pathv[at], fault)) {
      search_folder(matches.gl_pathv[at], found, diagnostics);
    } else {
      found.emplace_back(matches.gl_pathv[at]);
    }
  }
  ::globfree(&matches);
  if (outcome != 0) diagnostics.push_back(about(pattern, "no file matches"));
}

// The file beside one that is not there that has nearly its name.
std::string near_name(const std::string& path) {
  std::vector<std::string> names;
  std::error_code fault;
  constexpr std::size_t many = 1000;
  for (fs::directory_iterator at(folder_of(path), fault);
       !fault && at != fs::directory_iterator() && names.size() < many; at.increment(fault)) {
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::vector<std::string> stems;
  for (const std::string& name : names) stems.push_back(fs::path(name).stem().string());
  const auto near = diag::nearest(fs::path(path).stem().string(), stems);
  if (!near) return {};
  const auto at = static_cast<std::size_t>(std::find(stems.begin(), stems.end(), *near) - stems.begin());
  return fmt::format("did you mean `{}`?", (fs::path(path).parent_path() / names[at]).string());
}

}  // namespace

bool looks_like_declaration(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find("zhudun") == std::string_view::npos) return false;
  for (std::size_t at = 0; (at = text.find("zhudun", at)) != std::string_view::npos; ++at) {
    const bool at_start = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r' || text[at - 1] == '"' ||
                          text[at - 1] == '\'' || text[at - 1] == '{' || text[at - 1] == ' ' || text[at - 1] == ',';
    std::string_view rest = text.substr(at + 6);
    while (rest.starts_with(' ') || rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
    if (at_start && (rest.starts_with(':') || rest.starts_with("\xEF\xBC\x9A"))) return true;
  }
  return false;
}

std::optional<Stamp> stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return Stamp{path,
               status.st_dev,
               status.st_ino,
               static_cast<std::uint64_t>(status.st_size),
               status.st_ctim.tv_sec,
               status.st_ctim.tv_nsec};
}

diag::Diagnostic too_large(const std::string& path, std::uint64_t largest) {
  diag::Diagnostic told =
      about(path == "-" ? "standard input" : path, fmt::format("is larger than the limit `file_bytes` of {}", largest));
  told.code = "limit-file-bytes";
  return told;
}

std::unique_ptr<source::File> read_file(const std::string& path, diag::Diagnostics& diagnostics, Reading reading,
                                        std::uint64_t largest) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (file) return read_opened(file, path, reading, largest, diagnostics);
  const int reason = errno;
  diagnostics.push_back(about(path, fmt::format("cannot be read: {}", std::strerror(reason)),
                              reason == ENOENT ? near_name(path) : std::string()));
  return nullptr;
}

std::unique_ptr<source::File> read_below(const std::string& folder, std::string_view path,
                                         diag::Diagnostics& diagnostics, Reading reading, std::uint64_t largest) {
  const std::string shown = folder == "." ? std::string(path) : (fs::path(folder) / path).string();
  const Below at = walk_below(folder, path);
  const Descriptor file = at.fault ? Descriptor() : open_in(at.folder.get(), at.name, O_RDONLY | O_NONBLOCK);
  struct stat status {};
  if (file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
    return read_opened(file, shown, reading, largest, diagnostics);
  const int reason = errno;
  const bool odd = file || at.fault || reason == ELOOP;  // which a link gives
  diagnostics.push_back(about(
      shown, odd ? "is no regular file below its folder" : fmt::format("cannot be read: {}", std::strerror(reason))));
  return nullptr;
}

std::vector<std::string> find_declarations(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const std::string& argument : arguments) {
    std::error_code fault;
    const bool exists = fs::exists(argument, fault);
    if (argument != "-" && fs::is_directory(argument, fault)) {
      search_folder(argument, found, diagnostics);
    } else if (argument == "-" || exists || argument.find_first_of("*?[{") == std::string::npos) {
      found.push_back(argument);
    } else {
      search_glob(argument, found, diagnostics);
    }
  }
  std::set<std::string_view> seen;  // views into what was found, which stays where it is
  std::vector<std::string> once;
  for (const std::string& path : found) {
    if (seen.insert(path).second) once.push_back(path);
  }
  return once;
}

EvidenceFolder::EvidenceFolder(std::string path)
    : path_(std::move(path)), folder_(open_file(path_.c_str(), O_PATH | O_DIRECTORY)) {}

// The system walks the whole path at once, neither out of the folder nor over a link. What it does not find, or an
// older one does not know, is told by walking part by part.
std::optional<check::FileFault> EvidenceFolder::fault_of(std::string_view path) const {
  if (path.find("..") == std::string_view::npos && path.find('\0') == std::string_view::npos && folder_) {
    struct open_how how {};
    how.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const std::string name(path);
    const Descriptor file(static_cast<int>(::syscall(SYS_openat2, folder_.get(), name.c_str(), &how, sizeof how)));
    struct stat status {};
    if (file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode))
      return status.st_size == 0 ? std::optional(check::FileFault::empty) : std::nullopt;
  }
  return evidence_fault(path_, path);
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

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace zhudun::cli
