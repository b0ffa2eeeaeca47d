// The archive of `zhudun bundle`. In: a judged declaration, the filings that go into it, the files they name. Out: the
// archive's bytes: the declaration and its tables, the gap table, each filing's files in a folder of its own, a
// manifest with the SHA-256 of everything, and the same sums as `sha256sum -c` reads them. The same for the same input.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/declarations.h"
#include "zhudun/report/report.h"

namespace zhudun::cli {

struct Contents {
  report::Report report;  // of the one declaration
  std::vector<report::Finding> filings;
  // What was read: the declaration and its tables by their names in the archive, evidence by its declared path.
  std::vector<std::pair<std::string, std::unique_ptr<source::File>>> declared;
  std::map<std::string, std::unique_ptr<source::File>> evidence;
};

struct Bundle {
  std::string archive;
  std::string sha256;
  std::size_t files = 0;
};

// Reads every file; each that is missing, and each filing that is not done and names none though its rule asks for one,
// is told.
void collect(Contents& contents, const Understood& understood, const pack::Pack& pack, diag::Diagnostics& diagnostics);

// Throws EnvironmentError where memory for it cannot be had.
Bundle make_bundle(const Contents& contents);

}  // namespace zhudun::cli
