// What every report carries besides its findings: with what it was made, and how it stands with the waivers.
// In: a Report. Out: pairs of a key for programs and a label and value for people, in one order. Every format prints
// them from here, each in the place it has for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zhudun/report/report.h"

namespace zhudun::render {

struct Particular {
  std::string_view key;  // snake_case, the same in both languages
  std::string label, value;
  bool none = false;  // there is nothing; the value says so in words
};

// Tool and version, as-of date and how it was chosen, zone, horizon, pack and its whole sha256, readings and
// parameters, the years the calendar covers; the baseline if there is one.
std::vector<Particular> of_run(const report::Report& report);
// File, company, sha256; the waivers in force, those of them about to expire, those that expired, those not yet in
// force. An empty list says so in words.
std::vector<Particular> of_declaration(const report::Report& report, const report::Declaration& declaration);
// How the findings that fail stand to the baseline: `old.json (as of 2025-11-10): new 1, worse 0, known 5, fixed 2`.
// Empty without one.
std::string baseline_words(const report::Report& report);
// `label: value; label: value`
std::string sentence(const std::vector<Particular>& particulars, source::Language language);

// `RULE SUBJECT, expires 2025-12-31 (reason; approved by NAME on 2025-01-01)`, without the subject where it covers all.
std::string waiver_words(const report::Waiver& waiver, source::Language language);

}  // namespace zhudun::render
