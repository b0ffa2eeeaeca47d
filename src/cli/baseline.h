// `--baseline`: read before anything is judged, held against the report, rewritten when all else is done. What is wrong
// with it is told at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/option_table.h"
#include "zhudun/cli/run.h"
#include "zhudun/report/baseline.h"

namespace zhudun::cli {

struct BaselineCall {
  std::string path;  // empty: none
  bool update = false;
  bool allow_growth = false;

  void options(OptionTable& table);
  void settle(OptionReader& reader) const;
};

// Each step but compare() says whether it went well; without a baseline it does nothing, well.
class Ratchet {
 public:
  // `failing`: the statuses that make the run fail.
  Ratchet(const BaselineCall& call, const std::vector<check::Status>& failing) : call_(call), failing_(failing) {}

  bool read(const std::string& pack_id, World& world);
  void compare(report::Report& report) const;
  // Whether an update would forget nothing that this run did not look at.
  bool covered(const report::Report& report, World& world) const;
  bool update(const report::Report& report, World& world) const;

 private:
  const BaselineCall& call_;
  const std::vector<check::Status>& failing_;
  std::optional<report::Baseline> baseline_;
};

}  // namespace zhudun::cli
