// The findings of one declaration in the order in which reports list them, put into words one at a time.
// In: findings in words; or what they are put into words from, by a Spelling. Out: each as a value of its own, by its
// place in the order; what formats count by is there without the words. A hundred thousand take a few bytes each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "zhudun/check/finding.h"
#include "zhudun/source/file.h"

namespace zhudun::report {

using check::Status;

// How a finding that makes a run fail stands to the one of the same fingerprint in an earlier report that was named as
// the baseline. Of what does not fail a baseline says nothing.
enum class Change : std::uint8_t {
  none,   // there is no baseline, or the finding does not fail
  added,  // not in it
  worse,  // its status stands higher in the table of statuses than it did there; more days overdue are no worse
  known,  // in it, and no worse
};

struct Finding {
  // The same duty of the same company, whenever and wherever it is judged: the first 32 hexadecimal digits of SHA-256
  // over pack id, rule, subject and company name, a zero byte between each. Moving lines, files, dates and statuses
  // does not change it; two declarations of one company share it.
  std::string fingerprint;
  std::string rule;
  std::int64_t task = 0;
  std::string subject;
  Status status = Status::met;
  bool mandatory = true;
  std::string due, done, next_due;  // a date or an RFC 3339 time; empty: none
  std::int64_t days_overdue = 0;
  bool provisional = false;
  Change change = Change::none;
  std::string when;  // `197 days overdue`, `5 days left`; empty without a due date
  std::string title, deliverable, recipient, basis, reason;
  std::string recipient_name;  // as the pack calls it
  bool submitted = true;       // to the recipient; else it is kept
  std::vector<std::string> files;
  std::vector<std::string> missing;
  std::vector<std::string> sensitive_to;
  std::vector<std::string> trace;
  std::string file;
  source::Position position;
};

// The moments of a finding, as it has them in words, and how late it is.
struct Dates {
  std::string due, done, next_due;
  std::int64_t days_overdue = 0;
};

// What puts findings into words. The order is its own: `at` is what it was asked for in the list's constructor.
class Spelling {
 public:
  virtual ~Spelling() = default;
  virtual Finding spell(std::size_t at) const = 0;
  virtual std::string fingerprint(std::size_t at) const = 0;
  virtual std::int64_t task(std::size_t at) const = 0;
  virtual Dates dates(std::size_t at) const = 0;
};

class Findings {
 public:
  struct Row {
    std::uint32_t at = 0;  // of the spelling, or of the findings in words
    Status status = Status::met;
    bool mandatory = true;
    Change change = Change::none;
  };
  class Iterator;

  Findings() = default;
  Findings(std::vector<Row> rows, std::shared_ptr<const Spelling> spelling)
      : rows_(std::move(rows)), spelling_(std::move(spelling)) {}
  Findings(std::vector<Finding> findings);  // NOLINT(google-explicit-constructor): they are what it is a list of

  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  Status status(std::size_t at) const { return rows_[at].status; }
  bool mandatory(std::size_t at) const { return rows_[at].mandatory; }
  Change change(std::size_t at) const { return rows_[at].change; }
  std::string fingerprint(std::size_t at) const;
  std::int64_t task(std::size_t at) const;
  Dates dates(std::size_t at) const;
  void set_change(std::size_t at, Change change) { rows_[at].change = change; }
  Finding operator[](std::size_t at) const;
  void push_back(Finding finding);  // to a list in words
  Iterator begin() const;
  Iterator end() const;
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
  std::shared_ptr<const Spelling> spelling_;  // absent: words_ has them
  std::vector<Finding> words_;
};

class Findings::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Finding;
  using difference_type = std::ptrdiff_t;
  using pointer = const Finding*;
  using reference = Finding;
  Iterator() = default;
  Iterator(const Findings& findings, std::size_t at) : findings_(&findings), at_(at) {}
  Finding operator*() const { return (*findings_)[at_]; }
  Iterator& operator++() { return ++at_, *this; }
  Iterator operator++(int) { return Iterator(*findings_, at_++); }
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

 private:
  const Findings* findings_ = nullptr;
  std::size_t at_ = 0;
};

inline Findings::Iterator Findings::begin() const { return {*this, 0}; }
inline Findings::Iterator Findings::end() const { return {*this, size()}; }

// All of them in words, for who wants to keep or change them.
std::vector<Finding> in_words(const Findings& findings);

}  // namespace zhudun::report
