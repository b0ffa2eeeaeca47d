// What a text is to a reader: how wide it prints, whether it is UTF-8, and how to show it without harm.
// Widths are columns of a terminal (Unicode UAX #11 by way of utf8proc): an East Asian wide character is two.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::source {

// Columns the text takes on a terminal; control characters take none.
std::size_t display_width(std::string_view text);
// The text followed by spaces up to `width` columns; a wider text is returned as it is.
std::string pad(std::string_view text, std::size_t width);
// The text in lines of at most `width` columns, broken at spaces and between wide characters (a closing mark never
// begins a line); a line break in the text stays one. A word longer than the width is cut. Never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);
void wrap(std::string_view text, std::size_t width, const std::function<void(std::string_view)>& take);
// The offset of the first byte that is not UTF-8, if there is one.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);
// Whether a text, a byte-order mark before it aside, is UTF-8 of characters that may stand in a text: not one that is
// none (U+FFFE), no such mark within, of control characters only tabs, LF and CRLF. Quick, and says no more.
bool is_clean(std::string_view bytes);
// The text with control characters, line separators and bidirectional overrides written as \u{202e}: safe to print.
std::string printable(std::string_view text);
// Whether that is surely the text itself.
bool is_printable(std::string_view text);

}  // namespace zhudun::source
