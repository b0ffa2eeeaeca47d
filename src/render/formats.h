// What the registry lists.
#pragma once

#include <string>

#include "zhudun/render/render.h"

namespace zhudun::render {

std::string text(const report::Report& report, const Style& style);
std::string json(const report::Report& report, const Style& style);
std::string jsonl(const report::Report& report, const Style& style);
std::string sarif(const report::Report& report, const Style& style);
std::string junit(const report::Report& report, const Style& style);
std::string github(const report::Report& report, const Style& style);
std::string gitlab(const report::Report& report, const Style& style);
std::string md(const report::Report& report, const Style& style);
std::string csv(const report::Report& report, const Style& style);
std::string html(const report::Report& report, const Style& style);
std::string ics(const report::Report& report, const Style& style);
std::string oscal(const report::Report& report, const Style& style);
std::string oscal_ar(const report::Report& report, const Style& style);
std::string xlsx(const report::Report& report, const Style& style);

}  // namespace zhudun::render
