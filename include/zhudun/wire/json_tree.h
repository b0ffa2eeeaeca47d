// A JSON text (RFC 8259) as a located tree, the kind that YAML gives, so that what is wrong in it has a place.
// In: a file. Out: its tree; nothing after reporting a text that is no JSON, nests too deep or has too many values.
#pragma once

#include <optional>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/file.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::wire {

struct JsonLimits {
  std::size_t depth = 100;          // of objects and arrays in each other
  std::size_t values = 10'000'000;  // keys count too
};

std::optional<yaml::Tree> parse_json(const source::File& file, diag::Diagnostics& diagnostics,
                                     const JsonLimits& limits = {});

}  // namespace zhudun::wire
