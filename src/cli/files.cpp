#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/descriptor.h"
#include "cli/mapped.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

diag::Diagnostic about(const std::string& path, std::string message, std::string help = {}) {
  diag::Diagnostic told = diag::error("file", {}, std::move(message), std::move(help));
  told.about = path;
  return told;
}

bool read_all(int fd, std::string& bytes) {
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > kLargestFile) {
      errno = EFBIG;
      return false;
    }
  }
}

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

bool may_be_declaration(const std::string& path) {
  diag::Diagnostics unheard;
  const auto file = read_file(path, unheard);
  return !file || looks_like_declaration(file->bytes());  // else nobody would be told why it cannot be read
}

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
  for (std::string& path : paths) {
    if (may_be_declaration(path)) {
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

std::unique_ptr<source::File> read_file(const std::string& path, diag::Diagnostics& diagnostics, Reading reading) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    diagnostics.push_back(about(path, "is a folder, not a file"));
    return nullptr;
  }
  const Descriptor file = open_file(path.c_str(), O_RDONLY);
  if (reading == Reading::mapped && file) {
    if (auto mapped = map_file(path, file.get())) return mapped;
  }
  std::string bytes;
  if (!file || !read_all(file.get(), bytes)) {
    const int reason = errno;
    diagnostics.push_back(about(path, fmt::format("cannot be read: {}", std::strerror(reason)),
                                reason == ENOENT ? near_name(path) : std::string()));
    return nullptr;
  }
  return std::make_unique<source::File>(path, std::move(bytes));
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
  std::vector<std::string> once;
  for (std::string& path : found) {
    if (std::find(once.begin(), once.end(), path) == once.end()) once.push_back(std::move(path));
  }
  return once;
}

std::optional<check::FileFault> evidence_fault(const std::string& folder, std::string_view path) {
  if (path.starts_with('/') || path.find('\0') != std::string_view::npos) return check::FileFault::outside;
  std::string walked = folder;
  struct stat status {};
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t slash = std::min(path.find('/', from), path.size());
    const std::string_view part = path.substr(from, slash - from);
    from = slash + 1;
    if (part == "..") return check::FileFault::outside;
    if (part.empty() || part == ".") continue;
    walked += fmt::format("/{}", part);
    if (::lstat(walked.c_str(), &status) != 0) {
      // What follows may still lead out of the folder; that is the graver fault.
      const bool leads_out = fmt::format("{}/", path.substr(slash)).find("/../") != std::string::npos;
      return leads_out ? check::FileFault::outside : check::FileFault::missing;
    }
    if (S_ISLNK(status.st_mode)) return check::FileFault::outside;
  }
  if (walked == folder || !S_ISREG(status.st_mode)) return check::FileFault::no_file;
  return status.st_size == 0 ? std::optional(check::FileFault::empty) : std::nullopt;
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace zhudun::cli
