// What formats that list findings one by one say alike. In: a Report. Out: which findings it lists, how grave each is,
// where it stands and in what words. All formats list the same findings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zhudun/report/report.h"

namespace zhudun::render {

// error: overdue, gap. warning: undeclared, due soon. note: late, advised, waived. none: pending, met, not applicable.
enum class Level : std::uint8_t { error, warning, note, none };
Level level_of(check::Status status);

struct Entry {
  const report::Declaration* declaration;
  std::size_t at;        // of its findings
  std::size_t time = 1;  // how often a batch had its fingerprint, with this

  report::Finding finding() const { return declaration->findings[at]; }
  // Its own; where a batch has it again, as of two declarations of one company, with -2, -3 and so on.
  std::string fingerprint() const { return fingerprint(declaration->findings.fingerprint(at)); }
  std::string fingerprint(const report::Finding& finding) const { return fingerprint(finding.fingerprint); }
  check::Status status() const { return declaration->findings.status(at); }
  report::Change change() const { return declaration->findings.change(at); }

 private:
  std::string fingerprint(std::string own) const;
};

// In the report's order, declaration by declaration.
std::vector<Entry> entries(const report::Report& report);
// Those of all declarations together, by status and days overdue.
std::vector<Entry> gravest_first(const report::Report& report);

// A declaration one part after the other: what stands before its findings, each that is listed, what stands after them.
struct Part {
  static constexpr std::size_t kBefore = static_cast<std::size_t>(-1), kAfter = kBefore - 1;
  const report::Declaration* declaration;
  std::size_t at;  // of its findings, or kBefore, kAfter
};
std::vector<Part> parts_of(const report::Report& report);

struct Place {
  std::string file;  // without a leading ./
  std::uint32_t line, column;
};
Place place_of(const Entry& entry, const report::Finding& finding);

// `T1.1 company`
std::string name_of(const report::Finding& finding);
// `197 days overdue`, `due soon, 21 days left`, `gap`
std::string verdict(const report::Finding& finding, source::Language language);
// What to submit, to whom and by when.
std::string submission(const report::Finding& finding, source::Language language);
// Verdict, title, submission, reason, the readings that would change it and how it stands to the baseline, one a line;
// what does not apply has no submission.
std::vector<std::string> message(const report::Finding& finding, source::Language language);
// `new`, `worse`, `known`; empty without a baseline.
std::string change_word(report::Change change, source::Language language);
std::string joined(const std::vector<std::string>& parts, std::string_view between);

// Safe to show, line by line: source::printable, but line breaks stay.
std::string visible(std::string_view text);
// At most so many characters; what is longer ends with `…`.
std::string cut(std::string text, std::size_t characters);

}  // namespace zhudun::render
