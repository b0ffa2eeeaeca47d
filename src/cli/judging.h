// What declarations are judged with, and the judging of one: shared by every command that judges, so that all of them
// find the same.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/declarations.h"
#include "cli/evidence.h"
#include "cli/option_table.h"
#include "cli/packs.h"
#include "zhudun/calendar/date.h"
#include "zhudun/check/check.h"
#include "zhudun/pack/reading.h"
#include "zhudun/report/report.h"

namespace zhudun::cli {

// As the caller says it.
struct Judging {
  std::optional<calendar::Date> as_of;
  std::string rules;  // a pack's name or folder; empty: the default
  pack::Stance stance = pack::Stance::by_default;
  std::vector<std::pair<std::string, std::string>> set;
  Reader reader;

  void options(OptionTable& table);
};

// Rules loaded, readings chosen, the day fixed.
struct Bench {
  LoadedPack rules;
  check::Options options;
  Reader reader;
  bool as_of_given = false;  // else it is today

  const pack::Pack& pack() const { return *rules.pack; }
};

// After reporting, the bench of a pack that cannot be loaded has none.
Bench set_up(const Judging& judging, const World& world, diag::Diagnostics& diagnostics);

// What is found in a declaration that was understood, as facts; absent after reporting. `evidence`: where files it
// names are looked at; without it they are not.
std::optional<check::Findings> find(const Bench& bench, const Understood& understood, EvidenceFolders* evidence,
                                    diag::Diagnostics& diagnostics);

// The same as a report of it has it; absent after reporting. `evidence`: files it names are looked at.
std::optional<report::Declaration> judge(const Bench& bench, const Understood& understood, bool evidence,
                                         source::Language language, diag::Diagnostics& diagnostics);

// The same for a declaration of any size: the report keeps what was understood and puts a finding into words only when
// a format asks for it. The bench must outlive it.
std::optional<report::Declaration> judge_and_keep(const Bench& bench, std::shared_ptr<const Understood> understood,
                                                  EvidenceFolders* evidence, source::Language language,
                                                  diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
