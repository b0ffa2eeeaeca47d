#include "zhudun/check/findings.h"

#include <algorithm>

namespace zhudun::check {

bool Particulars::none() const {
  return !due && !done && !next_due && days_overdue == 0 && uncovered.empty() && missing.empty() &&
         sensitive_to.empty() && reason.kind == Reason::Kind::none && cover == Cover::none && bad_files.empty() &&
         files.empty() && trace.empty();
}

const Particulars& Findings::particulars(std::size_t at) const {
  static const Particulars nothing;
  return rows_[at].more == kNone ? nothing : more_[rows_[at].more];
}

std::string Findings::subject(std::size_t at) const {
  const Row& row = rows_[at];
  return row.fact == schema::kAbsent ? named_[row.named].subject : document_->path(row.fact);
}

Finding Findings::operator[](std::size_t at) const {
  const Row& row = rows_[at];
  Finding finding;
  static_cast<Particulars&>(finding) = particulars(at);
  finding.rule = rules_[row.rule];
  finding.fact = row.fact;
  finding.subject = subject(at);
  finding.status = row.status;
  finding.unwaived = row.unwaived;
  finding.place = row.fact == schema::kAbsent ? named_[row.named].place : document_->span(row.fact);
  return finding;
}

std::vector<Finding> Findings::all() const {
  std::vector<Finding> findings;
  for (std::size_t at = 0; at < size(); ++at) findings.push_back((*this)[at]);
  return findings;
}

bool Findings::subject_before(std::size_t first, std::size_t second) const {
  const schema::FactId a = rows_[first].fact, b = rows_[second].fact;
  if (a != schema::kAbsent && b != schema::kAbsent) {
    if (const auto order = document_->order_of_items(a, b)) return *order < 0;
  }
  return subject(first) < subject(second);
}

void Findings::push_back(Finding&& finding) {
  constexpr std::size_t few = 64;
  if (rows_.empty()) rows_.reserve(few);
  Row row;
  row.fact = finding.fact;
  if (row.fact == schema::kAbsent) {
    row.named = static_cast<std::uint32_t>(named_.size());
    named_.add(Named{std::move(finding.subject), finding.place});
  }
  if (rules_.empty() || rules_.back() != finding.rule) rules_.push_back(finding.rule);
  row.rule = static_cast<std::uint16_t>(rules_.size() - 1);
  row.status = row.unwaived = finding.status;
  if (!finding.none()) {
    row.more = static_cast<std::uint32_t>(more_.size());
    more_.add(std::move(static_cast<Particulars&>(finding)));
  }
  rows_.push_back(row);
}

void Findings::append(Findings other) {
  for (Row row : other.rows_) {
    const pack::Rule* rule = other.rules_[row.rule];
    if (rules_.empty() || rules_.back() != rule) rules_.push_back(rule);
    row.rule = static_cast<std::uint16_t>(rules_.size() - 1);
    if (row.named != kNone) row.named += static_cast<std::uint32_t>(named_.size());
    if (row.more != kNone) row.more += static_cast<std::uint32_t>(more_.size());
    rows_.push_back(row);
  }
  named_.add_all(std::move(other.named_));
  more_.add_all(std::move(other.more_));
}

void Findings::cover(std::size_t at, Cover cover, std::size_t waiver, Status status) {
  Row& row = rows_[at];
  Particulars& more = more_of(row);
  more.cover = cover;
  more.waiver = waiver;
  row.status = status;
}

Particulars& Findings::more_of(Row& row) {
  if (row.more == kNone) {
    row.more = static_cast<std::uint32_t>(more_.size());
    more_.add();
  }
  return more_[row.more];
}

bool fails(const Findings& findings, const std::vector<Status>& statuses) {
  for (std::size_t at = 0; at < findings.size(); ++at) {
    if (findings.rule(at).encouraged) continue;
    if (std::find(statuses.begin(), statuses.end(), findings.status(at)) != statuses.end()) return true;
  }
  return false;
}

}  // namespace zhudun::check
