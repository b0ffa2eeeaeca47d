#include "zhudun/report/report.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "report/words.h"
#include "zhudun/source/digest.h"

namespace zhudun::report {
namespace {

// What findings of one status are listed by, before their subjects.
struct Place {
  std::int64_t due = 0;    // seconds from 1970 on the zone's clock, a date as its 00:00, none after all
  std::uint32_t rule = 0;  // its place among the pack's, by id
  std::uint32_t at = 0;
};

std::int64_t due_of(const check::Particulars& finding, calendar::Offset offset) {
  if (!finding.due) return std::numeric_limits<std::int64_t>::max();
  return finding.due->time.value_or(calendar::start_of(finding.due->date, offset)).seconds;
}

// By the pack's rules, where each stands by its id.
std::vector<std::uint32_t> places_by_id(const std::vector<pack::Rule>& rules) {
  std::vector<std::uint32_t> order(rules.size()), places(rules.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rules[a].id < rules[b].id; });
  for (std::uint32_t at = 0; at < order.size(); ++at) places[order[at]] = at;
  return places;
}

// Merges runs that are in order already, of which there are few: one a rule, mostly. What two of them do not mix up is
// found by halves, not one by one.
template <class Iterator, class Before>
void sort_runs(Iterator begin, Iterator end, Before before) {
  std::vector<Iterator> bounds{begin};
  while (bounds.back() != end) bounds.push_back(std::is_sorted_until(bounds.back(), end, before));
  while (bounds.size() > 2) {
    std::vector<Iterator> merged{begin};
    for (std::size_t at = 2; at < bounds.size(); at += 2) {
      const Iterator middle = bounds[at - 1];
      const Iterator from = std::upper_bound(bounds[at - 2], middle, *middle, before);
      const Iterator to = std::lower_bound(middle, bounds[at], *std::prev(middle), before);
      std::inplace_merge(from, middle, to, before);
      merged.push_back(bounds[at]);
    }
    if (merged.back() != end) merged.push_back(end);
    bounds = std::move(merged);
  }
}

// Of what is overdue, what was due first has most days.
std::vector<Findings::Row> in_order(const check::Findings& findings, const pack::Pack& pack) {
  const std::vector<std::uint32_t> places_of_rules = places_by_id(pack.rules);
  const auto before = [&](const Place& a, const Place& b) {
    if (a.due != b.due) return a.due < b.due;
    return a.rule != b.rule ? a.rule < b.rule : findings.subject_before(a.at, b.at);
  };
  std::array<std::vector<Place>, check::kStatuses> places;
  for (std::uint32_t at = 0; at < findings.size(); ++at) {
    const std::int64_t due = due_of(findings.particulars(at), pack.calendar.offset());
    const auto rule = static_cast<std::size_t>(&findings.rule(at) - pack.rules.data());
    places[static_cast<std::size_t>(findings.status(at))].push_back({due, places_of_rules[rule], at});
  }
  std::vector<Findings::Row> rows;
  rows.reserve(findings.size());
  for (std::vector<Place>& of_status : places) {
    sort_runs(of_status.begin(), of_status.end(), before);
    for (const Place& place : of_status)
      rows.push_back({place.at, findings.status(place.at), !findings.rule(place.at).encouraged, {}});
    of_status = {};
  }
  return rows;
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

// What findings are put into words from.
class FoundSpelling : public Spelling {
 public:
  FoundSpelling(check::Findings found, std::string company, const pack::Pack& pack, check::Options options,
                source::Language language, std::shared_ptr<const void> keeper)
      : found_(std::move(found)),
        company_(std::move(company)),
        pack_(pack),
        options_(std::move(options)),
        language_(language),
        words_(pack_, options_, language_),
        keeper_(std::move(keeper)) {}

  Finding spell(std::size_t at) const override {
    const check::Finding found = found_[at];
    Finding finding;
    spell_rule(*found.rule, finding);
    finding.subject = found.subject;
    finding.fingerprint = report::fingerprint(pack_.id, finding.rule, finding.subject, company_);
    finding.status = found.status;
    Dates dates = dates_of(found, found.status);
    finding.due = std::move(dates.due);
    finding.done = std::move(dates.done);
    finding.next_due = std::move(dates.next_due);
    finding.days_overdue = dates.days_overdue;
    finding.provisional = !found.uncovered.empty();
    finding.when = words_.when(found);
    finding.files = found.files;
    finding.reason = words_.reason(found, found_.waivers);
    finding.missing = found.missing;
    for (const std::uint32_t reading : found.sensitive_to) finding.sensitive_to.push_back(pack_.readings[reading].name);
    finding.trace = words_.trace(found);
    if (found.place) {
      finding.file = found.place.file->name();
      finding.position = found.place.file->position(found.place.begin);
    }
    return finding;
  }

  std::string fingerprint(std::size_t at) const override {
    return report::fingerprint(pack_.id, found_.rule(at).id, found_.subject(at), company_);
  }

  std::int64_t task(std::size_t at) const override { return found_.rule(at).task; }

  Dates dates(std::size_t at) const override { return dates_of(found_.particulars(at), found_.status(at)); }

 private:
  Dates dates_of(const check::Particulars& more, Status status) const {
    const auto words = [&](const std::optional<check::Moment>& moment) {
      return moment ? words_.moment(*moment) : std::string();
    };
    return {words(more.due), words(more.done), words(more.next_due), status == Status::overdue ? more.days_overdue : 0};
  }

  void spell_rule(const pack::Rule& rule, Finding& finding) const {
    finding.rule = rule.id;
    finding.task = rule.task;
    finding.mandatory = !rule.encouraged;
    finding.title = rule.title.in(language_);
    finding.deliverable = rule.deliverable.in(language_);
    finding.recipient = rule.recipient.in(language_);
    finding.recipient_name = rule.recipient_name;
    finding.submitted = rule.submitted;
    finding.basis = rule.basis.in(language_);
  }

  check::Findings found_;
  std::string company_;
  const pack::Pack& pack_;
  check::Options options_;
  source::Language language_;
  Words words_;
  std::shared_ptr<const void> keeper_;
};

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

Declaration from_findings(check::Findings findings, const schema::Document& document, const source::File& file,
                          const pack::Pack& pack, const check::Options& options, source::Language language,
                          std::string sha256, std::shared_ptr<const void> keeper) {
  Declaration declaration;
  declaration.file = file.name();
  declaration.sha256 = std::move(sha256);
  declaration.company = declarer(document, pack);
  for (std::size_t at = 0; at < findings.size(); ++at) {
    ++declaration.counts[static_cast<std::size_t>(findings.status(at))];
  }
  for (const check::Waiver& waiver : findings.waivers) declaration.waivers.push_back(spell(waiver, options));
  std::vector<Findings::Row> order = in_order(findings, pack);
  declaration.findings =
      Findings(std::move(order), std::make_shared<FoundSpelling>(std::move(findings), declaration.company, pack,
                                                                 options, language, std::move(keeper)));
  return declaration;
}

Declaration from_findings(check::Findings findings, const schema::Document& document, const source::File& file,
                          const pack::Pack& pack, const check::Options& options, source::Language language) {
  Declaration declaration = from_findings(std::move(findings), document, file, pack, options, language,
                                          source::sha256(file.bytes()), nullptr);
  declaration.findings = in_words(declaration.findings);
  return declaration;
}

bool tolerated(const Report& report, Change change) {
  return report.baseline && (report.baseline->accepted || change == Change::known);
}

bool fails(const Report& report, const std::vector<Status>& statuses) {
  const auto counts = [&](const Findings::Row& row) {
    return row.mandatory && !tolerated(report, row.change) &&
           std::find(statuses.begin(), statuses.end(), row.status) != statuses.end();
  };
  return std::any_of(report.declarations.begin(), report.declarations.end(), [&](const Declaration& declaration) {
    const auto& rows = declaration.findings.rows();
    return std::any_of(rows.begin(), rows.end(), counts);
  });
}

bool listed(Status status) { return status != Status::met && status != Status::not_applicable; }

}  // namespace zhudun::report
