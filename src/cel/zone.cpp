#include "cel/zone.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

namespace zhudun::cel {

namespace {

// Big-endian numbers of a zoneinfo file; past the end everything is zero and `good` is lost.
struct Bytes {
  std::string_view data;
  std::size_t at = 0;
  bool good = true;

  std::uint64_t number(std::size_t size) {
    if (size > data.size() - at) {
      good = false;
      at = data.size();
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(data[at++]);
    return value;
  }
  void skip(std::size_t size) {
    good &= size <= data.size() - at;
    at += good ? size : 0;
  }
};

struct Counts {
  std::uint64_t ut, standard, leap, times, types, letters;
  std::size_t block_size(std::size_t time_size) const {
    return times * time_size + times + types * 6 + letters + leap * (time_size + 4) + standard + ut;
  }
};

std::optional<Counts> read_header(Bytes& bytes) {
  if (bytes.data.substr(std::min(bytes.at, bytes.data.size()), 4) != "TZif") return std::nullopt;
  bytes.skip(20);
  Counts counts{};
  for (std::uint64_t* count :
       {&counts.ut, &counts.standard, &counts.leap, &counts.times, &counts.types, &counts.letters})
    *count = bytes.number(4);
  return bytes.good && counts.types > 0 ? std::optional(counts) : std::nullopt;
}

}  // namespace

std::optional<Zone> Zone::parse(std::string_view file) {
  Bytes bytes{file};
  const std::optional<Counts> old = read_header(bytes);
  if (!old || file[4] < '2') return std::nullopt;
  bytes.skip(old->block_size(4));
  const std::optional<Counts> counts = read_header(bytes);
  if (!counts || counts->block_size(8) > file.size() - bytes.at) return std::nullopt;
  std::vector<std::int64_t> times;
  for (std::uint64_t i = 0; i < counts->times; ++i) times.push_back(static_cast<std::int64_t>(bytes.number(8)));
  std::vector<std::uint64_t> kinds;
  for (std::uint64_t i = 0; i < counts->times; ++i) kinds.push_back(bytes.number(1));
  std::vector<std::int64_t> offsets;
  for (std::uint64_t i = 0; i < counts->types; ++i) {
    offsets.push_back(static_cast<std::int32_t>(bytes.number(4)));
    bytes.skip(2);
  }
  Zone zone;
  zone.first_offset_ = offsets[0];
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (kinds[i] >= offsets.size()) return std::nullopt;
    zone.changes_.push_back({times[i], offsets[kinds[i]]});
  }
  bytes.skip(counts->letters + counts->leap * 12 + counts->standard + counts->ut);
  std::string_view footer = file.substr(bytes.at);
  if (footer.starts_with('\n')) footer.remove_prefix(1);
  zone.rule_ = footer.substr(0, footer.find('\n'));
  return zone;
}

std::int64_t Zone::offset_at(std::int64_t seconds) const {
  if (changes_.empty() || seconds >= changes_.back().at) {
    if (const auto offset = rule_offset(rule_, seconds)) return *offset;
  }
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), seconds,
                                      [](std::int64_t moment, const Change& change) { return moment < change.at; });
  return after == changes_.begin() ? first_offset_ : std::prev(after)->offset;
}

namespace {

std::optional<std::int64_t> fixed_offset(std::string_view zone) {
  if (zone == "UTC" || zone == "Z") return 0;
  const std::int64_t sign = zone.starts_with('-') ? -1 : 1;
  if (zone.starts_with('-') || zone.starts_with('+')) zone.remove_prefix(1);
  const auto digit = [&](std::size_t i) { return zone[i] >= '0' && zone[i] <= '9'; };
  if (zone.size() != 5 || zone[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const std::int64_t hours = (zone[0] - '0') * 10 + (zone[1] - '0');
  const std::int64_t minutes = (zone[3] - '0') * 10 + (zone[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  };
  // No dot is allowed, so a name cannot leave the folder.
  return !name.empty() && name.size() < 64 && name[0] != '/' && std::all_of(name.begin(), name.end(), allowed);
}

// Zones are read once and kept: a name asked for twice must mean the same in one run.
const std::optional<Zone>& find_zone(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, std::optional<Zone>>& zones = *new std::map<std::string, std::optional<Zone>>;
  const std::lock_guard lock(mutex);
  const auto [found, added] = zones.try_emplace(name);
  if (added) {
    std::ifstream file("/usr/share/zoneinfo/" + name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    found->second = Zone::parse(bytes);
  }
  return found->second;
}

}  // namespace

std::optional<std::int64_t> zone_offset(std::string_view zone, std::int64_t seconds) {
  if (const auto fixed = fixed_offset(zone)) return fixed;
  if (!is_zone_name(zone)) return std::nullopt;
  const std::optional<Zone>& found = find_zone(std::string(zone));
  return found ? std::optional(found->offset_at(seconds)) : std::nullopt;
}

}  // namespace zhudun::cel
