#include "cli/cache.h"

namespace zhudun::cli {

std::optional<std::string> cache_folder(const World& world) {
  const auto absolute = [](const std::optional<std::string>& path) { return path && path->starts_with('/'); };
  if (const auto cache = world.variable("XDG_CACHE_HOME"); absolute(cache)) return *cache + "/zhudun";
  if (const auto home = world.variable("HOME"); absolute(home)) return *home + "/.cache/zhudun";
  return std::nullopt;
}

}  // namespace zhudun::cli
