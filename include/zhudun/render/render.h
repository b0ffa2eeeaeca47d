// Report -> bytes. One file and one row of the registry for each format; help, completion and the error for an unknown
// format are made from the rows. Renderers only spell: two formats cannot disagree.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "zhudun/report/report.h"

namespace zhudun::render {

struct Style {
  bool color = false;
  std::size_t width = 80;  // columns of a text
  bool bom = false;        // csv begins with a byte-order mark
  unsigned jobs = 1;       // threads that put findings into words; the same bytes
};

// Of a text. Narrower, its words would no longer fit beside what stands before them.
inline constexpr std::size_t kNarrowest = 40, kWidest = 400;

// Takes a report's bytes piece by piece, so that a large one is never whole in memory.
using Sink = std::function<void(std::string_view)>;

struct Format {
  std::string_view name;
  std::string_view ending;  // of files, with the dot; the first of two formats with one ending has it
  std::string_view media_type;
  // Throws source::EnvironmentError where memory for it cannot be had, and whatever the sink throws.
  void (*stream)(const report::Report&, const Style&, const Sink&);
  // Whether the trace of a finding of this status is printed.
  bool (*traced)(report::Status);
  bool binary = false;  // nothing for a terminal

  std::string render(const report::Report& report, const Style& style) const;  // all of it at once
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);
// The format that a path's ending names: the longest that fits.
const Format* format_of(std::string_view path);

// The report as Markdown in at most so many bytes: what is too much is cut at the end of a line, and the cut is said.
std::string step_summary(const report::Report& report, std::size_t bytes);

// The JSON Schema (draft 2020-12) of the json report; of a line of jsonl it is #/$defs/line. Ends in a line break.
std::string_view report_schema();

}  // namespace zhudun::render
