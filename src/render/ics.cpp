// iCalendar (RFC 5545): one component for every listed finding, so that a calendar and the other formats tell the same.
// A date to come, due or next due, is an all-day or timed VEVENT, which every calendar shows, with reminders as long as
// the duty is open. All else is a VTODO: overdue with its past DUE, what has no date without one, what is done
// COMPLETED, what does not apply CANCELLED. UIDs follow from fingerprints; those of events and tasks differ, since a
// calendar may not change the one into the other. DTSTAMP and SEQUENCE follow from the as-of date: a later report
// updates what an earlier one brought. No METHOD: the file is imported, it invites nobody. The time zone is written
// out, and is the one component of a calendar without findings.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "render/formats.h"
#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/ical.h"

namespace zhudun::render {
namespace {

using check::Status;
using report::Finding;
using source::Language;

constexpr std::size_t kSummary = 200;  // characters; the description holds the whole
constexpr std::int64_t kDay = 86'400, kHour = 3'600;
constexpr std::int64_t kMorning = 9 * kHour;

// Before a time.
constexpr std::pair<std::int64_t, std::string_view> kBefore[] = {
    {7 * kDay, "-P7D"}, {kDay, "-P1D"}, {4 * kHour, "-PT4H"}, {kHour, "-PT1H"}};

bool is_done(Status status) { return status == Status::met || status == Status::late; }

// Of RFC 5545, 1 is the highest, 9 the lowest.
int priority_of(Status status) {
  constexpr int kPriorities[] = {1, 3, 7, 9};
  return kPriorities[static_cast<std::size_t>(level_of(status))];
}

std::string without_dashes(std::string text) {
  std::erase(text, '-');
  return text;
}

std::string digits(calendar::Instant at, calendar::Offset offset) {
  std::string text = without_dashes(calendar::to_string(at, offset).substr(0, 19));
  std::erase(text, ':');
  return text;
}

class Calendar {
 public:
  explicit Calendar(const report::Report& report)
      : report_(report),
        zh_(report.language == Language::zh),
        zone_(report.zone.empty() ? "local" : report.zone),
        as_of_(calendar::parse_date(report.as_of).value_or(calendar::Date())),
        stamp_(utc(calendar::start_of(as_of_, report.offset))),
        out_(bytes_) {}

  std::string print() {
    out_.begin("VCALENDAR");
    out_.value("VERSION", "2.0");
    out_.text("PRODID", fmt::format("-//zhudun//zhudun {}//{}", report_.version, zh_ ? "ZH" : "EN"));
    out_.value("CALSCALE", "GREGORIAN");
    particulars();
    time_zone();
    for (const Entry& entry : entries(report_)) component(entry);
    out_.finish();
    return std::move(bytes_);
  }

 private:
  // What a component stands at, and whether something is left to be done by then.
  struct Coming {
    std::string moment;
    bool next;  // the next due date of what recurs
    bool open;
  };

  std::string utc(calendar::Instant at) const { return digits(at, {}) + "Z"; }

  std::optional<calendar::Timestamp> read(const std::string& moment) const {
    return calendar::parse_timestamp(moment, report_.offset);
  }

  bool to_come(const std::string& moment) const {
    const auto read_moment = read(moment);
    return read_moment && calendar::date_of(read_moment->at, report_.offset) >= as_of_;
  }

  std::optional<Coming> coming(const Finding& finding) const {
    const bool done = is_done(finding.status), wrong_now = finding.status <= Status::undeclared;
    const bool due = to_come(finding.due);
    if (!wrong_now && (done || !due) && to_come(finding.next_due)) return Coming{finding.next_due, true, true};
    if (!due) return std::nullopt;
    return Coming{finding.due, false, !done && finding.status != Status::not_applicable};
  }

  void particulars() {
    const std::vector<Particular> run = of_run(report_);
    const std::string name = report_.pack_title.empty() ? report_.pack_id : report_.pack_title;
    out_.text("NAME", name);
    out_.text("X-WR-CALNAME", name);
    out_.text("X-WR-CALDESC", sentence(run, report_.language));
    out_.text("X-WR-TIMEZONE", zone_);
    for (const Particular& one : run) extension(one.key, one.value);
    for (const report::Declaration& declaration : report_.declarations) {
      extension("declaration", sentence(of_declaration(report_, declaration), report_.language));
    }
  }

  void extension(std::string_view key, std::string_view value) {
    if (value.empty()) return;
    std::string name = "X-ZHUDUN-";
    for (const char c : key) {
      const bool lower = c >= 'a' && c <= 'z';
      name += lower ? static_cast<char>(c - 'a' + 'A') : c == '_' ? '-' : c;
    }
    out_.text(name, value);
  }

  void time_zone() {
    const std::int32_t minutes = std::abs(report_.offset.minutes);
    const std::string offset =
        fmt::format("{}{:02}{:02}", report_.offset.minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
    out_.begin("VTIMEZONE");
    out_.text("TZID", zone_);
    out_.begin("STANDARD");
    out_.value("DTSTART", "19700101T000000");
    out_.value("TZOFFSETFROM", offset);
    out_.value("TZOFFSETTO", offset);
    out_.end();
    out_.end();
  }

  // A day, or a time on the zone's clock.
  void moment(std::string_view name, const std::string& text) {
    const auto at = read(text);
    if (!at) return;
    if (at->whole_day) {
      out_.value(fmt::format("{};VALUE=DATE", name), without_dashes(text));
    } else {
      out_.value(fmt::format("{};TZID={}", name, write::ical_parameter(zone_)), digits(at->at, report_.offset));
    }
  }

  void component(const Entry& entry) {
    const Finding finding = entry.finding();
    const std::optional<Coming> date = coming(finding);
    out_.begin(date ? "VEVENT" : "VTODO");
    out_.text("UID", fmt::format("{}-{}@zhudun", date ? "due" : "task", entry.fingerprint(finding)));
    out_.value("DTSTAMP", stamp_);
    out_.value("SEQUENCE", fmt::format("{}", std::max(as_of_.serial(), 0)));
    const std::string headline = summary(entry, finding, date);
    out_.text("SUMMARY", headline);
    out_.text("DESCRIPTION", description(entry, finding));
    out_.texts("CATEGORIES", categories(finding));
    out_.value("PRIORITY", fmt::format("{}", priority_of(entry.status())));
    date ? event(finding, *date) : task(finding);
    for (const std::string& step : finding.trace) {
      if (!step.empty()) out_.text("COMMENT", step);
    }
    facts(entry, finding);
    if (date && date->open) reminders(*date, headline);
    out_.end();
  }

  void event(const Finding& finding, const Coming& date) {
    moment("DTSTART", date.moment);
    out_.value("TRANSP", "TRANSPARENT");  // nobody is busy because something is due
    out_.value("STATUS", finding.status == Status::not_applicable ? "CANCELLED"
                         : finding.status == Status::waived       ? "TENTATIVE"
                                                                  : "CONFIRMED");
  }

  void task(const Finding& finding) {
    moment("DUE", finding.due);
    out_.value("STATUS", finding.status == Status::not_applicable ? "CANCELLED"
                         : is_done(finding.status)                ? "COMPLETED"
                                                                  : "NEEDS-ACTION");
    if (!is_done(finding.status)) return;
    if (const auto done = read(finding.done)) out_.value("COMPLETED", utc(done->at));
    out_.value("PERCENT-COMPLETE", "100");
  }

  std::string summary(const Entry& entry, const Finding& finding, const std::optional<Coming>& date) const {
    const std::string_view lead = !date || !date->open ? report::status_word(finding.status, report_.language)
                                  : date->next         ? (zh_ ? "下次到期" : "next due")
                                                       : (zh_ ? "到期" : "due");
    const bool named = report_.declarations.size() > 1 && !entry.declaration->company.empty();
    return cut(fmt::format(fmt::runtime(zh_ ? "{}：{}（{}{}{}）" : "{}: {} ({}{}{})"), lead, finding.title,
                           named ? entry.declaration->company : std::string(), named ? (zh_ ? "，" : ", ") : "",
                           finding.subject),
               kSummary);
  }

  std::string description(const Entry& entry, const Finding& finding) const {
    const auto say = [this](const char* zh, const char* en) { return fmt::runtime(zh_ ? zh : en); };
    std::vector<std::string> lines = message(finding, report_.language);
    lines[0] = fmt::format(say("截至 {}：{}", "as of {}: {}"), report_.as_of, lines[0]);
    lines.push_back(fmt::format(say("依据：{}", "basis: {}"), finding.basis));
    lines.push_back(fmt::format(say("企业：{}", "company: {}"), entry.declaration->company));
    const Place place = place_of(entry, finding);
    lines.push_back(fmt::format("{} {}:{}:{}", name_of(finding), place.file, place.line, place.column));
    return joined(lines, "\n");
  }

  std::vector<std::string> categories(const Finding& finding) const {
    std::vector<std::string> all = {std::string(report::status_word(finding.status, report_.language))};
    for (const report::Task& task : report_.tasks) {
      if (task.number == finding.task && !task.title.empty()) all.push_back(cut(task.title, kSummary));
    }
    return all;
  }

  void facts(const Entry& entry, const Finding& finding) {
    extension("fingerprint", entry.fingerprint(finding));
    extension("rule", finding.rule);
    extension("subject", finding.subject);
    extension("status", check::to_string(finding.status));
    extension("binding", finding.mandatory ? "mandatory" : "encouraged");
    extension("due", finding.due);
    extension("done", finding.done);
    extension("next_due", finding.next_due);
    extension("provisional", finding.provisional ? "true" : "");
  }

  void reminder(std::string_view trigger, const std::string& headline) {
    out_.begin("VALARM");
    out_.value("ACTION", "DISPLAY");
    out_.value("TRIGGER", trigger);
    out_.text("DESCRIPTION", headline);
    out_.end();
  }

  // At nine on the day itself, the day before, one and two weeks before, and when the duty begins to count as
  // soon; of a time, some hours before too. None before the as-of date.
  void reminders(const Coming& date, const std::string& headline) {
    const calendar::Timestamp at = *read(date.moment);
    const std::int64_t left = at.at.seconds - calendar::start_of(as_of_, report_.offset).seconds;
    if (!at.whole_day) {
      for (const auto& [seconds, trigger] : kBefore) {
        if (seconds <= left) reminder(trigger, headline);
      }
      return;
    }
    std::vector<std::int64_t> days = {report_.horizon, 14, 7, 1, 0};
    std::sort(days.begin(), days.end(), std::greater<>());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    for (const std::int64_t before : days) {
      if (before * kDay > left) continue;
      const std::int64_t hours = (before * kDay - kMorning) / kHour % 24;
      reminder(before == 0   ? fmt::format("PT{}H", kMorning / kHour)
               : before == 1 ? fmt::format("-PT{}H", hours)
                             : fmt::format("-P{}DT{}H", before - 1, hours),
               headline);
    }
  }

  const report::Report& report_;
  bool zh_;
  std::string zone_;
  calendar::Date as_of_;
  std::string stamp_;
  std::string bytes_;
  write::IcalWriter out_;
};

}  // namespace

std::string ics(const report::Report& report, const Style&) { return Calendar(report).print(); }

}  // namespace zhudun::render
