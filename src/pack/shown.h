// What an expression of evidence can name files from. In: the expression, the lets before it, the schema. Out: numbers
// of properties (schema.h); where no fact of a declaration has one of them, it names no file, whatever else it reads,
// and need not be run. Nothing where that cannot be told, as of what may end in an error.
#pragma once

#include <cstdint>
#include <vector>

#include "zhudun/pack/rule.h"
#include "zhudun/schema/schema.h"

namespace zhudun::pack {

std::vector<std::uint32_t> properties_shown(const Expression& evidence, const std::vector<Let>& lets,
                                            const schema::Schema& schema);

}  // namespace zhudun::pack
