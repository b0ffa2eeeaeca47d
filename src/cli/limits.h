// The bounds of a run: how large, deep or many the things may be that are read and judged. One row each, which the
// option --limit, help, the advice of a message and what was reached all read. Reaching one ends the run with nothing
// reported.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "zhudun/check/check.h"
#include "zhudun/csv/parse.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::cli {

class OptionReader;
class OptionTable;

enum class Limit : std::uint8_t {
  file_bytes,
  depth,
  nodes,
  scalar_bytes,
  flow_tokens,
  columns,
  cell_bytes,
  rules,
  subjects,
  findings,
  missing,
  cost,
  total_cost,
};

inline constexpr std::size_t kLimits = 13;

class Limits {
 public:
  Limits();

  std::uint64_t operator[](Limit limit) const { return values_[static_cast<std::size_t>(limit)]; }
  void options(OptionTable& table);
  friend bool operator==(const Limits&, const Limits&) = default;

  yaml::Limits of_yaml() const;
  csv::Limits of_csv() const;
  check::Limits of_check() const;

 private:
  void set(OptionReader& reader, const std::string& given);

  std::array<std::uint64_t, kLimits> values_;
};

// Whether one of them was reached.
bool reached_limit(const diag::Diagnostics& diagnostics);
// The same, with advice how to raise it.
void advise_on_limits(diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
