#include "zhudun/report/report.h"

#include <algorithm>
#include <tuple>

#include "report/words.h"
#include "zhudun/source/digest.h"

namespace zhudun::report {
namespace {

// For sorting: seconds from 1970 on the zone's clock, a date as its 00:00, none after all.
std::pair<bool, std::int64_t> due_key(const check::Finding& finding, calendar::Offset offset) {
  if (!finding.due) return {true, 0};
  const calendar::Instant at = finding.due->time.value_or(calendar::start_of(finding.due->date, offset));
  return {false, at.seconds};
}

bool comes_before(const check::Finding& a, const check::Finding& b, calendar::Offset offset) {
  const auto key = [&](const check::Finding& f) {
    return std::tuple(f.status, f.status == Status::overdue ? -f.days_overdue : 0, due_key(f, offset),
                      std::string_view(f.rule->id), std::string_view(f.subject));
  };
  return key(a) < key(b);
}

std::string declarer(const schema::Document& document, const pack::Pack& pack) {
  schema::FactId fact = schema::kRootFact;
  for (const std::string& key : pack.declarant) {
    if (document.type(fact).kind != schema::Kind::object) return {};
    const auto slot = schema::Schema::slot(document.type(fact), key);
    if (!slot || document.field(fact, *slot) == schema::kAbsent) return {};
    fact = document.field(fact, *slot);
  }
  return document.type(fact).kind == schema::Kind::string ? std::string(document.string(fact)) : std::string();
}

std::string fingerprint(std::string_view pack, std::string_view rule, std::string_view subject,
                        std::string_view company) {
  std::string named;
  for (const std::string_view part : {pack, rule, subject}) (named += part) += '\0';
  return source::sha256(named += company).substr(0, 32);
}

Finding spell(const check::Finding& found, const check::Findings& all, const pack::Pack& pack, const Words& words,
              source::Language language) {
  const pack::Rule& rule = *found.rule;
  Finding finding;
  finding.rule = rule.id;
  finding.task = rule.task;
  finding.subject = found.subject;
  finding.status = found.status;
  finding.mandatory = !rule.encouraged;
  if (found.due) finding.due = words.moment(*found.due);
  if (found.done) finding.done = words.moment(*found.done);
  if (found.next_due) finding.next_due = words.moment(*found.next_due);
  finding.days_overdue = found.status == Status::overdue ? found.days_overdue : 0;
  finding.provisional = !found.uncovered.empty();
  finding.when = words.when(found);
  finding.title = rule.title.in(language);
  finding.deliverable = rule.deliverable.in(language);
  finding.recipient = rule.recipient.in(language);
  finding.recipient_name = rule.recipient_name;
  finding.submitted = rule.submitted;
  finding.files = found.files;
  finding.basis = rule.basis.in(language);
  finding.reason = words.reason(found, all.waivers);
  finding.missing = found.missing;
  for (const std::uint32_t reading : found.sensitive_to) finding.sensitive_to.push_back(pack.readings[reading].name);
  finding.trace = words.trace(found);
  if (found.place) {
    finding.file = found.place.file->name();
    finding.position = found.place.file->position(found.place.begin);
  }
  return finding;
}

Waiver spell(const check::Waiver& waiver, const check::Options& options) {
  const calendar::Date as_of = options.as_of;
  Waiver spelled;
  spelled.rule = waiver.rule;
  spelled.subject = waiver.subject;
  spelled.reason = waiver.reason;
  spelled.approved_by = waiver.approved_by;
  spelled.approved_on = calendar::to_string(waiver.approved_on);
  spelled.expires_on = calendar::to_string(waiver.expires_on);
  spelled.state = as_of < waiver.approved_on  ? Waiver::State::not_yet
                  : as_of > waiver.expires_on ? Waiver::State::expired
                                              : Waiver::State::in_force;
  spelled.expiring =
      spelled.state == Waiver::State::in_force && waiver.expires_on - as_of <= calendar::Days{options.horizon};
  spelled.matched = waiver.matched;
  spelled.file = waiver.place.file->name();
  spelled.position = waiver.place.file->position(waiver.place.begin);
  return spelled;
}

}  // namespace

Report begin(const pack::Pack& pack, const check::Options& options, const Setting& setting) {
  Report report;
  report.version = setting.version;
  report.language = setting.language;
  report.pack_id = pack.id;
  report.pack_title = pack.title.in(setting.language);
  report.pack_sha256 = pack.sha256;
  report.as_of = calendar::to_string(options.as_of);
  report.as_of_given = setting.as_of_given;
  report.zone = pack.calendar.zone();
  report.offset = pack.calendar.offset();
  report.horizon = options.horizon;
  report.all = setting.all;
  for (const pack::Task& task : pack.tasks) report.tasks.push_back({task.number, task.title.in(setting.language)});
  for (std::size_t at = 0; at < pack.readings.size(); ++at) {
    const pack::Reading& reading = pack.readings[at];
    const auto meaning = reading.values.find(pack::to_string(options.readings[at]));
    report.readings.push_back({reading.name, options.readings[at], reading.title.in(setting.language),
                               meaning == reading.values.end() ? std::string() : meaning->second.in(setting.language)});
  }
  for (std::size_t at = 0; at < pack.parameters.size(); ++at) {
    report.parameters.emplace_back(pack.parameters[at].name, options.parameters[at]);
  }
  if (!pack.calendar.years().empty()) {
    report.first_year = pack.calendar.years().front().year;
    report.last_year = pack.calendar.years().back().year;
  }
  return report;
}

Declaration from_findings(const check::Findings& findings, const schema::Document& document, const source::File& file,
                          const pack::Pack& pack, const check::Options& options, source::Language language) {
  Declaration declaration;
  declaration.file = file.name();
  declaration.sha256 = source::sha256(file.bytes());
  declaration.company = declarer(document, pack);
  std::vector<const check::Finding*> order;
  for (const check::Finding& finding : findings.findings) order.push_back(&finding);
  const calendar::Offset offset = pack.calendar.offset();
  std::stable_sort(order.begin(), order.end(),
                   [&](const check::Finding* a, const check::Finding* b) { return comes_before(*a, *b, offset); });
  const Words words(pack, options, language);
  for (const check::Finding* finding : order) {
    ++declaration.counts[static_cast<std::size_t>(finding->status)];
    declaration.findings.push_back(spell(*finding, findings, pack, words, language));
    Finding& spelled = declaration.findings.back();
    spelled.fingerprint = fingerprint(pack.id, spelled.rule, spelled.subject, declaration.company);
  }
  for (const check::Waiver& waiver : findings.waivers) declaration.waivers.push_back(spell(waiver, options));
  return declaration;
}

bool tolerated(const Report& report, const Finding& finding) {
  return report.baseline && (report.baseline->accepted || finding.change == Change::known);
}

bool fails(const Report& report, const std::vector<Status>& statuses) {
  const auto counts = [&](const Finding& finding) {
    return finding.mandatory && !tolerated(report, finding) &&
           std::find(statuses.begin(), statuses.end(), finding.status) != statuses.end();
  };
  return std::any_of(report.declarations.begin(), report.declarations.end(), [&](const Declaration& declaration) {
    return std::any_of(declaration.findings.begin(), declaration.findings.end(), counts);
  });
}

bool listed(const Finding& finding) {
  return finding.status != Status::met && finding.status != Status::not_applicable;
}

}  // namespace zhudun::report
