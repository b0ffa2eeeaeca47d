// Files as the program meets them, read whole.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/descriptor.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/source/file.h"

namespace zhudun::cli {

inline constexpr std::size_t kLargestFile = std::size_t{1} << 30;  // bytes; spans are 32 bits wide

// Large files may be mapped instead of copied. One that someone cuts short meanwhile ends the program then, by the
// status of an output that could not be written: only for what is read once.
enum class Reading : std::uint8_t { copied, mapped };

// What a regular file is known by: another one later means that it was written or replaced.
struct Stamp {
  std::string path;
  std::uint64_t device = 0, node = 0, size = 0;
  std::int64_t changed_seconds = 0, changed_nanos = 0;
  friend bool operator==(const Stamp&, const Stamp&) = default;
};
std::optional<Stamp> stamp_of(const std::string& path);

struct HowToRead {
  Reading reading = Reading::copied;
  std::uint64_t largest = kLargestFile;  // bytes
  std::vector<Stamp>* stamps = nullptr;  // to which that of a regular file is added, from before it is read
};

// The bytes of a file, or of a pipe once somebody writes into it; nullptr after reporting.
std::unique_ptr<source::File> read_file(const std::string& path, diag::Diagnostics& diagnostics,
                                        const HowToRead& how = {});
// The same of a file that is open.
std::unique_ptr<source::File> read_opened(const Descriptor& file, const std::string& path, const HowToRead& how,
                                          diag::Diagnostics& diagnostics);
diag::Diagnostic too_large(const std::string& path, std::uint64_t largest);

// Whether a line begins with the key `zhudun`: cheap, and true of every declaration in block style.
bool looks_like_declaration(std::string_view text);
// The same of a file; of one that cannot be read, too, as whoever reads it then says why.
bool may_be_declaration(const std::string& path);

std::string folder_of(const std::string& path);

// What is said of a file or a folder.
diag::Diagnostic about(const std::string& path, std::string message, std::string help = {});

}  // namespace zhudun::cli
