#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/mapped.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

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

// `expected`: the size of a regular file, which fewer bytes than were asked for end.
Outcome read_all(int fd, std::string& bytes, std::uint64_t largest, std::optional<std::uint64_t> expected) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = read_stream(fd, buffer, sizeof buffer);
    if (got < 0) return Outcome::failed;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > largest) return Outcome::too_large;
    const bool ends = static_cast<std::size_t>(got) < sizeof buffer && expected == bytes.size();
    if (got == 0 || ends) return Outcome::read;
  }
}

std::optional<Stamp> stamp_of(const std::string& path, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return Stamp{path,
               status.st_dev,
               status.st_ino,
               static_cast<std::uint64_t>(status.st_size),
               status.st_ctim.tv_sec,
               status.st_ctim.tv_nsec};
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
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return stamp_of(path, status);
}

diag::Diagnostic about(const std::string& path, std::string message, std::string help) {
  diag::Diagnostic told = diag::error("file", {}, std::move(message), std::move(help));
  told.about = path;
  return told;
}

diag::Diagnostic too_large(const std::string& path, std::uint64_t largest) {
  diag::Diagnostic told =
      about(path == "-" ? "standard input" : path, fmt::format("is larger than the limit `file_bytes` of {}", largest));
  told.code = "limit-file-bytes";
  return told;
}

std::unique_ptr<source::File> read_opened(const Descriptor& file, const std::string& path, const HowToRead& how,
                                          diag::Diagnostics& diagnostics) {
  const auto refuse = [&](diag::Diagnostic told) {
    diagnostics.push_back(std::move(told));
    return nullptr;
  };
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return refuse(about(path, std::strerror(errno)));
  if (S_ISDIR(status.st_mode)) return refuse(about(path, "is a folder, not a file"));
  std::optional<std::uint64_t> expected;
  if (auto stamp = stamp_of(path, status)) {
    expected = stamp->size;
    if (how.stamps) how.stamps->push_back(std::move(*stamp));
    if (*expected > how.largest) return refuse(too_large(path, how.largest));
  }
  const bool device = S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && ::isatty(file.get()) == 0);
  if (device) return refuse(about(path, "is a device, not a file"));
  if (S_ISFIFO(status.st_mode) && !wait_for_writer(file.get()))
    return refuse(about(path, "is a pipe into which nobody writes"));
  if (how.reading == Reading::mapped) {
    if (auto mapped = map_file(path, file.get(), status)) return mapped;
  }
  std::string bytes;
  const Outcome outcome = read_all(file.get(), bytes, how.largest, expected);
  if (outcome == Outcome::too_large) return refuse(too_large(path, how.largest));
  if (outcome == Outcome::failed) return refuse(about(path, fmt::format("cannot be read: {}", std::strerror(errno))));
  return std::make_unique<source::File>(path, std::move(bytes));
}

std::unique_ptr<source::File> read_file(const std::string& path, diag::Diagnostics& diagnostics, const HowToRead& how) {
  const Descriptor file = open_file(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (file) return read_opened(file, path, how, diagnostics);
  const int reason = errno;
  diagnostics.push_back(about(path, fmt::format("cannot be read: {}", std::strerror(reason)),
                              reason == ENOENT ? near_name(path) : std::string()));
  return nullptr;
}

bool may_be_declaration(const std::string& path) {
  diag::Diagnostics unheard;
  const auto file = read_file(path, unheard);
  return !file || looks_like_declaration(file->bytes());
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace zhudun::cli
