// One declaration from its path to its facts: read, parsed, understood.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/reader.h"
#include "zhudun/cli/run.h"
#include "zhudun/pack/pack.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/parse.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::cli {

// What a document is made of; kept together because each part points into the one before it.
struct Understood {
  std::vector<std::unique_ptr<source::File>> files;  // the declaration first, then its tables
  std::unique_ptr<yaml::Tree> tree;
  std::optional<schema::Document> document;
  std::string folder;                      // where its evidence lies
  std::vector<std::string> tables;         // paths of the tables it names, whether they could be read or not
  std::vector<Stamp> stamps;               // of the files read from the disk
  std::shared_future<std::string> sha256;  // of the declaration; of a large one worked out by another thread
};

// Whether what was read is still what stands there; what is not is told. A verdict on bytes that are gone is none.
bool unchanged(const Understood& understood, diag::Diagnostics& diagnostics);

// The bytes that someone holds of a file and that count instead of those on the disk, such as an editor.
using Held = std::function<std::optional<std::string>(const std::string& path)>;

// A declaration's bytes, which are nowhere after reporting; to be understood.
Understood read_declaration(const std::string& path, World& world, diag::Diagnostics& diagnostics,
                            const Held& held = {}, const Reader& reader = {}, Reading reading = Reading::copied);
// The document is absent after reporting.
void understand(Understood& read, const pack::Pack& pack, const std::string& evidence, World& world,
                diag::Diagnostics& diagnostics, const Held& held = {}, const Reader& reader = {},
                Reading reading = Reading::copied);
// Both.
Understood understand(const std::string& path, const pack::Pack& pack, const std::string& evidence, World& world,
                      diag::Diagnostics& diagnostics, const Held& held = {}, const Reader& reader = {},
                      Reading reading = Reading::copied);

// Paths of the evidence that it names, as they are looked for.
std::vector<std::string> evidence_of(const Understood& understood);

}  // namespace zhudun::cli
