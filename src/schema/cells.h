// What spreadsheets make of numbers and dates when they save a table: which of it is taken as it is meant, and what to
// do about the rest. Nothing that can mean two things is taken.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "zhudun/calendar/date.h"
#include "zhudun/source/file.h"

namespace zhudun::schema {

// A day with the year first, however it is set apart: 2025/7/31, 2025年7月31日, 2025-7-31 0:00.
std::optional<calendar::Date> cell_date(std::string_view text);

// The text of a number without the commas between thousands, where the cell cannot mean a decimal comma: a comma must
// be what sets the table's cells apart. Any other text as it is.
std::string cell_number(source::Span cell, std::string_view text);

// A number that the spreadsheet itself cut short: 1.23E+11.
bool is_shortened(std::string_view text);

// `#REF!` and its like, and the `####` of a column that is too narrow: no value at all.
bool is_cell_error(std::string_view text);

// What a day became that the spreadsheet kept as a number; empty if it is none.
std::string day_number_advice(std::string_view text);

// Whether these are digits in groups of three: 1,234,567 and then perhaps decimals.
bool is_grouped(std::string_view text);
std::string without_commas(std::string_view text);
// Full-width digits and signs, as they are typed with a Chinese keyboard, in ASCII.
std::string half_width(std::string_view text);

}  // namespace zhudun::schema
