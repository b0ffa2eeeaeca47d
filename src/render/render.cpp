#include "zhudun/render/render.h"

#include "render/formats.h"

namespace zhudun::render {
namespace {

constexpr Format kFormats[] = {
    {"text", ".txt", "text/plain", text},
    {"json", ".json", "application/json", json},
    {"jsonl", ".jsonl", "application/jsonl", jsonl},
    {"sarif", ".sarif", "application/sarif+json", sarif},
    {"junit", ".xml", "application/xml", junit},
    {"github", ".txt", "text/plain", github},
    {"gitlab", ".json", "application/json", gitlab},
    {"md", ".md", "text/markdown", md},
    {"csv", ".csv", "text/csv", csv},
    {"html", ".html", "text/html", html},
    {"ics", ".ics", "text/calendar", ics},
    {"oscal", ".poam.json", "application/json", oscal},
    {"oscal-ar", ".ar.json", "application/json", oscal_ar},
    {"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx, true},
};

}  // namespace

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
