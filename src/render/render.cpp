#include "zhudun/render/render.h"

#include "render/formats.h"

namespace zhudun::render {
namespace {

template <std::string (*kRender)(const report::Report&, const Style&)>
void whole(const report::Report& report, const Style& style, const Sink& sink) {
  sink(kRender(report, style));
}

bool every(report::Status) { return true; }
bool none(report::Status) { return false; }

constexpr Format kFormats[] = {
    {"text", ".txt", "text/plain", text, explained},
    {"json", ".json", "application/json", json, every},
    {"jsonl", ".jsonl", "application/jsonl", jsonl, every},
    {"sarif", ".sarif", "application/sarif+json", whole<sarif>, none},
    {"junit", ".xml", "application/xml", whole<junit>, none},
    {"github", ".txt", "text/plain", whole<github>, none},
    {"gitlab", ".json", "application/json", whole<gitlab>, none},
    {"md", ".md", "text/markdown", whole<md>, none},
    {"csv", ".csv", "text/csv", csv, every},
    {"html", ".html", "text/html", html, every},
    {"ics", ".ics", "text/calendar", whole<ics>, every},
    {"oscal", ".poam.json", "application/json", whole<oscal>, every},
    {"oscal-ar", ".ar.json", "application/json", whole<oscal_ar>, every},
    {"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", whole<xlsx>, every, true},
};

}  // namespace

std::string Format::render(const report::Report& report, const Style& style) const {
  std::string bytes;
  stream(report, style, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

const Format* format_of(std::string_view path) {
  const Format* found = nullptr;
  for (const Format& format : kFormats) {
    const bool ends = path.size() > format.ending.size() && path.ends_with(format.ending);
    if (ends && (!found || format.ending.size() > found->ending.size())) found = &format;
  }
  return found;
}

}  // namespace zhudun::render
