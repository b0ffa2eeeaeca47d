// One tree laid over another: mappings are merged key by key, anything else is replaced. In: two trees. Out: a new one,
// in which every node keeps its own place, in whichever file it stands. Keys keep the base's order, new ones follow.
#pragma once

#include "zhudun/yaml/tree.h"

namespace zhudun::yaml {

Tree overlay(const Tree& base, const Tree& top);

}  // namespace zhudun::yaml
