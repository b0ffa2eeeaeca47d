// What to write instead of what people write at first: dates, numbers and truth values of other forms, Chinese words
// where the schema has English ones. Each gives a sentence without a final stop, or nothing if it has none to give.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "zhudun/schema/schema.h"

namespace zhudun::schema {

// 2025/7/31, 2025年7月31日, 20250731, ２０２５-7-31, 31/7/2025, 2025-07, 待定.
std::string date_advice(std::string_view text);
// １２０, 1,200, 三级, 120 条.
std::string number_advice(std::string_view text);
// 是, 否, yes, 无.
std::string boolean_advice(std::string_view text);
// A text where a list or a mapping belongs: 无, 【a】, a key whose colon is full-width.
std::string collection_advice(std::string_view text, const Type& type, std::string_view key);
// The word of a list that a title, or part of one, means: 较大.
std::string word_advice(std::string_view text, const Type& type);
// Full-width quotes and commas around or between words.
std::string punctuation_advice(std::string_view text);

// The property that a name in Chinese, or with signs of an input method about it, means.
std::optional<std::uint32_t> meant_property(std::string_view name, const Type& object);

}  // namespace zhudun::schema
