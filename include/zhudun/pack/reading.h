// How a text is read where it can be read in more than one way. In: a pack's readings and what the caller chose.
// Out: one value for each reading. Words are strings; a number is an integer from 0 or `none` (null).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zhudun/source/language.h"

namespace zhudun::pack {

using ReadingValue = std::variant<std::monostate, std::int64_t, std::string>;  // none, a number, a word

std::string to_string(const ReadingValue& value);

enum class Stance { strict, by_default, loose };

struct Reading {
  std::string name;
  source::Text title;  // the question
  bool number = false;
  ReadingValue strict, by_default, loose;
  std::map<std::string, source::Text> values;  // what each value means

  const ReadingValue& at(Stance stance) const;
  // The values of the row, each once.
  std::vector<ReadingValue> row() const;
  // The value a text names, if the reading has such a value: a word of the row; any integer from 0, or none.
  std::optional<ReadingValue> parse(std::string_view text) const;
};

}  // namespace zhudun::pack
