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

// Whether a text that is neither null nor empty is surely a right cell of the type: what is not is looked at again.
bool is_right_cell(source::Span cell, std::string_view text, const Type& type, calendar::Offset offset);

}  // namespace zhudun::schema
