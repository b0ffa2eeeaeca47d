// One declaration from its path to its facts: read, parsed, understood.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/files.h"
#include "zhudun/cli/run.h"
#include "zhudun/pack/pack.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::cli {

// What a document is made of; kept together because each part points into the one before it.
struct Understood {
  std::vector<std::unique_ptr<source::File>> files;  // the declaration first, then its tables
  std::unique_ptr<yaml::Tree> tree;
  std::optional<schema::Document> document;
  std::string folder;  // where its evidence lies
};

// The document is absent after reporting.
Understood understand(const std::string& path, const pack::Pack& pack, const std::string& evidence, World& world,
                      diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
