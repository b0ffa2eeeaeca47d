// All findings of a declaration, each in sixteen bytes and what more there is to say of it: a catalogue of a million
// entries has a million. In: findings, as the judge makes them. Out: the same, one at a time. The subject and the place
// of an item of a list are read off the document, which must outlive this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "zhudun/check/finding.h"
#include "zhudun/source/blocks.h"

namespace zhudun::check {

class Findings {
 public:
  Findings() = default;
  explicit Findings(const schema::Document& document) : document_(&document) {}

  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  Status status(std::size_t at) const { return rows_[at].status; }
  Status unwaived(std::size_t at) const { return rows_[at].unwaived; }
  const pack::Rule& rule(std::size_t at) const { return *rules_[rows_[at].rule]; }
  const Particulars& particulars(std::size_t at) const;
  std::string subject(std::size_t at) const;
  Finding operator[](std::size_t at) const;
  std::vector<Finding> all() const;
  // Whether the first's subject comes before the second's, byte by byte.
  bool subject_before(std::size_t first, std::size_t second) const;

  void push_back(Finding&& finding);  // as it is before waivers
  void append(Findings other);        // of the same document
  // The status after waivers, and which of them it is that covers the finding, or would.
  void cover(std::size_t at, Cover cover, std::size_t waiver, Status status);

  std::vector<Waiver> waivers;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  struct Row {
    schema::FactId fact = schema::kAbsent;
    std::uint32_t named = kNone;  // where there is no fact
    std::uint32_t more = kNone;
    std::uint16_t rule = 0;
    Status status = Status::met;
    Status unwaived = Status::met;
  };
  struct Named {
    std::string subject;
    source::Span place;
  };
  Particulars& more_of(Row& row);

  const schema::Document* document_ = nullptr;
  std::vector<Row> rows_;
  std::vector<const pack::Rule*> rules_;
  source::Blocks<Named> named_;
  source::Blocks<Particulars> more_;
};

// Whether a finding of a rule that binds has one of the statuses.
bool fails(const Findings& findings, const std::vector<Status>& statuses);

}  // namespace zhudun::check
