// An explanation as JSON, for programs.
#pragma once

#include <string>

#include "zhudun/workshop/explain.h"

namespace zhudun::cli {

std::string explanation_json(const workshop::Explanation& explanation, const pack::Pack& pack,
                             const check::Options& options, source::Language language);

}  // namespace zhudun::cli
