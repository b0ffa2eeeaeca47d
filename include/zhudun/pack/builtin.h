// The rule files built into the binary, by their path below rules/, and the packs among them, compiled.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/source/file.h"

namespace zhudun::pack {

struct BuiltinFile {
  std::string_view path;
  std::string_view bytes;
};

std::span<const BuiltinFile> builtin_files();
// The folder of the pack that is used when none is named.
std::string_view default_pack();
// The folders that hold a pack.
std::vector<std::string> builtin_packs();
// Each file of a folder, by its name there behind the prefix.
void builtin_folder(std::string_view folder, std::string_view prefix,
                    const std::function<void(std::string name, std::unique_ptr<source::File>)>& add);

// A pack as Pack::from_bytes takes it. Made when the program is built, of the very files above (compiled/make.cpp), and
// linked to the program alone.
struct CompiledPack {
  std::string_view folder;
  std::string_view bytes;
};
std::span<const CompiledPack> compiled_packs();

}  // namespace zhudun::pack
