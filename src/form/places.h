// Ways through a pack's schema by place, and a declaration that says nothing but some answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "zhudun/form/interview.h"
#include "zhudun/schema/schema.h"

namespace zhudun::form {

// The property at a place outside of lists.
const schema::Property* property_at(const schema::Schema& schema, std::string_view place);
// What stands where something is required and there is no answer.
Answer placeholder(const schema::Schema& schema, const schema::Property& property);
// The answer for a place, or a placeholder where the property is required; nothing: it is left open.
std::optional<Answer> answer_for(const schema::Schema& schema, const schema::Property& property, std::string_view place,
                                 const Answers& answers);
// The least that is valid and has the answers, as JSON.
std::string least_declaration(const schema::Schema& schema, const Answers& answers);

}  // namespace zhudun::form
