// Prints the manual page; the build runs it.
#include "zhudun/cli/manual.h"

#include <cstdio>

int main() { return std::fputs(zhudun::cli::manual().c_str(), stdout) < 0 ? 1 : 0; }
