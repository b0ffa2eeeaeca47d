// A ZIP archive in memory. In: names and bytes, in order. Out: the archive; the same for the same input whenever and
// wherever it is made: every file has the time 1980-01-01 00:00, mode 0644 and a name flagged as UTF-8.
// Names are made safe to unpack anywhere (see safe_name), and unlike each other also where case does not count.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace zhudun::write {

// The path with nothing in it that leads elsewhere or cannot be a file's name on some system: no root, `.` or `..`, no
// backslash, control character or any of `:*?"<>|`, no reserved name, no end in a dot or space, no part above 120
// bytes. What is not UTF-8 becomes U+FFFD; a path of which nothing is left is `file`.
std::string safe_name(std::string_view path);

inline constexpr std::size_t kMostFiles = 65'534;  // of one archive

class ZipWriter {
 public:
  ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;
  ~ZipWriter();

  // The name the file has in the archive.
  std::string add(std::string_view path, std::string_view bytes);
  // The whole archive; nothing if it could not be made: too many files, or not enough memory.
  std::optional<std::string> finish();

  // Where minizip writes to.
  struct Memory {
    std::string bytes;
    std::size_t at = 0;
  };

 private:
  std::string unused(std::string name);

  Memory memory_;
  void* zip_ = nullptr;
  bool whole_ = true;
  std::set<std::string> names_;  // in lower case
};

}  // namespace zhudun::write
