// GitLab's code quality report: an array of issues, gravest first. Severities: overdue is a blocker, gap critical,
// undeclared major, due soon minor, all else info.
#include "render/formats.h"
#include "render/listing.h"
#include "zhudun/write/json.h"

namespace zhudun::render {
namespace {

std::string_view severity_of(check::Status status) {
  switch (status) {
    case check::Status::overdue:
      return "blocker";
    case check::Status::gap:
      return "critical";
    case check::Status::undeclared:
      return "major";
    case check::Status::due_soon:
      return "minor";
    default:
      return "info";
  }
}

void issue(write::JsonWriter& out, const Entry& entry, source::Language language) {
  const Place place = place_of(entry);
  const std::string words = joined(message(*entry.finding, language), language == source::Language::zh ? "；" : "; ");
  out.begin_object();
  out.member("description", std::string_view(name_of(*entry.finding) + ": " + words));
  out.member("check_name", std::string_view(entry.finding->rule));
  out.member("fingerprint", std::string_view(entry.fingerprint));
  out.member("severity", severity_of(entry.finding->status));
  out.key("location");
  out.begin_object();
  out.member("path", std::string_view(place.file));
  out.key("lines");
  out.begin_object();
  out.member("begin", place.line);
  out.end();
  out.end();
  out.end();
}

}  // namespace

std::string gitlab(const report::Report& report, const Style&) {
  std::string bytes;
  write::JsonWriter out(bytes, write::Layout::indented);
  out.begin_array();
  for (const Entry& entry : gravest_first(report)) issue(out, entry, report.language);
  out.finish();
  return bytes + "\n";
}

}  // namespace zhudun::render
