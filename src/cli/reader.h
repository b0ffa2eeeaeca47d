// How files are read: by which of the two readers of YAML, and up to which bounds.
#pragma once

#include "cli/limits.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::cli {

struct Reader {
  yaml::With with = yaml::With::plain_first;
  Limits limits;
  unsigned jobs = 1;  // threads for one file
};

}  // namespace zhudun::cli
