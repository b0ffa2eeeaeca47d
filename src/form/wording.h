// What a form says to whoever fills it in, in both languages.
#pragma once

#include <string>
#include <vector>

#include "zhudun/pack/pack.h"
#include "zhudun/schema/schema.h"
#include "zhudun/source/language.h"

namespace zhudun::form {

// What belongs in a place of that type, as a sentence: `此处应填：日期，写作 2025-03-14`.
std::string wanted(const schema::Type& type, source::Language language);
// The few values of a type, each with its title: `minor（轻微）、grave（严重）`.
std::string choices(const schema::Type& type, source::Language language);
// How a list of such items may be written on one line: `[self, third_party]`.
std::string sample_list(const schema::Type& item, source::Language language);
// The title of a task of the pack; empty if it has none.
std::string task_title(const pack::Pack& pack, std::int64_t number, source::Language language);
// Rules by their numbers, three or more of a task in a row as a range: `A1.8 A8.2–A8.5`.
std::string rule_list(const std::vector<const pack::Rule*>& rules);

}  // namespace zhudun::form
