#include "cli/commands.h"

namespace zhudun::cli {

bool tell(World& world, diag::Diagnostics& diagnostics) {
  const bool failed = diag::failed(diagnostics);
  for (const diag::Diagnostic& one : diagnostics) world.write_error(diag::to_text(one));
  diagnostics.clear();
  return failed;
}

}  // namespace zhudun::cli
