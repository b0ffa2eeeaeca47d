// A rule pack by name or folder, with the files it was made of.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/reader.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"

namespace zhudun::cli {

struct LoadedPack {
  std::vector<std::unique_ptr<source::File>> files;
  std::vector<const source::File*> tests;  // the pack's own test files
  std::unique_ptr<pack::Pack> pack;
};

// The pack is null after reporting. An empty name is the default pack.
LoadedPack load_pack(const std::string& name, diag::Diagnostics& diagnostics, const Reader& reader = {});

}  // namespace zhudun::cli
