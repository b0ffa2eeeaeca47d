// One test of a test file: the declaration it judges, how, and what it expects.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "zhudun/check/check.h"
#include "zhudun/pack/pack.h"
#include "zhudun/yaml/builder.h"

namespace zhudun::workshop {

struct Expectation {
  yaml::NodeId node = 0;
  std::string rule, subject;
};

struct TestCase {
  std::string name;
  source::Span place;
  check::Options options;
  bool looks_at_files = false;
  std::set<std::string> files;  // those that are there, where files are looked at
  yaml::Tree declaration;
  std::vector<Expectation> expectations;
};

// The tests of a file; faults are reported where they stand.
std::vector<TestCase> read_tests(const yaml::Tree& tree, const pack::Pack& pack, diag::Diagnostics& diagnostics);

}  // namespace zhudun::workshop
