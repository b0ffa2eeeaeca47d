// The manual page zhudun(1) in the language of man(7), made from the commands' option tables. Printed by a program of
// the build, src/manual.cpp, and no part of zhudun itself.
#pragma once

#include <string>

namespace zhudun::cli {

std::string manual();

}  // namespace zhudun::cli
