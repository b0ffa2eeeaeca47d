// The JSON contract: versioned by `report`, keys are only ever added.
#include "zhudun/write/json.h"

#include "render/formats.h"
#include "render/listing.h"
#include "render/pieces.h"

namespace zhudun::render {
namespace {

using write::JsonWriter;

void member_or_null(JsonWriter& out, std::string_view name, const std::string& value) {
  if (value.empty()) {
    out.member(name, nullptr);
  } else {
    out.member(name, std::string_view(value));
  }
}

void strings(JsonWriter& out, std::string_view name, const std::vector<std::string>& values, bool row = true) {
  out.key(name);
  if (row) {
    out.begin_row();
  } else {
    out.begin_array();
  }
  for (const std::string& value : values) out.string(value);
  out.end();
}

void location(JsonWriter& out, const std::string& file, source::Position position) {
  out.key("location");
  out.begin_object();
  out.member("file", std::string_view(file));
  out.member("line", position.line);
  out.member("column", position.column);
  out.end();
}

std::string_view change_key(report::Change change) {
  switch (change) {
    case report::Change::added:
      return "new";
    case report::Change::worse:
      return "worse";
    case report::Change::known:
      return "known";
    case report::Change::none:
      break;
  }
  return {};
}

void finding_members(JsonWriter& out, const report::Finding& finding) {
  out.member("fingerprint", std::string_view(finding.fingerprint));
  out.member("rule", std::string_view(finding.rule));
  out.member("task", finding.task);
  out.member("subject", std::string_view(finding.subject));
  out.member("status", check::to_string(finding.status));
  out.member("binding", std::string_view(finding.mandatory ? "mandatory" : "encouraged"));
  member_or_null(out, "change", std::string(change_key(finding.change)));
  member_or_null(out, "due", finding.due);
  member_or_null(out, "done", finding.done);
  member_or_null(out, "next_due", finding.next_due);
  out.member("days_overdue", finding.days_overdue);
  out.member("provisional", finding.provisional);
  out.member("title", std::string_view(finding.title));
  out.member("deliverable", std::string_view(finding.deliverable));
  out.member("recipient", std::string_view(finding.recipient));
  out.member("basis", std::string_view(finding.basis));
  out.member("reason", std::string_view(finding.reason));
  strings(out, "missing", finding.missing);
  strings(out, "sensitive_to", finding.sensitive_to);
  strings(out, "trace", finding.trace, finding.trace.empty());
  location(out, finding.file, finding.position);
}

void readings(JsonWriter& out, const report::Report& report) {
  out.key("reading");
  out.begin_object();
  for (const report::ReadingChoice& choice : report.readings) {
    out.key(choice.name);
    if (const auto* number = std::get_if<std::int64_t>(&choice.value)) {
      out.integer(*number);
    } else if (const auto* word = std::get_if<std::string>(&choice.value)) {
      out.string(*word);
    } else {
      out.null();
    }
  }
  out.end();
}

void baseline(JsonWriter& out, const report::Report& report) {
  if (!report.baseline) return out.member("baseline", nullptr);
  const report::BaselineUse& use = *report.baseline;
  out.key("baseline");
  out.begin_object();
  out.member("file", std::string_view(use.file));
  member_or_null(out, "sha256", use.sha256);
  member_or_null(out, "as_of", use.as_of);
  out.member("new", use.added);
  out.member("worse", use.worse);
  out.member("known", use.known);
  out.member("fixed", use.fixed);
  out.member("accepted", use.accepted);
  out.end();
}

// What the run was made with; the same in both JSON formats.
void heading(JsonWriter& out, const report::Report& report) {
  out.key("zhudun");
  out.begin_object();
  out.member("version", std::string_view(report.version));
  out.member("report", 1);
  out.end();
  out.key("ruleset");
  out.begin_object();
  out.member("id", std::string_view(report.pack_id));
  out.member("sha256", std::string_view(report.pack_sha256));
  out.member("title", std::string_view(report.pack_title));
  out.end();
  out.member("as_of", std::string_view(report.as_of));
  out.member("as_of_given", report.as_of_given);
  out.member("zone", std::string_view(report.zone));
  out.member("horizon", report.horizon);
  readings(out, report);
  out.key("parameters");
  out.begin_object();
  for (const auto& [name, value] : report.parameters) out.member(name, value);
  out.end();
  out.key("calendar");
  out.begin_object();
  out.member("from", report.first_year);
  out.member("to", report.last_year);
  out.end();
  out.member("language", std::string_view(report.language == source::Language::zh ? "zh" : "en"));
  out.member("all", report.all);
  out.key("tasks");
  out.begin_array();
  for (const report::Task& task : report.tasks) {
    out.begin_object();
    out.member("number", task.number);
    out.member("title", std::string_view(task.title));
    out.end();
  }
  out.end();
  baseline(out, report);
}

void waivers(JsonWriter& out, const report::Declaration& declaration) {
  constexpr std::string_view states[] = {"in_force", "expired", "not_yet"};
  out.key("waivers");
  out.begin_array();
  for (const report::Waiver& waiver : declaration.waivers) {
    out.begin_object();
    out.member("rule", std::string_view(waiver.rule));
    member_or_null(out, "subject", waiver.subject);
    out.member("reason", std::string_view(waiver.reason));
    out.member("approved_by", std::string_view(waiver.approved_by));
    out.member("approved_on", std::string_view(waiver.approved_on));
    out.member("expires_on", std::string_view(waiver.expires_on));
    out.member("state", states[static_cast<std::size_t>(waiver.state)]);
    out.member("expiring", waiver.expiring);
    out.member("matched", waiver.matched);
    location(out, waiver.file, waiver.position);
    out.end();
  }
  out.end();
}

void declaration_head(JsonWriter& out, const report::Declaration& declaration) {
  out.member("file", std::string_view(declaration.file));
  out.member("sha256", std::string_view(declaration.sha256));
  out.member("company", std::string_view(declaration.company));
  out.key("summary");
  out.begin_object();
  for (std::size_t at = 0; at < declaration.counts.size(); ++at) {
    out.member(check::to_string(static_cast<check::Status>(at)), declaration.counts[at]);
  }
  out.end();
}

void begin_findings(JsonWriter& out) {
  out.key("findings");
  out.begin_array();
}

void declaration_part(JsonWriter& out, const Part& part) {
  if (part.at == Part::kBefore) {
    out.begin_object();
    declaration_head(out, *part.declaration);
    waivers(out, *part.declaration);
    return begin_findings(out);
  }
  if (part.at != Part::kAfter) {
    out.begin_object();
    finding_members(out, part.declaration->findings[part.at]);
    return out.end();
  }
  out.end();
  out.end();
}

void line(JsonWriter& out, const Part& part) {
  if (part.at == Part::kAfter) return;
  out.begin_object();
  if (part.at == Part::kBefore) {
    out.member("type", std::string_view("declaration"));
    declaration_head(out, *part.declaration);
    waivers(out, *part.declaration);
  } else {
    out.member("type", std::string_view("finding"));
    out.member("file", std::string_view(part.declaration->file));
    finding_members(out, part.declaration->findings[part.at]);
  }
  out.end();
}

}  // namespace

void json(const report::Report& report, const Style& style, const Sink& sink) {
  Pieces pieces(sink, style.jobs);
  JsonWriter out(pieces.bytes(), write::Layout::indented);
  out.begin_object();
  heading(out, report);
  out.key("declarations");
  out.begin_array();
  const std::vector<Part> parts = parts_of(report);
  pieces.each(parts.size(), 1, [&](std::size_t begin, std::size_t end, std::string& bytes) {
    JsonWriter part = out.within(bytes);
    if (begin > 0) part.after_others();
    if (parts[begin].at != Part::kBefore) {
      part.begin_object();
      begin_findings(part);
      if (begin > 0 && parts[begin - 1].at != Part::kBefore) part.after_others();
      bytes.clear();  // it stands there already
    }
    for (; begin < end; ++begin) declaration_part(part, parts[begin]);
  });
  if (!parts.empty()) out.after_others();
  out.finish();
  pieces.bytes() += "\n";
  pieces.finish();
}

// One line for the run, one for each declaration, one for each finding; `type` says which.
void jsonl(const report::Report& report, const Style& style, const Sink& sink) {
  Pieces pieces(sink, style.jobs);
  JsonWriter out(pieces.bytes());
  out.begin_object();
  out.member("type", std::string_view("run"));
  heading(out, report);
  out.end();
  const std::vector<Part> parts = parts_of(report);
  pieces.each(parts.size(), 1, [&](std::size_t begin, std::size_t end, std::string& bytes) {
    JsonWriter lines = out.within(bytes);
    for (; begin < end; ++begin) line(lines, parts[begin]);
  });
  pieces.bytes() += "\n";
  pieces.finish();
}

}  // namespace zhudun::render
