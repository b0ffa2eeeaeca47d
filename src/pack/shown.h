// What an expression of evidence can name files from. In: the expression, the schema. Out: numbers of properties
// (schema.h); where no fact of a declaration has one of them, it names no file, whatever else it reads, and need not be
// run, provided that no let it uses is an error. Nothing where that cannot be told, as of what may end in one.
#pragma once

#include <cstdint>
#include <vector>

#include "zhudun/pack/rule.h"
#include "zhudun/schema/schema.h"

namespace zhudun::pack {

std::vector<std::uint32_t> properties_shown(const Expression& evidence, const schema::Schema& schema);

}  // namespace zhudun::pack
