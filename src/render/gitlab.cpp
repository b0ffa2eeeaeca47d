// GitLab's code quality report: an array of issues, gravest first. Severities: overdue is a blocker, gap critical,
// undeclared major, due soon minor, all else info. Each issue's body says what the report was made with.
#include <map>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/json.h"
#include "zhudun/write/markdown.h"

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

std::string safe(const std::string& text) { return write::markdown(visible(text)); }

void issue(write::JsonWriter& out, const Entry& entry, const std::string& body, source::Language language) {
  const report::Finding finding = entry.finding();
  const Place place = place_of(entry, finding);
  const std::string words = joined(message(finding, language), language == source::Language::zh ? "；" : "; ");
  out.begin_object();
  out.member("description", std::string_view(name_of(finding) + ": " + words));
  out.member("check_name", std::string_view(finding.rule));
  out.member("fingerprint", std::string_view(entry.fingerprint(finding)));
  out.member("severity", severity_of(entry.status()));
  out.key("content");
  out.begin_object();
  out.member("body", std::string_view(body));
  out.end();
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
  std::map<const report::Declaration*, std::string> bodies;
  for (const report::Declaration& declaration : report.declarations) {
    const std::string run = sentence(of_run(report), report.language);
    bodies[&declaration] = safe(run) + "\n\n" + safe(sentence(of_declaration(report, declaration), report.language));
  }
  for (const Entry& entry : gravest_first(report)) issue(out, entry, bodies[entry.declaration], report.language);
  out.finish();
  return bytes + "\n";
}

}  // namespace zhudun::render
