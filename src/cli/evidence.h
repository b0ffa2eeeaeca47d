// Files that a declaration names, looked at without leaving its folder.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "cli/descriptor.h"
#include "cli/files.h"
#include "zhudun/check/finding.h"

namespace zhudun::cli {

// What is wrong with a file that a declaration names: a path below the folder, without `..` and links, to a regular
// file that is not empty.
std::optional<check::FileFault> evidence_fault(const std::string& folder, std::string_view path);

// The same of many files below one folder, each looked at once. May be asked by several threads.
class EvidenceFolder {
 public:
  explicit EvidenceFolder(std::string path);
  std::optional<check::FileFault> fault_of(std::string_view path);

 private:
  std::optional<check::FileFault> look(const std::string& path) const;

  std::string path_;
  Descriptor folder_;
  std::mutex mutex_;  // of what is known
  std::map<std::string, std::optional<check::FileFault>, std::less<>> known_;
};

// Those of one run. May be asked by several threads.
class EvidenceFolders {
 public:
  std::shared_ptr<EvidenceFolder> at(const std::string& path);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<EvidenceFolder>> folders_;
};

// The bytes of a file that evidence_fault() finds nothing wrong with, whatever has taken its place since; nullptr after
// reporting.
std::unique_ptr<source::File> read_below(const std::string& folder, std::string_view path,
                                         diag::Diagnostics& diagnostics, const HowToRead& how = {});

}  // namespace zhudun::cli
