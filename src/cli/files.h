// Files as the program meets them: read whole, found in folders and by globs, looked at as evidence.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/descriptor.h"
#include "zhudun/check/check.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/file.h"

namespace zhudun::cli {

inline constexpr std::size_t kLargestFile = std::size_t{1} << 30;  // bytes; spans are 32 bits wide

// Large files may be mapped instead of copied. One that someone cuts short meanwhile ends the program then, by the
// status of an output that could not be written: only for what is read once.
enum class Reading : std::uint8_t { copied, mapped };

// The bytes of a file, or of a pipe once somebody writes into it; nullptr after reporting.
std::unique_ptr<source::File> read_file(const std::string& path, diag::Diagnostics& diagnostics,
                                        Reading reading = Reading::copied, std::uint64_t largest = kLargestFile);
diag::Diagnostic too_large(const std::string& path, std::uint64_t largest);

// What a regular file is known by: another one later means that it was written or replaced.
struct Stamp {
  std::string path;
  std::uint64_t device = 0, node = 0, size = 0;
  std::int64_t changed_seconds = 0, changed_nanos = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
std::optional<Stamp> stamp_of(const std::string& path);

// Whether a line begins with the key `zhudun`: cheap, and true of every declaration in block style.
bool looks_like_declaration(std::string_view text);

// The declarations that arguments name, in their order, each once: files as they are, of a folder every YAML file
// below it that has the key `zhudun` (others are named in a note), of a glob what it matches. `-` stays `-`.
std::vector<std::string> find_declarations(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics);

// What is wrong with a file that a declaration names: a path below the folder, without `..` and links, to a regular
// file that is not empty.
std::optional<check::FileFault> evidence_fault(const std::string& folder, std::string_view path);

// The same of many files below one folder.
class EvidenceFolder {
 public:
  explicit EvidenceFolder(std::string path);
  std::optional<check::FileFault> fault_of(std::string_view path) const;

 private:
  std::string path_;
  Descriptor folder_;
};

// The bytes of such a file, whatever has taken its place since it was looked at; nullptr after reporting.
std::unique_ptr<source::File> read_below(const std::string& folder, std::string_view path,
                                         diag::Diagnostics& diagnostics, Reading reading = Reading::copied,
                                         std::uint64_t largest = kLargestFile);

std::string folder_of(const std::string& path);

}  // namespace zhudun::cli
