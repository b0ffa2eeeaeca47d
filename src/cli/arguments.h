// The words of a call turned into a command that knows what it was told. CLI11 is fed from the commands' option tables.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"

namespace zhudun::cli {

struct Call {
  std::unique_ptr<Command> command;  // null: only help is wanted, or faults were told
  std::string help;                  // what to print for help or the version
};

// Every fault of the call is told, not only the first.
Call parse_arguments(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
