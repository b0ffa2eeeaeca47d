#include "cli/packs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "cli/evidence.h"
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
  pack::builtin_folder(folder, prefix, [&](std::string name, std::unique_ptr<source::File> file) {
    add(loaded, files, std::move(name), std::move(file));
  });
}

// The YAML files of a folder below this one; a link could lead anywhere and is not followed.
void add_folder(LoadedPack& loaded, pack::Files& files, const fs::path& folder, const std::string& below,
                diag::Diagnostics& diagnostics) {
  std::vector<fs::path> paths;
  std::error_code fault;
  for (fs::directory_iterator at(folder / below, fault); !fault && at != fs::directory_iterator();
       at.increment(fault)) {
    if (at->path().extension() == ".yaml" && !at->path().filename().string().starts_with('.'))
      paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    const std::string name = below + path.filename().string();
    add(loaded, files, name, read_below(folder.string(), name, diagnostics));
  }
}

bool is_builtin(const std::string& name) {
  const std::vector<std::string> names = pack::builtin_packs();
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string base_folder(const std::string& from, const std::string& name) {
  return from.empty() || is_builtin(name) ? name : (fs::path(from) / name).lexically_normal().string();
}

// The files of a pack: built in, or a folder, looked for from the folder of the pack that names it.
std::optional<pack::Files> find_files(LoadedPack& loaded, const std::string& name, const std::string& from,
                                      source::Span at, diag::Diagnostics& diagnostics) {
  pack::Files files;
  std::error_code fault;
  const std::string folder = base_folder(from, name);
  if (at && fs::path(name).is_absolute()) {
    diagnostics.push_back(diag::error("pack-outside", at,
                                      fmt::format("the pack `{}` is named by an absolute path", name),
                                      "a built-in pack, or a folder as seen from this one"));
    return std::nullopt;
  }
  if (is_builtin(name)) {
    add_builtin(loaded, files, name, "");
  } else if (fs::is_directory(folder, fault)) {
    add_folder(loaded, files, folder, "", diagnostics);
    add_folder(loaded, files, folder, "calendars/", diagnostics);
    add_folder(loaded, files, fs::path(folder) / "..", "calendars/", diagnostics);
  } else {
    const std::vector<std::string> names = pack::builtin_packs();
    const auto near = diag::nearest(name, names);
    diagnostics.push_back(diag::error(
        "pack-unknown", at, fmt::format("there is no rule pack `{}`", name),
        near ? fmt::format("did you mean `{}`?", *near)
             : fmt::format("built in are {}; a folder with a pack.yaml will do too", fmt::join(names, ", "))));
    return std::nullopt;
  }
  add_builtin(loaded, files, "calendars", "calendars/");
  return files;
}

}  // namespace

LoadedPack load_pack(const std::string& given, diag::Diagnostics& diagnostics, const Reader& reader) {
  LoadedPack loaded;
  const std::string name = given.empty() ? std::string(pack::default_pack()) : given;
  const auto files = find_files(loaded, name, "", {}, diagnostics);
  if (!files || diag::failed(diagnostics)) return loaded;
  std::string folder = given;  // a pack below is looked for beside the one that names it
  const pack::FindBase find_base = [&](std::string_view name, source::Span at, diag::Diagnostics& told) {
    const std::vector<const source::File*> own_tests = loaded.tests;
    auto base = find_files(loaded, std::string(name), folder, at, told);
    loaded.tests = own_tests;
    folder = base_folder(folder, std::string(name));
    return base;
  };
  for (const pack::CompiledPack& compiled : pack::compiled_packs()) {
    if (compiled.folder != name || reader.with != yaml::With::plain_first || reader.limits != Limits()) continue;
    loaded.pack = pack::Pack::from_bytes(compiled.bytes, *files, find_base);
  }
  if (!loaded.pack) {
    loaded.pack = pack::Pack::from_files(*files, diagnostics, find_base, reader.with,
                                         {reader.limits.of_yaml(), reader.limits[Limit::rules]});
  }
  return loaded;
}

}  // namespace zhudun::cli
