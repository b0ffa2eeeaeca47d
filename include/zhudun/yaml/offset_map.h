// Where a scalar's decoded text stands in its file. In: a scalar node. Out: for an offset in the decoded text, the
// offset in the file; exact through quotes, escapes, folded lines, indentation, CRLF and a byte-order mark. Made from
// the file's bytes when asked for. What a file does not spell (an alias's text) maps to the node's own place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "zhudun/source/file.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

class OffsetMap {
 public:
  struct Run {
    std::uint32_t decoded = 0;  // first decoded offset
    std::uint32_t length = 0;   // decoded bytes
    std::uint32_t begin = 0;    // the spelling, in the file
    std::uint32_t end = 0;
    bool verbatim = false;  // spelt byte by byte as it is; else one unit: an escape, a folded line break
  };

  OffsetMap(const Tree& tree, NodeId scalar);

  // Where the decoded byte at `offset` is spelt; past the text, the end of its last byte's spelling.
  std::uint32_t at(std::size_t offset) const;
  // The place of the decoded bytes [begin, end), from the first byte's beginning to the last byte's end.
  source::Span span(std::size_t begin, std::size_t end) const;

 private:
  const Run& run_of(std::size_t offset) const;

  source::Span whole_;
  std::vector<Run> runs_;  // never empty, without gaps in the decoded text
};

}  // namespace zhudun::yaml
