// What the program offers, as help, completion and the manual tell it: the commands with their rows, the program's own
// rows, what an exit status and a variable of the environment mean, and the words in which a row is told.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace zhudun::cli {

inline constexpr std::string_view kPurpose =
    "judges a self-declaration against a rule pack and prints what is overdue, missing and next";

struct Offer {
  std::unique_ptr<Command> command;
  OptionTable table;

  std::string_view name() const { return command->name(); }
  std::vector<const Option*> positions() const;
  std::vector<const Option*> options() const;  // --help too, which every command has
};

std::deque<Offer> offers();

const Option& help_option();
const Option& version_option();  // of the program alone

struct Meaning {
  std::string_view of, text;
};
const std::vector<Meaning>& exit_statuses();
const std::vector<Meaning>& variables();

// `-o` and `--output` of an option.
std::vector<std::string> names_of(const Option& row);
// How it is written in a call: `FILE...`, `[FILE]`.
std::string position_word(const Option& row);
// Its help, with the words it takes unless they are told by another row or by the help itself.
std::string described(const Option& row);

}  // namespace zhudun::cli
