#include "zhudun/pack/builtin.h"

#include <fmt/format.h>

namespace zhudun::pack {

std::vector<std::string> builtin_packs() {
  std::vector<std::string> names;
  for (const BuiltinFile& builtin : builtin_files()) {
    if (builtin.path.ends_with("/pack.yaml")) names.emplace_back(builtin.path.substr(0, builtin.path.find('/')));
  }
  return names;
}

void builtin_folder(std::string_view folder, std::string_view prefix,
                    const std::function<void(std::string name, std::unique_ptr<source::File>)>& add) {
  for (const BuiltinFile& builtin : builtin_files()) {
    if (!builtin.path.starts_with(folder) || !builtin.path.substr(folder.size()).starts_with('/')) continue;
    add(fmt::format("{}{}", prefix, builtin.path.substr(folder.size() + 1)),
        std::make_unique<source::File>(fmt::format("rules/{}", builtin.path), builtin.bytes, nullptr));
  }
}

}  // namespace zhudun::pack
