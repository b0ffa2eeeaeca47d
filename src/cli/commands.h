// The commands beside `check`, and what all of them share. Each returns the exit status.
#pragma once

#include "cli/arguments.h"
#include "zhudun/cli/run.h"

namespace zhudun::cli {

inline constexpr int kFulfilled = 0, kFailing = 1, kWrong = 2, kNotWritten = 3;

// Prints what was collected and forgets it; whether there was an error.
bool tell(World& world, diag::Diagnostics& diagnostics);

int evaluate(const EvalArguments& call, World& world);
int test_pack(const TestArguments& call, World& world);
int explain_rule(const ExplainArguments& call, World& world);
int list_rules(const RulesArguments& call, World& world);
int diff_sides(const DiffArguments& call, World& world);
int lint_pack(const LintArguments& call, World& world);

}  // namespace zhudun::cli
