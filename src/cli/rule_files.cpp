#include "cli/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "cli/cache.h"
#include "cli/drafts.h"
#include "cli/files.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/source/digest.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

// The path of a built-in file below the rules, if it is one: its bytes are those of the binary.
std::optional<std::string_view> builtin_path(const source::File& file) {
  for (const pack::BuiltinFile& builtin : pack::builtin_files()) {
    if (file.name().ends_with(builtin.path) && file.bytes() == builtin.bytes) return builtin.path;
  }
  return std::nullopt;
}

bool holds(const fs::path& path, std::string_view bytes) {
  diag::Diagnostics unheard;
  const auto there = read_file(path.string(), unheard);
  return there && there->bytes() == bytes;
}

}  // namespace

std::optional<std::string> openable_path(const source::File& file, const World& world) {
  std::error_code fault;
  const auto builtin = builtin_path(file);
  if (!builtin) return fs::absolute(file.name(), fault).lexically_normal().string();
  const auto cache = cache_folder(world);
  if (!cache) return std::nullopt;
  const fs::path path = fs::path(*cache) / "rules" / source::sha256(file.bytes()).substr(0, 12) / *builtin;
  if (holds(path, file.bytes())) return path.string();
  fs::create_directories(path.parent_path(), fault);
  try {
    write_file(path.string(), file.bytes());
  } catch (const EnvironmentError&) {
    return std::nullopt;
  }
  // Whoever edits a copy would wonder why nothing changes.
  fs::permissions(path, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read, fault);
  return path.string();
}

}  // namespace zhudun::cli
