// YAML 1.2 text to a located tree. In: a file. Out: the tree, or nothing and at least one error.
// Promised: one document; unique, scalar keys; aliases expanded; core-schema tags only; no merge keys; errors are
// collected, each with its place; reaching a limit is an error that names it. Any bytes give a tree or errors, never a
// crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

struct Limits {
  std::size_t depth = 100;                // collections within one another
  std::size_t nodes = 20'000'000;         // after aliases are expanded
  std::size_t scalar_bytes = 16U << 20U;  // of one scalar's decoded text
  std::size_t flow_tokens = 2'000'000;    // brackets, commas, colons of one flow collection: yaml-cpp holds them all
  std::size_t errors = 100;               // collected before the reading stops
};

// Both give the same; one is slow, and the authority.
enum class With : std::uint8_t {
  plain_first,  // the fast reader, if it takes the file (plain.h)
  reference,    // yaml-cpp's events, checked byte by byte
};

std::optional<Tree> parse(const source::File& file, diag::Diagnostics& diagnostics, const Limits& limits = {},
                          With with = With::plain_first);

}  // namespace zhudun::yaml
