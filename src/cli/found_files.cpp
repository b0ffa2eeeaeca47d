#include "cli/found_files.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string_view>
#include <unordered_set>

#include "cli/files.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

bool is_yaml(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

class Search {
 public:
  explicit Search(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void name(std::string path) { found_.files[add(std::move(path))].named = true; }

  // The YAML files below it, sorted.
  void search_folder(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code fault;
    fs::recursive_directory_iterator walk(folder, fault);
    for (; !fault && walk != fs::recursive_directory_iterator(); walk.increment(fault)) {
      const std::string& path = walk->path().native();
      const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
      if (name.starts_with('.')) {
        if (walk->is_directory(fault)) walk.disable_recursion_pending();
        continue;
      }
      if (is_yaml(name) && walk->is_regular_file(fault)) paths.push_back(path);
    }
    if (fault) {
      diagnostics_.push_back(about(folder, fmt::format("cannot be searched: {}", fault.message())));
      return;
    }
    std::sort(paths.begin(), paths.end());
    found_.folders.push_back({folder, {}});
    for (std::string& path : paths) found_.folders.back().files.push_back(add(std::move(path)));
  }

  void search_glob(const std::string& pattern) {
    glob_t matches{};
    const int outcome = ::glob(pattern.c_str(), GLOB_BRACE, nullptr, &matches);
    for (std::size_t at = 0; outcome == 0 && at < matches.gl_pathc; ++at) {
      std::error_code fault;
      if (fs::is_directory(matches.gl_pathv[at], fault)) {
        search_folder(matches.gl_pathv[at]);
      } else {
        name(matches.gl_pathv[at]);
      }
    }
    ::globfree(&matches);
    if (outcome != 0) diagnostics_.push_back(about(pattern, "no file matches"));
  }

  FoundFiles found() { return std::move(found_); }

 private:
  // Its place among the files.
  std::size_t add(std::string path) {
    found_.files.push_back({std::move(path), false});
    const auto [at, added] = places_.insert(found_.files.size() - 1);
    if (!added) found_.files.pop_back();
    return *at;
  }

  FoundFiles found_;
  // Each path once; there may be a million.
  struct Hash {
    const FoundFiles& found;
    std::size_t operator()(std::size_t at) const { return std::hash<std::string>()(found.files[at].path); }
  };
  struct Equal {
    const FoundFiles& found;
    bool operator()(std::size_t a, std::size_t b) const { return found.files[a].path == found.files[b].path; }
  };
  std::unordered_set<std::size_t, Hash, Equal> places_{0, Hash{found_}, Equal{found_}};
  diag::Diagnostics& diagnostics_;
};

}  // namespace

FoundFiles find_files(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics) {
  Search search(diagnostics);
  for (const std::string& argument : arguments) {
    std::error_code fault;
    const bool exists = fs::exists(argument, fault);
    if (argument != "-" && fs::is_directory(argument, fault)) {
      search.search_folder(argument);
    } else if (argument == "-" || exists || argument.find_first_of("*?[{") == std::string::npos) {
      search.name(argument);
    } else {
      search.search_glob(argument);
    }
  }
  return search.found();
}

diag::Diagnostic left_out(const std::string& path) {
  diag::Diagnostic told = about(path, "has no key `zhudun` and is left out");
  told.severity = diag::Severity::note;
  return told;
}

diag::Diagnostic without_declaration(const std::string& path) {
  return about(path, "the folder holds no declaration", "a declaration is a .yaml file that begins with `zhudun: 1`");
}

}  // namespace zhudun::cli
