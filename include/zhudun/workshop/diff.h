// What differs between two judgings of a declaration, and between two packs. In: two reports of one declaration, or two
// packs. Out: the changes, each with why: the steps of the derivation that stand on one side only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "zhudun/pack/pack.h"
#include "zhudun/report/report.h"

namespace zhudun::workshop {

struct Change {
  std::string rule, subject;
  std::optional<report::Finding> before, after;
  std::vector<std::string> only_before, only_after;  // steps of the derivation and reasons
};

std::vector<Change> compare(const report::Declaration& before, const report::Declaration& after);

struct PackChange {
  enum class Kind { added, removed, changed } kind = Kind::changed;
  std::string what;    // `rule R1`, `reading end_of_day`, `parameter year`
  std::string detail;  // of a change: which part, and both texts
};

std::vector<PackChange> compare(const pack::Pack& before, const pack::Pack& after);

}  // namespace zhudun::workshop
