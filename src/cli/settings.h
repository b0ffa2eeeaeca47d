// --reading and --set against a pack: one value for each of its readings and parameters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "zhudun/check/check.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/pack.h"

namespace zhudun::cli {

void choose(const pack::Pack& pack, pack::Stance stance, const std::vector<std::pair<std::string, std::string>>& set,
            check::Options& options, diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
