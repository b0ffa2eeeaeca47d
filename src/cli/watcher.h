// The files of this machine, watched: woken by the kernel where it can, else by looking again every second.
#pragma once

#include <memory>

#include "zhudun/cli/run.h"

namespace zhudun::cli {

// Ends are SIGINT, SIGTERM and SIGHUP.
std::unique_ptr<Watcher> watch_files();

}  // namespace zhudun::cli
