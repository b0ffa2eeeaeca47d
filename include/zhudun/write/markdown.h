// A text for inside GitHub's Markdown, a table's cell or a heading: it shows as itself and does nothing. Markup is
// escaped, a line break becomes <br>, an @ calls nobody; control characters and broken UTF-8 become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::write {

std::string markdown(std::string_view text);

}  // namespace zhudun::write
