// The reports of a run: to files, to standard output, and to the step summary of the CI it runs in.
#pragma once

#include "cli/check.h"
#include "zhudun/report/report.h"

namespace zhudun::cli {

// Files first, all or none, then standard output, whatever became of the files. What cannot be written is told. Whether
// all was.
bool write_outputs(const report::Report& report, const CheckCall& call, World& world);

}  // namespace zhudun::cli
