// Texts in the data types of OSCAL, whose schemas have a pattern for each. In: any bytes. Out: UTF-8 that fits.
// Nothing is lost silently: control characters and line breaks are spelled `\u{1b}`, broken UTF-8 becomes U+FFFD, and
// what would be empty is `-`.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::write {

// `string`: one line with no blank at either end, where a blank is spelled `\u{20}`.
std::string oscal_string(std::string_view text);
// `token`: a letter or underscore, then letters, digits, `.`, `-` and `_`. Any other byte is spelled `_2f`, so that two
// texts rarely share a token.
std::string oscal_token(std::string_view text);
// `markup-line`: one line of Markdown that shows as the text itself; blanks at its beginning are left out, as Markdown
// does not show them. It may be a paragraph of `markup-multiline` too.
std::string oscal_markup(std::string_view text);

}  // namespace zhudun::write
