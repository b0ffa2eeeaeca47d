#include "zhudun/pack/reading.h"

#include <algorithm>
#include <charconv>

namespace zhudun::pack {

std::string to_string(const ReadingValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  return "none";
}

const ReadingValue& Reading::at(Stance stance) const {
  switch (stance) {
    case Stance::strict:
      return strict;
    case Stance::loose:
      return loose;
    case Stance::by_default:
      break;
  }
  return by_default;
}

std::vector<ReadingValue> Reading::row() const {
  std::vector<ReadingValue> values;
  for (const ReadingValue* value : {&strict, &by_default, &loose}) {
    if (std::find(values.begin(), values.end(), *value) == values.end()) values.push_back(*value);
  }
  return values;
}

std::optional<ReadingValue> Reading::parse(std::string_view text) const {
  if (!number) {
    for (const ReadingValue& value : row()) {
      if (to_string(value) == text) return value;
    }
    return std::nullopt;
  }
  if (text == "none") return ReadingValue();
  constexpr std::int64_t largest = 1'000'000;  // a period beyond it is a slip, and stays clear of overflow
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = fault == std::errc() && end == text.data() + text.size();
  if (!whole || value < 0 || value > largest) return std::nullopt;
  return ReadingValue(value);
}

}  // namespace zhudun::pack
