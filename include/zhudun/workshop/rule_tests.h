// The tests that stand beside a pack's rules: declaration fragments with what must be found. In: a pack and its test
// files. Out: what failed, where, and what the tests reached. A test that expects nothing fails; so does a dated rule
// whose due date no test reaches, for on each due date reached the days around it are judged too.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "zhudun/check/check.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

// A sub-expression that is true or false and steers the outcome, and which of the two was seen.
struct Branch {
  source::Span place;
  std::string rule;  // or the name of a condition or function of the pack
  std::string text;
  bool seen_true = false;
  bool seen_false = false;
};

struct Coverage {
  std::vector<Branch> branches;                                         // in the order of the pack
  std::map<std::string, std::set<check::Status>> statuses;              // by rule
  std::vector<std::pair<std::string, std::set<std::string>>> readings;  // values seen, by reading
  std::size_t outcomes_seen() const;
  std::size_t outcomes() const { return branches.size() * 2; }
};

struct TestRun {
  std::size_t passed = 0, failed = 0;
  std::size_t boundaries = 0;  // due dates around which the days were judged
  diag::Diagnostics failures;
  Coverage coverage;
};

TestRun run_tests(const pack::Pack& pack, const std::vector<const source::File*>& files);

}  // namespace zhudun::workshop
