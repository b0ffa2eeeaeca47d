// The functions that find, cut and put together parts of texts, as the table of built-ins takes them.
#pragma once

#include "cel/builtins.h"

namespace zhudun::cel {

Value char_at(Context& context, Arguments arguments);
Value index_of(Context& context, Arguments arguments);
Value last_index_of(Context& context, Arguments arguments);
Value substring(Context& context, Arguments arguments);
Value replace(Context& context, Arguments arguments);
Value split(Context& context, Arguments arguments);
Value join(Context& context, Arguments arguments);
Value trim(Context& context, Arguments arguments);
Value reverse(Context& context, Arguments arguments);

}  // namespace zhudun::cel
