// A text as a YAML scalar that reads back as that text: plain where that is safe, else quoted.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::form {

std::string yaml_text(std::string_view text);

}  // namespace zhudun::form
