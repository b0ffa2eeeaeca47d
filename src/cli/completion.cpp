// `zhudun completion`: the script that completes zhudun in a shell.
#include "cli/completion.h"

#include "cli/command.h"

namespace zhudun::cli {
namespace {

using Script = std::string (*)(const std::deque<Offer>&);

class CompletionCommand : public Command {
 public:
  CompletionCommand() : Command("completion", "print the script that completes zhudun in a shell") {}

  void options(OptionTable& table) override {
    table
        .choice<Script>("shell", "SHELL", script_,
                        {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}},
                        "bash, zsh or fish")
        .required = true;
  }

  int run(World& world) override { return print(world, script_(offers())); }

 private:
  Script script_ = bash_completion;
};

}  // namespace

std::unique_ptr<Command> completion_command() { return std::make_unique<CompletionCommand>(); }

Offered offered_for(const Option& row) {
  if (row.rule_id) return Offered::rules;
  if (row.wording == Option::Wording::commas) return Offered::list;
  if (row.wording == Option::Wording::prefix) return Offered::prefixed;
  if (row.path == Option::Path::file) return Offered::files;
  if (row.path == Option::Path::folder) return Offered::folders;
  return row.words.empty() ? Offered::nothing : Offered::words;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

std::string quoted_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + quoted(word);
  return out;
}

}  // namespace zhudun::cli
