#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <filesystem>

#include "cli/help.h"
#include "cli/version.h"

namespace zhudun::cli {
namespace {

// Where CLI11 puts what an option is given.
struct Texts {
  std::string one;
  std::vector<std::string> many;
};

// What CLI11 knows of a command.
struct Entry {
  Offer& offer;
  CLI::App* app = nullptr;
  std::deque<Texts> texts = {};            // of each row
  std::vector<CLI::Option*> options = {};  // of each row
};

CLI::Option* add(CLI::App& app, const Option& row, Texts& texts) {
  if (row.value.empty()) return app.add_flag(row.name);
  CLI::Option* option =
      row.repeats ? app.add_option(row.name, texts.many)->take_all() : app.add_option(row.name, texts.one);
  if (row.repeats && !row.positional()) option->expected(1);
  return option->required(row.required);
}

void add(CLI::App& program, Entry& entry) {
  entry.app = program.add_subcommand(std::string(entry.offer.name()));
  entry.app->set_help_flag(help_option().name);
  for (const Option& row : entry.offer.table.rows()) {
    entry.options.push_back(add(*entry.app, row, entry.texts.emplace_back()));
  }
  std::size_t at = 0;
  for (const Option& row : entry.offer.table.rows()) {
    CLI::Option* option = entry.options[at++];
    if (!row.excludes.empty()) option->excludes(entry.app->get_option(row.excludes));
  }
}

// What CLI11 could not place: a command or an option that does not exist, with the nearest; else its own words.
void tell_misspelling(OptionReader& reader, const CLI::App& app, const std::vector<std::string>& given,
                      std::string words) {
  const std::string first = given.empty() ? std::string() : given.front();
  const CLI::App* command = nullptr;
  for (const CLI::App* one : app.get_subcommands({})) command = one->get_name() == first ? one : command;
  if (!command && !first.empty() && !first.starts_with('-')) {
    std::vector<std::string> names;
    for (const CLI::App* one : app.get_subcommands({})) names.push_back(one->get_name());
    std::error_code fault;
    if (std::filesystem::exists(first, fault)) {
      return reader.complain(fmt::format("there is no command `{}`", first),
                             fmt::format("did you mean `zhudun {} {}`?", names.front(), first));
    }
    return reader.not_known(fmt::format("there is no command `{}`", first), first, names);
  }
  std::vector<std::string> names = {"--help"};
  for (const CLI::Option* option : (command ? command : &app)->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  for (const std::string& word : given) {
    if (word == "--") break;
    const std::string name = word.substr(0, word.find('='));
    if (!name.starts_with("--") || std::find(names.begin(), names.end(), name) != names.end()) continue;
    return reader.not_known(fmt::format("there is no option `{}`", name), name, names);
  }
  while (!words.empty() && (words.back() == '\n' || words.back() == '.')) words.pop_back();
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  reader.complain(std::move(words), "zhudun --help lists commands and options");
}

// Hands each text to its row. An empty one is a slip, an unset variable of a script say, and never the same as none.
void read(Entry& entry, OptionReader& reader) {
  std::size_t at = 0;
  for (const Option& row : entry.offer.table.rows()) {
    const CLI::Option& option = *entry.options[at++];
    if (row.value.empty()) {
      if (option.count() > 0) row.take(reader, "");
      continue;
    }
    for (const std::string& text : option.results()) {
      if (text.empty()) {
        reader.complain(fmt::format("{} is given an empty value", option.get_name()));
      } else {
        row.take(reader, text);
      }
    }
  }
  entry.offer.command->settle(reader);
}

}  // namespace

Call parse_arguments(const std::vector<std::string>& given, diag::Diagnostics& diagnostics) {
  CLI::App program;
  program.set_help_flag(help_option().name);
  program.set_version_flag(version_option().name, std::string(kVersion));
  program.require_subcommand(1);
  std::deque<Offer> offered = offers();
  std::deque<Entry> entries;
  // A call that begins with its command needs no other: they take long to set up.
  const auto named = std::find_if(offered.begin(), offered.end(),
                                  [&](const Offer& offer) { return !given.empty() && offer.name() == given.front(); });
  for (Offer& offer : offered) {
    if (named == offered.end() || &offer == &*named) add(program, entries.emplace_back(Entry{offer}));
  }
  OptionReader reader(diagnostics);
  try {
    program.parse(std::vector<std::string>(given.rbegin(), given.rend()));
  } catch (const CLI::CallForHelp&) {
    for (const Entry& entry : entries) {
      if (entry.app->parsed()) return {nullptr, help(entry.offer)};
    }
    return {nullptr, help(offered)};
  } catch (const CLI::CallForVersion&) {
    return {nullptr, fmt::format("zhudun {}\n", kVersion)};
  } catch (const CLI::ParseError& fault) {
    tell_misspelling(reader, program, given, fault.what());
    return {};
  }
  for (Entry& entry : entries) {
    if (!entry.app->parsed()) continue;
    read(entry, reader);
    return {std::move(entry.offer.command), {}};
  }
  return {};
}

}  // namespace zhudun::cli
