// The dates of a report as bars for a terminal. In: a Report, whose findings all count, listed or not. Out: a legend
// and a row for each month, quarter or year, no line wider than the style's width; nothing where no finding has a date.
// Each kind of date has a character of its own, so that colour is not needed.
#pragma once

#include <string>

#include "zhudun/render/render.h"

namespace zhudun::render {

std::string text_timeline(const report::Report& report, const Style& style);

}  // namespace zhudun::render
