// The one document that all formats print: findings sorted, counted and put into words of one language.
// In: findings and what they were found with. Out: a Report. Renderers only spell it; nothing decides after this.
// Order: status (by its table), days overdue descending, due (none last), rule, subject.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/calendar/instant.h"
#include "zhudun/check/check.h"
#include "zhudun/pack/pack.h"
#include "zhudun/report/findings.h"
#include "zhudun/schema/document.h"
#include "zhudun/source/language.h"

namespace zhudun::report {

using Counts = std::array<std::size_t, check::kStatuses>;

struct Waiver {
  std::string rule, subject, reason, approved_by, approved_on, expires_on;
  enum class State : std::uint8_t { in_force, expired, not_yet } state = State::in_force;
  bool matched = true;
  std::string file;
  source::Position position;
  bool expiring = false;  // in force, and its last day is at most the horizon away
};

struct Task {
  std::int64_t number = 0;
  std::string title;
};

struct Declaration {
  std::string file;
  std::string sha256;
  std::string company;
  Counts counts{};
  Findings findings;  // all, sorted
  std::vector<Waiver> waivers;
};

struct ReadingChoice {
  std::string name;
  pack::ReadingValue value;
  std::string title, meaning;
};

// The baseline that findings were held against. Counts are of findings that make a run fail, or did.
struct BaselineUse {
  std::string file, sha256, as_of;  // the last two empty: there was none yet
  std::size_t added = 0, worse = 0, known = 0;
  std::size_t fixed = 0;  // failed there and fail no more
  bool accepted = false;  // what is new or worse is taken into it and does not fail
};

struct Report {
  std::string version;
  source::Language language = source::Language::zh;
  std::string pack_id, pack_title, pack_sha256;
  std::string as_of;
  bool as_of_given = false;  // else it is today
  std::string zone;
  calendar::Offset offset;  // of the zone's clock
  std::int32_t horizon = 30;
  std::vector<Task> tasks;  // of the pack, by number
  std::vector<ReadingChoice> readings;
  std::vector<std::pair<std::string, std::int64_t>> parameters;
  int first_year = 0, last_year = 0;  // covered by the calendar
  bool all = false;                   // show what is met and what does not apply too
  std::vector<Declaration> declarations;
  std::optional<BaselineUse> baseline;
};

// What is said of the whole run, without declarations.
struct Setting {
  std::string version;
  source::Language language = source::Language::zh;
  bool as_of_given = false;
  bool all = false;
};
Report begin(const pack::Pack& pack, const check::Options& options, const Setting& setting);

Declaration from_findings(check::Findings findings, const schema::Document& document, const source::File& file,
                          const pack::Pack& pack, const check::Options& options, source::Language language);

// The same, but a finding is put into words only when it is asked for. `sha256` is the file's; `keeper` keeps what they
// are read off: document, files and trees; the pack is the caller's to keep.
Declaration from_findings(check::Findings findings, const schema::Document& document, const source::File& file,
                          const pack::Pack& pack, const check::Options& options, source::Language language,
                          std::string sha256, std::shared_ptr<const void> keeper);

// Whether the finding may be what it is without failing the run, as the baseline has it.
bool tolerated(const Report& report, Change change);
// Whether a mandatory finding that is not tolerated has one of the statuses.
bool fails(const Report& report, const std::vector<Status>& statuses);
// Whether the finding is listed when `all` is not asked for.
bool listed(Status status);

// A status as people call it.
std::string_view status_word(Status status, source::Language language);

}  // namespace zhudun::report
