// Where a scalar's decoded text stands in its file. In: a scalar node. Out: for an offset in the decoded text, the
// offset in the file; exact through quotes, escapes, folded lines, indentation, CRLF and a byte-order mark. Made from
// the file's bytes when asked for. What a file does not spell (an alias's text) maps to the node's ends.
#pragma once

#include <cstdint>
#include <vector>

#include "zhudun/source/file.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

class OffsetMap {
 public:
  OffsetMap(const Tree& tree, NodeId scalar);

  // Where the decoded byte at `offset` begins; the text's length gives the end of its last byte's spelling.
  std::uint32_t at(std::size_t offset) const;
  // The place of the decoded bytes [begin, end), from the first byte's beginning to the last byte's end.
  source::Span span(std::size_t begin, std::size_t end) const;

 private:
  struct Run {              // decoded bytes that are spelt one by one, or one unit spelt some other way
    std::uint32_t decoded;  // first decoded offset
    std::uint32_t raw;      // its place in the file
    std::uint32_t raw_end;  // where the run's spelling ends
    std::uint32_t length;   // decoded bytes
    bool verbatim;
  };
  const Run& run_of(std::size_t offset) const;

  source::Span whole_;
  std::vector<Run> runs_;
};

}  // namespace zhudun::yaml
