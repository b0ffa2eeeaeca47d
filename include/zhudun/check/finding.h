// What was found for one rule and one subject. Only facts: no wording, no order, no language.
// Statuses and their order: the table every report goes by. Days are inclusive, in the calendar's zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/calendar/calendar.h"
#include "zhudun/pack/pack.h"
#include "zhudun/schema/document.h"
#include "zhudun/source/file.h"

namespace zhudun::check {

enum class Status : std::uint8_t {
  overdue,
  gap,
  undeclared,
  due_soon,
  pending,
  late,
  met,
  advised,
  waived,
  not_applicable,
};
inline constexpr std::size_t kStatuses = 10;
std::string_view to_string(Status status);
std::optional<Status> parse_status(std::string_view name);

// A day, or a time of one.
struct Moment {
  calendar::Date date;
  std::optional<calendar::Instant> time;
  friend bool operator==(const Moment&, const Moment&) = default;
};

// Why a finding is what it is, where that takes more than its dates.
struct Reason {
  enum class Kind : std::uint8_t {
    none,
    condition,      // a condition does not hold; `text` is the pack's
    list_empty,     // the list at `what` is declared empty
    list_absent,    // the list at `what` is not declared
    facts_absent,   // see missing
    clock_stopped,  // the clock has not started
    evidence,       // see bad_files
    not_in_force,   // on the day the duty arises, `what`, the rule is not in force
  };
  Kind kind = Kind::none;
  const source::Text* text = nullptr;
  std::string what;
};

enum class FileFault : std::uint8_t { missing, empty, outside, no_file };
struct BadFile {
  std::string path;
  FileFault fault = FileFault::missing;
};

// One step of a derivation. `at` is where the fact stands, if it is one.
struct Step {
  enum class Kind : std::uint8_t { fact, absent, reading, call, function, done };
  Kind kind = Kind::fact;
  std::string name;                    // of a fact its path, of a reading or function its name
  std::vector<std::string> arguments;  // of a call as CEL prints them
  std::string value;
  calendar::Walk walk;  // of a count of working days, what it skipped
  source::Span at;
  friend bool operator==(const Step& a, const Step& b) {
    return a.kind == b.kind && a.name == b.name && a.arguments == b.arguments && a.value == b.value;
  }
};

// What a waiver does for a finding that would need one.
enum class Cover : std::uint8_t { none, in_force, expired, not_yet };

// What more there is to say of a finding; of most that are met there is nothing.
struct Particulars {
  std::optional<Moment> due, done, next_due;
  std::int64_t days_overdue = 0;
  calendar::YearSet uncovered;  // years whose notice is missing; not empty: provisional
  std::vector<std::string> missing;
  std::vector<std::uint32_t> sensitive_to;  // readings of the pack
  Reason reason;
  Cover cover = Cover::none;
  std::size_t waiver = 0;  // of the declaration, where cover says so
  std::vector<BadFile> bad_files;
  std::vector<std::string> files;  // that its facts name, done or not; where they are asked for
  std::vector<Step> trace;

  bool none() const;
};

struct Finding : Particulars {
  const pack::Rule* rule = nullptr;
  schema::FactId fact = schema::kAbsent;  // the subject's, if it is an item of a list
  std::string subject;
  Status status = Status::met;
  Status unwaived = Status::met;  // before waivers
  source::Span place;
};

struct Waiver {
  std::string rule;
  std::string subject;  // empty: every subject
  std::string reason, approved_by;
  calendar::Date approved_on, expires_on;
  bool matched = false;
  source::Span place;
};

}  // namespace zhudun::check
