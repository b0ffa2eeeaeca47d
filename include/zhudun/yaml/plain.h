// The fast reader: the plain part of YAML that people and programs write, in one pass and without yaml-cpp.
// In: a file. Out: the tree that parse() gives, node by node and span by span; or nothing, without a word, as soon as
// anything is met that is not certain to be read alike: then the whole file is parse()'s.
// Certain are: block mappings and sequences, plain and quoted scalars on one line, literal and folded texts, comments,
// flow collections. Tabs, carriage returns, a byte-order mark, anchors, tags, other scalars over several lines,
// explicit keys, documents' markers, a key given twice and whatever reaches a limit are not.
#pragma once

#include <optional>

#include "zhudun/yaml/parse.h"

namespace zhudun::yaml {

// The file's bytes must be valid UTF-8 without control characters (check_encoding).
std::optional<Tree> read_plain(const source::File& file, const Limits& limits = {});

}  // namespace zhudun::yaml
