// An earlier report that a new one is held against, so that only what is new or worse fails.
// In: the tree of a json report, of any run on the same pack. Out: what it found, by fingerprint; compare() fills in
// Finding::change and Report::baseline, the last things decided; next() says what the baseline is from now on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zhudun/diag/diagnostic.h"
#include "zhudun/report/report.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::report {

struct Baseline {
  struct Entry {
    std::string fingerprint;
    Status status = Status::met;
    bool mandatory = true;
    std::size_t declaration = 0;  // of those below
  };
  std::string file, sha256, as_of;                                // the last two empty: there is none yet
  std::vector<std::pair<std::string, std::string>> declarations;  // file and company
  std::vector<Entry> entries;

  // Nothing after reporting what makes it no report, one of a later version or one of another pack.
  static std::optional<Baseline> from_tree(const yaml::Tree& tree, std::string_view pack_id,
                                           diag::Diagnostics& diagnostics);
};

// `failing`: the statuses that make a run fail. `accept`: what is new or worse is taken in and does not fail.
void compare(Report& report, const Baseline& baseline, const std::vector<Status>& failing, bool accept);

// Files of the baseline's declarations that this run did not judge and that have failing findings: next() would lose
// them.
std::vector<std::string> left_out(const Report& report, const Baseline& baseline, const std::vector<Status>& failing);

// The report cut down to the failing findings that are known, each as it is now, and those that got worse, as they
// were; where the report accepts them, with those that are new or worse, as they are. Nothing if that is what the
// baseline holds already.
std::optional<Report> next(const Report& report, const Baseline& baseline, const std::vector<Status>& failing);

}  // namespace zhudun::report
