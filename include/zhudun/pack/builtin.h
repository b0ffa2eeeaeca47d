// The rule files built into the binary, by their path below rules/.
#pragma once

#include <span>
#include <string_view>

namespace zhudun::pack {

struct BuiltinFile {
  std::string_view path;
  std::string_view bytes;
};

std::span<const BuiltinFile> builtin_files();
// The folder of the pack that is used when none is named.
std::string_view default_pack();

}  // namespace zhudun::pack
