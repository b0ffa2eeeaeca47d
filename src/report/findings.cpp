#include "zhudun/report/findings.h"

namespace zhudun::report {
namespace {

Findings::Row row_of(const Finding& finding, std::size_t at) {
  return {static_cast<std::uint32_t>(at), finding.status, finding.mandatory, finding.change};
}

}  // namespace

Findings::Findings(std::vector<Finding> findings) : words_(std::move(findings)) {
  rows_.reserve(words_.size());
  for (const Finding& one : words_) rows_.push_back(row_of(one, rows_.size()));
}

void Findings::push_back(Finding finding) {
  rows_.push_back(row_of(finding, words_.size()));
  words_.push_back(std::move(finding));
}

Finding Findings::operator[](std::size_t at) const {
  const Row& row = rows_[at];
  Finding finding = spelling_ ? spelling_->spell(row.at) : words_[row.at];
  finding.change = row.change;
  return finding;
}

std::string Findings::fingerprint(std::size_t at) const {
  return spelling_ ? spelling_->fingerprint(rows_[at].at) : words_[rows_[at].at].fingerprint;
}

std::int64_t Findings::task(std::size_t at) const {
  return spelling_ ? spelling_->task(rows_[at].at) : words_[rows_[at].at].task;
}

Dates Findings::dates(std::size_t at) const {
  if (spelling_) return spelling_->dates(rows_[at].at);
  const Finding& one = words_[rows_[at].at];
  return {one.due, one.done, one.next_due, one.days_overdue};
}

std::vector<Finding> in_words(const Findings& findings) {
  std::vector<Finding> all;
  all.reserve(findings.size());
  for (Finding finding : findings) all.push_back(std::move(finding));
  return all;
}

}  // namespace zhudun::report
