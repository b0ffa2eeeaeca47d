// What the registry lists.
#pragma once

#include <string>

#include "zhudun/render/render.h"

namespace zhudun::render {

// As streams: these grow with the findings and put them one behind another.
void text(const report::Report& report, const Style& style, const Sink& sink);
// Whether a text has the trace of a finding of this status: one that asks for something, or came too late.
bool explained(report::Status status);
void json(const report::Report& report, const Style& style, const Sink& sink);
void jsonl(const report::Report& report, const Style& style, const Sink& sink);
void csv(const report::Report& report, const Style& style, const Sink& sink);
void html(const report::Report& report, const Style& style, const Sink& sink);
// At once.
std::string sarif(const report::Report& report, const Style& style);
std::string junit(const report::Report& report, const Style& style);
std::string github(const report::Report& report, const Style& style);
std::string gitlab(const report::Report& report, const Style& style);
std::string md(const report::Report& report, const Style& style);
std::string ics(const report::Report& report, const Style& style);
std::string oscal(const report::Report& report, const Style& style);
std::string oscal_ar(const report::Report& report, const Style& style);
std::string xlsx(const report::Report& report, const Style& style);

}  // namespace zhudun::render
