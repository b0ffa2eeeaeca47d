// The texts that an editor holds, and what was found in those that are declarations.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsp/lines.h"
#include "zhudun/lsp/server.h"

namespace zhudun::lsp {

// What a finding is shown at: the line of a subject.
struct Anchor {
  std::uint32_t begin = 0, end = 0;  // in its file
  const source::File* file = nullptr;
};

// A finding as judged, and as reported.
struct Shown {
  std::shared_ptr<const check::Finding> found;
  std::shared_ptr<const report::Finding> told;
  Anchor anchor;
};

struct Text {
  std::string uri, path, bytes;
  std::optional<std::int64_t> version;
  bool stale = true;  // since it was judged
  std::optional<Judged> judged;
  std::vector<Shown> shown;          // gravest first
  std::vector<std::string> told_of;  // URIs for which diagnostics stand
  const source::File* file() const { return judged ? judged->file : nullptr; }
};

// Findings beside their reports, in the order of the report.
std::vector<Shown> shown_of(const Judged& judged);

// Its status, and by how many days where that is known: `197 days overdue`, `late, ...`.
std::string standing_of(const report::Finding& told, source::Language language);

// The findings at an offset of the declaration: those whose subject stands there, else those that a fact there led to.
std::vector<const Shown*> at_offset(const Text& text, std::uint32_t offset);

}  // namespace zhudun::lsp
