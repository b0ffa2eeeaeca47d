// How a scalar is spelt: decodes its bytes by style and finds where it ends, which yaml-cpp does not tell. In: the
// file's bytes and where the scalar begins. Out: decoded text, on request with runs from decoded to file offsets; or a
// fault. The reader and OffsetMap both decode through here, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/yaml/offset_map.h"

namespace zhudun::yaml {

struct Fault {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string message;
  std::string help;
};

class Decoded {
 public:
  explicit Decoded(bool with_runs = false) : with_runs_(with_runs) {}
  void verbatim(std::string_view bytes, std::uint32_t begin, std::uint32_t end);
  void unit(std::uint32_t begin, std::uint32_t end, std::string_view text);  // a spelling that is not its own text
  void clear() { text.clear(), runs.clear(); }

  std::string text;
  std::vector<OffsetMap::Run> runs;

 private:
  bool with_runs_;
};

struct Spelling {
  std::uint32_t end = 0;   // just past the scalar; a block scalar's last line break is not part of it
  std::uint32_t rest = 0;  // where to read on: for a block scalar the line that is no longer part of it
  std::optional<Fault> fault;
};

// Where lines that go on with a scalar have to begin, and what a block scalar's indentation is counted from.
struct Indent {
  int parent = -1;   // the column of the innermost block collection around; -1 for none
  int content = -1;  // a block scalar's own, if it is known
};

bool is_blank(char c);  // space or tab
bool is_break(char c);  // line feed or carriage return
// Whether `---` or `...` stands at i, which is the beginning of a line.
bool is_document_marker(std::string_view bytes, std::size_t i);
// The offset after the line break at i.
std::uint32_t after_break(std::string_view bytes, std::uint32_t i);

// Blanks and line breaks at i that a flow scalar folds; breaks is 0 if the line does not end here.
struct Fold {
  std::uint32_t end = 0;
  std::uint32_t breaks = 0;
  std::optional<Fault> fault;
  std::string text() const { return breaks == 1 ? " " : std::string(breaks - 1, '\n'); }
};
Fold fold(std::string_view bytes, std::uint32_t i, Indent indent);

Spelling decode_quoted(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out);
Spelling decode_block(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out);
// A plain scalar's end depends on all that surrounds it; so its text has to be known.
Spelling decode_plain(std::string_view bytes, std::uint32_t begin, std::string_view text, Indent indent, Decoded& out);

}  // namespace zhudun::yaml
