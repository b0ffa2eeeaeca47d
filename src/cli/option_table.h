// What a command can be told: one row an option. Parsing, help, completion and the manual all read these rows, and
// nothing else knows an option. A row also says how its text becomes a value; faults are told through the reader.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/color.h"
#include "cli/option_reader.h"
#include "cli/packs.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {

struct Option {
  enum class Path : std::uint8_t { none, file, folder };
  enum class Wording : std::uint8_t { alone, commas, prefix };

  std::string name;   // `--as-of`, `-o,--output`; of a position its word alone
  std::string value;  // what it takes, as help shows it; empty: nothing, it is a flag
  std::string help;
  std::function<void(OptionReader&, const std::string&)> take;  // called once for each time it is given
  std::vector<std::string> words = {};  // the only texts it takes, where they are few; of a path, names that do too
  Path path = Path::none;               // the text is a path
  bool required = false;
  bool repeats = false;
  std::string excludes = {};         // the name of an option that cannot stand beside it
  Wording wording = Wording::alone;  // how its words stand: alone, joined by commas, before a path as WORD=PATH
  bool rule_id = false;              // the text is the id of a rule of the pack that is judged by

  bool positional() const { return !name.starts_with('-'); }
};

class OptionTable {
 public:
  Option& flag(std::string name, bool& target, std::string help) {
    return add({std::move(name), "", std::move(help), [&target](OptionReader&, const std::string&) { target = true; }});
  }

  Option& text(std::string name, std::string value, std::string& target, std::string help) {
    return add({std::move(name), std::move(value), std::move(help),
                [&target](OptionReader&, const std::string& given) { target = given; }});
  }

  Option& file(std::string name, std::string& target, std::string help) {
    Option& option = text(std::move(name), "FILE", target, std::move(help));
    option.path = Option::Path::file;
    return option;
  }

  // One of a few words, each with its value.
  template <class T>
  Option& choice(std::string name, std::string value, T& target, std::vector<std::pair<std::string, T>> choices,
                 std::string help) {
    std::vector<std::string> words;
    for (const auto& [word, meant] : choices) words.push_back(word);
    const std::string told = name.substr(name.rfind(',') + 1);
    Option& option =
        add({std::move(name), std::move(value), std::move(help),
             [&target, told, choices = std::move(choices)](OptionReader& reader, const std::string& given) {
               target = reader.word<T>(told, given, choices);
             }});
    option.words = std::move(words);
    return option;
  }

  Option& add(Option option) { return rows_.emplace_back(std::move(option)); }

  const std::deque<Option>& rows() const { return rows_; }

 private:
  std::deque<Option> rows_;  // of which references stay good
};

// Options that several commands have.
inline Option& language_option(OptionTable& table, source::Language& target,
                               std::string help = "the language, zh or en; default zh") {
  return table.choice<source::Language>("--lang", "LANG", target,
                                        {{"zh", source::Language::zh}, {"en", source::Language::en}}, std::move(help));
}

inline Option& horizon_option(OptionTable& table, std::int32_t& days) {
  return table.add({"--horizon", "DAYS", "days ahead in which a duty is due soon; default 30",
                    [&days](OptionReader& reader, const std::string& text) { days = reader.days("--horizon", text); }});
}

inline Option& color_option(OptionTable& table, Color& target) {
  return table.choice<Color>("--color", "WHEN", target,
                             {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}},
                             "auto, always or never; NO_COLOR is honoured");
}

inline Option& json_option(OptionTable& table, bool& json) {
  return table.choice<bool>("--format", "F", json, {{"text", false}, {"json", true}}, "text or json; default text");
}

inline Option& pack_option(OptionTable& table, std::string name, std::string& pack,
                           std::string help = "a built-in rule pack by name, or the folder of one") {
  Option& option = table.text(std::move(name), "PACK", pack, std::move(help));
  option.path = Option::Path::folder;
  option.words = pack::builtin_packs();
  return option;
}

inline Option& pack_position(OptionTable& table, std::string& pack,
                             std::string help = "a built-in rule pack by name, or the folder of one") {
  return pack_option(table, "pack", pack, std::move(help));
}

}  // namespace zhudun::cli
