// One command of the program: what it can be told, and what it does. Each lives in a file of its own and has one row in
// the registry (commands.cpp), which parsing, help, completion and the manual go through.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "cli/option_table.h"
#include "zhudun/cli/run.h"

namespace zhudun::cli {

inline constexpr int kFulfilled = 0, kFailing = 1, kWrong = 2, kNotWritten = 3;

class Command {
 public:
  Command(std::string_view name, std::string_view summary) : name_(name), summary_(summary) {}
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  virtual ~Command() = default;

  std::string_view name() const { return name_; }
  std::string_view summary() const { return summary_; }

  // Its rows; what they are told goes into this command.
  virtual void options(OptionTable& table) = 0;
  // After all options: what they say together, and what was not given.
  virtual void settle(OptionReader&) {}
  // When its exit status is kFailing; empty: never.
  virtual std::string_view failing() const { return {}; }
  // The exit status.
  virtual int run(World& world) = 0;

 private:
  std::string_view name_, summary_;
};

// Every command, in the order in which help lists them.
std::vector<std::unique_ptr<Command>> commands();

std::unique_ptr<Command> check_command();
std::unique_ptr<Command> eval_command();
std::unique_ptr<Command> test_command();
std::unique_ptr<Command> lint_command();
std::unique_ptr<Command> explain_command();
std::unique_ptr<Command> rules_command();
std::unique_ptr<Command> diff_command();
std::unique_ptr<Command> bundle_command();
std::unique_ptr<Command> schema_command();
std::unique_ptr<Command> doctor_command();
std::unique_ptr<Command> completion_command();
std::unique_ptr<Command> init_command();
std::unique_ptr<Command> watch_command();
std::unique_ptr<Command> lsp_command();

// Prints what was collected and forgets it; whether there was an error.
bool tell(World& world, diag::Diagnostics& diagnostics);

// Standard output gets the text. The exit status: kFulfilled, or kNotWritten after telling.
int print(World& world, std::string_view text);

}  // namespace zhudun::cli
