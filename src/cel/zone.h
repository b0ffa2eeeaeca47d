// How far a time zone is from UTC at a moment. In: `+08:00`, `UTC` or an IANA name, read from the system's zoneinfo
// files (RFC 8536), each once. Out: seconds east of UTC, or nothing for a zone that is not known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::cel {

std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t seconds);

// One zone's history, and the rule for the years after it.
class Zone {
 public:
  static std::optional<Zone> parse(std::string_view file);
  std::int64_t offset_at(std::int64_t seconds) const;

 private:
  struct Change {
    std::int64_t at;
    std::int64_t offset;
  };
  std::int64_t first_offset_ = 0;
  std::vector<Change> changes_;
  std::string rule_;
};

// The offset that a POSIX TZ rule (`CST6CDT,M3.2.0,M11.1.0`) gives; nothing if it cannot be read.
std::optional<std::int64_t> rule_offset(std::string_view rule, std::int64_t seconds);

}  // namespace zhudun::cel
