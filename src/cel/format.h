// `'%s is %d'.format([...])`: clauses filled from a list, in order. `%%` is a percent sign.
#pragma once

#include "cel/builtins.h"

namespace zhudun::cel {

Value format_text(Context& context, Arguments arguments);

}  // namespace zhudun::cel
