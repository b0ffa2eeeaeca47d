// Where subjects stand in a declaration.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zhudun/schema/document.h"

namespace zhudun::check {

// The fact that slots lead to from an object, or kAbsent.
schema::FactId follow(const schema::Document& document, schema::FactId from, const std::vector<std::uint32_t>& slots);
// The section's path of the list that slots lead to from a subject, whether it is there or not.
std::string section_path(const schema::Document& document, schema::FactId from,
                         const std::vector<std::uint32_t>& slots);
// The place of a section by its path, or of the innermost part of the path that is declared.
source::Span place_of(const schema::Document& document, std::string_view path);

}  // namespace zhudun::check
