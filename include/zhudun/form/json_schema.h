// JSON Schema (draft 2020-12) for editors. In: a pack, or nothing. Out: its text, which ends in a line break.
// Promised of a declaration's: whatever `check` takes is valid by it, and whatever `check` refuses and JSON Schema can
// express is not. Beside the standard's words it uses those that VS Code's and YAML's language servers read:
// markdownDescription, enumDescriptions, errorMessage.
#pragma once

#include <string>

#include "zhudun/pack/pack.h"
#include "zhudun/source/language.h"

namespace zhudun::form {

std::string declaration_schema(const pack::Pack& pack, source::Language language);

// Of the files that make up a rule pack; the key that stands in a file says which of them it is.
std::string pack_schema(source::Language language);

}  // namespace zhudun::form
