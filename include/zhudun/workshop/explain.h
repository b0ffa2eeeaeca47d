// A rule explained. In: a pack, a rule, its tests; optionally a declaration. Out: the duty, how its date is counted,
// its readings and functions, a passing and a failing example; for each subject the whole derivation, down to the
// value of every sub-expression.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "zhudun/check/check.h"
#include "zhudun/pack/pack.h"
#include "zhudun/report/report.h"

namespace zhudun::workshop {

// A part of a rule as written: `due`, `platform.filing.approved_on.addWorkdays(30)`.
struct Part {
  std::string name;
  std::string text;
};

struct SubExpression {
  std::size_t depth = 0;  // 0: the whole part
  std::string text;
  std::vector<std::string> values;  // more than one where it was evaluated for several elements; none: not needed
};

struct PartValues {
  std::string name;
  std::vector<SubExpression> expressions;  // the whole first, then its operands
};

struct Derivation {
  report::Finding finding;
  std::vector<PartValues> parts;
};

struct Example {
  std::string name, as_of, status, subject;
  std::string declaration;  // YAML
};

struct Explanation {
  const pack::Rule* rule = nullptr;
  std::vector<Part> parts;
  std::vector<std::uint32_t> readings;
  std::vector<const pack::Function*> functions;
  std::optional<Example> passing, failing;
  std::vector<Derivation> derivations;
};

Explanation explain(const pack::Pack& pack, const pack::Rule& rule, const std::vector<const source::File*>& tests);

// Adds the derivation for every subject of the declaration.
void explain_over(Explanation& explanation, const schema::Document& document, const pack::Pack& pack,
                  check::Options options, source::Language language, diag::Diagnostics& diagnostics);

}  // namespace zhudun::workshop
