#include "cli/command.h"

namespace zhudun::cli {

std::vector<std::unique_ptr<Command>> commands() {
  std::vector<std::unique_ptr<Command>> all;
  for (const auto make :
       {check_command, eval_command, test_command, lint_command, explain_command, rules_command, diff_command,
        bundle_command, schema_command, doctor_command, watch_command, lsp_command, init_command, completion_command}) {
    all.push_back(make());
  }
  return all;
}

}  // namespace zhudun::cli
