// The parameters of a pack that are years: those that stand as the year of a date, or are compared with one, in some
// expression of it. In: a pack. Out: their places among its parameters. From them one sees for which year a pack is.
#pragma once

#include <cstddef>
#include <vector>

#include "zhudun/pack/pack.h"

namespace zhudun::workshop {

std::vector<std::size_t> year_parameters(const pack::Pack& pack);

}  // namespace zhudun::workshop
