#include "cli/packs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "cli/files.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

void add(LoadedPack& loaded, pack::Files& files, std::string name, std::unique_ptr<source::File> file) {
  if (!file || files.find(name)) return;
  if (name.ends_with(".test.yaml") && name.find('/') == std::string::npos) loaded.tests.push_back(file.get());
  files.files.emplace_back(std::move(name), file.get());
  loaded.files.push_back(std::move(file));
}

void add_builtin(LoadedPack& loaded, pack::Files& files, std::string_view folder, std::string_view prefix) {
  for (const pack::BuiltinFile& builtin : pack::builtin_files()) {
    if (!builtin.path.starts_with(folder)) continue;
    std::string name = fmt::format("{}{}", prefix, builtin.path.substr(folder.size()));
    add(loaded, files, std::move(name),
        std::make_unique<source::File>(fmt::format("rules/{}", builtin.path), std::string(builtin.bytes)));
  }
}

void add_folder(LoadedPack& loaded, pack::Files& files, const fs::path& folder, std::string_view prefix,
                diag::Diagnostics& diagnostics) {
  std::vector<fs::path> paths;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault); !fault && at != fs::directory_iterator(); at.increment(fault)) {
    if (at->path().extension() == ".yaml" && !at->path().filename().string().starts_with('.'))
      paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    add(loaded, files, fmt::format("{}{}", prefix, path.filename().string()), read_file(path.string(), diagnostics));
  }
}

}  // namespace

std::vector<std::string> builtin_packs() {
  std::vector<std::string> names;
  for (const pack::BuiltinFile& builtin : pack::builtin_files()) {
    if (builtin.path.ends_with("/pack.yaml")) names.emplace_back(builtin.path.substr(0, builtin.path.find('/')));
  }
  return names;
}

LoadedPack load_pack(const std::string& given, diag::Diagnostics& diagnostics) {
  LoadedPack loaded;
  pack::Files files;
  const std::string name = given.empty() ? std::string(pack::default_pack()) : given;
  const std::vector<std::string> names = builtin_packs();
  std::error_code fault;
  if (std::find(names.begin(), names.end(), name) != names.end()) {
    add_builtin(loaded, files, name + "/", "");
  } else if (fs::is_directory(name, fault)) {
    add_folder(loaded, files, name, "", diagnostics);
    add_folder(loaded, files, fs::path(name) / "calendars", "calendars/", diagnostics);
    add_folder(loaded, files, fs::path(name) / ".." / "calendars", "calendars/", diagnostics);
  } else {
    const auto near = diag::nearest(name, names);
    diagnostics.push_back(diag::error(
        "pack-unknown", {}, fmt::format("there is no rule pack `{}`", name),
        near ? fmt::format("did you mean `{}`?", *near)
             : fmt::format("built in are {}; a folder with a pack.yaml will do too", fmt::join(names, ", "))));
    return loaded;
  }
  add_builtin(loaded, files, "calendars/", "calendars/");
  if (!diag::failed(diagnostics)) loaded.pack = pack::Pack::from_files(files, diagnostics);
  return loaded;
}

}  // namespace zhudun::cli
