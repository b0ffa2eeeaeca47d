// The workflow commands that GitHub Actions reads from a step's output, escaped as its toolkit does: one command is one
// line whatever the texts hold.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::write {

std::string workflow_data(std::string_view text);      // what stands after the second ::
std::string workflow_property(std::string_view text);  // the value of one of its properties
std::string workflow_line(std::string_view text);  // a line of output that is no command, of today's kind or the old

}  // namespace zhudun::write
