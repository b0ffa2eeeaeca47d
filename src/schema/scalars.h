// What the text of a scalar or a cell means as a value of a type, without a word about what is wrong with it.
// In: a text, and whether a table's cell is its place. Out: the value; nothing where it is none of that type.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "zhudun/calendar/instant.h"
#include "zhudun/schema/schema.h"
#include "zhudun/source/file.h"

namespace zhudun::schema {

struct Number {
  double value = 0;
  std::int64_t integer = 0;  // of an integer's type
};
// Of an integer's or a number's type, within its bounds.
std::optional<Number> to_number(std::string_view text, const Type& type);

// The text of a cell's number; commas between thousands go into `plain`, which holds the text then.
std::string_view number_of_cell(source::Span cell, std::string_view text, std::string& plain);

// The value of a text that is neither null nor empty and surely a right cell of the type: an integer, the bits of a
// number, 1 or 0 for a truth value, the serial of a date, twice the seconds of a time with one more for a whole day, 0
// for a text. Nothing of any other, which is looked at again.
std::optional<std::int64_t> value_of_cell(source::Span cell, std::string_view text, const Type& type,
                                          calendar::Offset offset);

}  // namespace zhudun::schema
