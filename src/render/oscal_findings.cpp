// How a finding is told in OSCAL: what was seen (observation), what it means (risk, with its deadline), what was judged
// (finding). In both documents the same.
#include <fmt/format.h>

#include "render/oscal_parts.h"
#include "zhudun/write/oscal.h"
#include "zhudun/write/uri.h"

namespace zhudun::render {

using check::Status;
using report::Finding;
using report::Waiver;

namespace {

bool satisfied(Status status) {
  return status == Status::met || status == Status::late || status == Status::not_applicable;
}

// Pass and fail are what a finding was judged; what is still open, excused or out of scope is neither.
std::string_view reason_of(Status status) {
  if (status == Status::met) return "pass";
  return status == Status::overdue || status == Status::gap ? "fail" : "other";
}

// Empty: that cannot be said.
std::string_view implementation_of(Status status) {
  switch (status) {
    case Status::met:
    case Status::late:
      return "implemented";
    case Status::due_soon:
    case Status::pending:
    case Status::advised:
      return "planned";
    case Status::not_applicable:
      return "not-applicable";
    case Status::overdue:
    case Status::gap:
    case Status::undeclared:
    case Status::waived:
      break;
  }
  return "";
}

std::string_view risk_status_of(Status status) {
  return status == Status::waived ? "deviation-approved" : status == Status::late ? "closed" : "open";
}

const Waiver* waiver_of(const Entry& entry) {
  if (entry.declaration->waivers.empty()) return nullptr;
  const Finding finding = entry.finding();
  for (const Waiver& waiver : entry.declaration->waivers) {
    const bool covers = waiver.subject.empty() || waiver.subject == finding.subject;
    if (waiver.state == Waiver::State::in_force && waiver.rule == finding.rule && covers) return &waiver;
  }
  return nullptr;
}

}  // namespace

bool is_planned(const Finding& finding) {
  return finding.status != Status::met && finding.status != Status::not_applicable;
}

void OscalParts::facts(const Entry& entry) {
  const Finding finding = entry.finding();
  std::vector<Particular> all = {
      {"fingerprint", "", entry.fingerprint(finding)},
      {"rule", "", finding.rule},
      {"task", "", fmt::format("{}", finding.task)},
      {"subject", "", finding.subject},
      {"status", "", std::string(check::to_string(finding.status))},
      {"binding", "", finding.mandatory ? "mandatory" : "encouraged"},
      {"due", "", finding.due},
      {"done", "", finding.done},
      {"next_due", "", finding.next_due},
      {"days_overdue", "", finding.days_overdue > 0 ? fmt::format("{}", finding.days_overdue) : ""},
      {"provisional", "", finding.provisional ? "true" : ""},
      {"change", "", change_word(finding.change, source::Language::en)},
  };
  for (const std::string& one : finding.missing) all.push_back({"missing", "", one});
  for (const std::string& one : finding.sensitive_to) all.push_back({"sensitive_to", "", one});
  properties(all);
}

void OscalParts::found(std::span<const Entry> entries, const std::string& key) {
  if (entries.empty()) return;
  std::vector<Entry> planned;
  for (const Entry& entry : entries) {
    if (is_planned(entry.finding())) planned.push_back(entry);
  }
  const auto each = [&](std::string_view name, std::span<const Entry> of, auto tell) {
    if (of.empty()) return;
    list(name, [&] {
      for (const Entry& entry : of) item([&] { (this->*tell)(entry, key); });
    });
  };
  each("observations", entries, &OscalParts::observation);
  each("risks", planned, &OscalParts::risk);
  each("findings", entries, &OscalParts::finding);
}

void OscalParts::observation(const Entry& entry, const std::string& key) {
  const Finding finding = entry.finding();
  out_.member("uuid", uuid("observation", entry.fingerprint(finding)));
  line("title", render::name_of(finding));
  prose("description", finding.trace.empty() ? std::vector{verdict(finding, report_.language)} : finding.trace);
  list("methods", [&] { out_.string("EXAMINE"); });
  list("types", [&] { out_.string("finding"); });
  origins(key);
  one("subjects", [&] {
    out_.member("subject-uuid", component_of(entry));
    out_.member("type", "component");
    line("title", finding.subject);
  });
  one("relevant-evidence", [&] {
    const Place place = place_of(entry, finding);
    out_.member("href", write::uri_of_path(place.file));
    prose("description", {fmt::format("{}:{}:{}", place.file, place.line, place.column)});
  });
  out_.member("collected", as_of());
}

void OscalParts::risk(const Entry& entry, const std::string& key) {
  const Finding finding = entry.finding();
  out_.member("uuid", uuid("risk", entry.fingerprint(finding)));
  line("title", fmt::format("{} {}", render::name_of(finding), finding.title));
  prose("description", message(finding, report_.language));
  prose("statement", {submission(finding, report_.language),
                      fmt::format(fmt::runtime(say("依据：{}", "basis: {}")), finding.basis)});
  properties(
      {{"fingerprint", "", entry.fingerprint(finding)}, {"status", "", std::string(check::to_string(finding.status))}});
  out_.member("status", risk_status_of(finding.status));
  origins(key);
  if (finding.status == Status::waived) waived(entry);
  if (const auto deadline = date_time(finding.due, true)) out_.member("deadline", *deadline);
  remediation(entry);
  one("related-observations",
      [&] { out_.member("observation-uuid", uuid("observation", entry.fingerprint(finding))); });
}

void OscalParts::waived(const Entry& entry) {
  const Waiver* waiver = waiver_of(entry);
  const std::string words = waiver ? waiver_words(*waiver, report_.language) : entry.finding().reason;
  one("mitigating-factors", [&] {
    out_.member("uuid", uuid("waiver", entry.fingerprint()));
    prose("description", {words});
  });
  const auto from = waiver ? date_time(waiver->approved_on, false) : std::nullopt;
  if (!from) return;
  object("risk-log", [&] {
    one("entries", [&] {
      out_.member("uuid", uuid("approval", entry.fingerprint()));
      line("title", say("批准豁免", "waiver approved"));
      prose("description", {words});
      out_.member("start", *from);
      if (const auto until = date_time(waiver->expires_on, true)) out_.member("end", *until);
      out_.member("status-change", "deviation-approved");
    });
  });
}

// What to submit, with a milestone on the date it is due: for what is done, the next one.
void OscalParts::remediation(const Entry& entry) {
  const Finding finding = entry.finding();
  const bool done = finding.status == Status::late;
  if (done && finding.next_due.empty()) return;
  one("remediations", [&] {
    out_.member("uuid", uuid("response", entry.fingerprint(finding)));
    out_.member("lifecycle", "recommendation");
    line("title", finding.deliverable);
    prose("description", {submission(finding, report_.language)});
    const auto date = date_time(done ? finding.next_due : finding.due, true);
    if (!date) return;
    one("tasks", [&] {
      out_.member("uuid", uuid("milestone", entry.fingerprint(finding)));
      out_.member("type", "milestone");
      line("title", finding.title);
      object("timing", [&] { object("on-date", [&] { out_.member("date", *date); }); });
    });
  });
}

void OscalParts::finding(const Entry& entry, const std::string& key) {
  const Finding finding = entry.finding();
  out_.member("uuid", uuid("finding", entry.fingerprint(finding)));
  line("title", fmt::format("{} {}", render::name_of(finding), finding.title));
  prose("description", message(finding, report_.language));
  facts(entry);
  origins(key);
  object("target", [&] {
    out_.member("type", "objective-id");
    out_.member("target-id", write::oscal_token(finding.rule));
    line("title", finding.title);
    object("status", [&] {
      out_.member("state", satisfied(finding.status) ? "satisfied" : "not-satisfied");
      out_.member("reason", reason_of(finding.status));
      prose("remarks", {verdict(finding, report_.language)});
    });
    if (const std::string_view state = implementation_of(finding.status); !state.empty()) {
      object("implementation-status", [&] { out_.member("state", state); });
    }
  });
  related(entry);
}

void OscalParts::related(const Entry& entry) {
  one("related-observations", [&] { out_.member("observation-uuid", uuid("observation", entry.fingerprint())); });
  if (!is_planned(entry.finding())) return;
  one("related-risks", [&] { out_.member("risk-uuid", uuid("risk", entry.fingerprint())); });
}

}  // namespace zhudun::render
