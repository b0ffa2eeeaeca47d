// Document + Pack + as-of date -> Findings. Pure: files are asked for through what the caller hands in.
// Promised: one finding for every rule and subject; a rule that ends in an error is a diagnostic, never a silent pass.
#pragma once

#include <bitset>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/check/findings.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"
#include "zhudun/schema/document.h"

namespace zhudun::check {

// What is wrong with a declared file, if anything.
using FileCheck = std::function<std::optional<FileFault>(std::string_view path)>;

// Told of each subject when its judging begins, and of the value of every sub-expression.
class Watch : public cel::Observer {
 public:
  // `chosen`: under the chosen readings; else another value of one is being tried.
  virtual void on_subject(const pack::Rule& rule, std::string_view subject, bool chosen) = 0;
};

// Reaching one is an error, and judging ends.
struct Limits {
  std::uint64_t subjects = 2'000'000;  // of a rule
  std::uint64_t findings = 2'000'000;
  std::uint64_t missing = 500'000;         // facts, each counted for every finding that lacks it
  std::uint64_t cost = 10'000'000;         // steps of an expression for one subject, 200 more for each fact
  std::uint64_t total_cost = 300'000'000;  // the same of all expressions for all subjects
};

// What runs under the same pack and options share, one after the other or on several threads.
class Shared;
std::shared_ptr<Shared> to_share(const pack::Pack& pack);

struct Options {
  calendar::Date as_of;
  std::int32_t horizon = 30;                 // days before a due date in which it is due soon
  std::vector<pack::ReadingValue> readings;  // one for each of the pack
  std::vector<std::int64_t> parameters;      // one for each of the pack
  FileCheck check_file;                      // absent: evidence is not looked at
  bool name_files = false;                   // fill Finding::files
  Watch* watch = nullptr;
  Limits limits;
  std::bitset<kStatuses> traced = std::bitset<kStatuses>().set();  // findings of other statuses have no trace
  unsigned jobs = 1;               // rules judged at the same time; what is found and its order do not depend on it
  std::shared_ptr<Shared> shared;  // with other runs; may be absent
  std::string only;                // the id of the one rule to judge; empty: all
};

// The pack's own values, for every reading of the stance.
std::vector<pack::ReadingValue> readings_of(const pack::Pack& pack, pack::Stance stance);
std::vector<std::int64_t> parameters_of(const pack::Pack& pack);

// By rule, then by subject, in the order of pack and declaration.
Findings run(const schema::Document& document, const pack::Pack& pack, const Options& options,
             diag::Diagnostics& diagnostics);

// The values of an activation that hold for every rule: sections, as_of, parameters, reading.
std::vector<cel::Value> activation(const pack::Facts& facts, const pack::ChosenReadings& readings,
                                   const pack::Pack& pack, const Options& options);
// Of these, what does not come from the declaration: as_of, parameters, reading.
void bind_run(std::vector<cel::Value>& activation, const pack::ChosenReadings& readings, const pack::Pack& pack,
              const Options& options);

}  // namespace zhudun::check
