#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/option_reader.h"
#include "cli/version.h"

namespace zhudun::cli {
namespace {

// The texts as given; they are turned into Arguments, and all their faults told, once CLI11 has split them.
struct Texts {
  std::string as_of, reading = "default", horizon = "30", fail_on = "overdue,gap,undeclared", language = "zh";
  std::string color = "auto", format, threshold = "0";
  std::vector<std::string> set, outputs;
};

void judging_options(CLI::App& app, Texts& texts, std::string& rules) {
  app.add_option("--as-of", texts.as_of, "judge as of this day, YYYY-MM-DD; default: today in the calendar's zone")
      ->type_name("DATE");
  app.add_option("--rules", rules, "a built-in rule pack by name, or the folder of one")->type_name("PACK");
  app.add_option("--reading", texts.reading, "how to read what the text leaves open: strict, default or loose")
      ->type_name("R");
  app.add_option("--set", texts.set, "one reading or parameter, NAME=VALUE; may be repeated")
      ->type_name("K=V")
      ->take_all()
      ->expected(1);
}

void check_options(CLI::App& app, Texts& texts, CheckArguments& check) {
  app.add_option("files", check.files, "declarations: files, folders, globs, or - for standard input")
      ->type_name("FILE")
      ->required();
  judging_options(app, texts, check.judging.rules);
  app.add_option("--horizon", texts.horizon, "days ahead in which a duty is due soon; default 30")->type_name("DAYS");
  app.add_option("--format", texts.format, "what goes to standard output; default text")->type_name("F");
  app.add_option("-o,--output", texts.outputs, "write a report to a file, [FORMAT=]PATH; may be repeated")
      ->type_name("[FORMAT=]PATH")
      ->take_all()
      ->expected(1);
  app.add_flag("--all", check.all, "list what is met and what does not apply too");
  app.add_option("--fail-on", texts.fail_on,
                 "statuses that make the exit status 1, or never; default overdue,gap,undeclared")
      ->type_name("LIST");
  auto* evidence =
      app.add_option("--evidence", check.evidence, "where evidence files lie; default: the declaration's folder")
          ->type_name("DIR");
  app.add_flag("--no-evidence", check.no_evidence, "do not look at evidence files")->excludes(evidence);
  app.add_option("--lang", texts.language, "the report's language, zh or en; default zh")->type_name("LANG");
  app.add_option("--color", texts.color, "auto, always or never; NO_COLOR is honoured")->type_name("WHEN");
  app.add_flag("-q,--quiet", check.quiet, "print no report; the exit status says it all");
}

void read_judging(OptionReader& reader, const Texts& texts, Judging& judging) {
  judging.as_of = reader.date("--as-of", texts.as_of);
  judging.stance = reader.stance(texts.reading);
  judging.set = reader.settings(texts.set);
}

source::Language language_of(OptionReader& reader, const Texts& texts) {
  return reader.word<source::Language>("--lang", texts.language,
                                       {{"zh", source::Language::zh}, {"en", source::Language::en}});
}

void read_check(OptionReader& reader, const Texts& texts, CheckArguments& check) {
  read_judging(reader, texts, check.judging);
  check.horizon = reader.days("--horizon", texts.horizon);
  check.fail_on = reader.statuses(texts.fail_on);
  check.language = language_of(reader, texts);
  using Color = CheckArguments::Color;
  check.color = reader.word<Color>("--color", texts.color,
                                   {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}});
  for (const std::string& output : texts.outputs) check.outputs.push_back(reader.output(output));
  if (!texts.format.empty()) check.format = reader.format("--format", texts.format);
  if (texts.format.empty() && texts.outputs.empty()) check.format = render::find_format("text");
  if (check.quiet) check.format = nullptr;
}

void eval_options(CLI::App& app, Texts& texts, EvalArguments& eval) {
  app.add_option("expression", eval.expression, "a CEL expression")->type_name("EXPR");
  app.add_option("file", eval.file, "a declaration whose sections it may name")->type_name("FILE");
  judging_options(app, texts, eval.judging.rules);
  app.add_flag("--jsonl", eval.jsonl, "answer one JSON object a line from standard input");
}

void read_eval(OptionReader& reader, const Texts& texts, EvalArguments& eval) {
  read_judging(reader, texts, eval.judging);
  if (eval.jsonl && !eval.expression.empty()) reader.complain("with --jsonl expressions come from standard input");
  if (!eval.jsonl && eval.expression.empty()) reader.complain("eval needs an expression");
}

void test_options(CLI::App& app, Texts& texts, TestArguments& test) {
  app.add_option("pack", test.pack, "a built-in rule pack by name, or the folder of one")
      ->type_name("PACK")
      ->required();
  app.add_flag("--coverage", test.coverage, "list each condition of which one outcome was never seen");
  app.add_option("--threshold", texts.threshold, "fail when fewer percent of the outcomes were seen")->type_name("N");
}

void format_option(CLI::App& app, Texts& texts) {
  app.add_option("--format", texts.format, "text or json; default text")->type_name("F");
}

void language_option(CLI::App& app, Texts& texts) {
  app.add_option("--lang", texts.language, "the language, zh or en; default zh")->type_name("LANG");
}

void explain_options(CLI::App& app, Texts& texts, ExplainArguments& explain) {
  app.add_option("rule", explain.rule, "the rule's id")->type_name("RULE")->required();
  app.add_option("file", explain.file, "a declaration to derive its findings for")->type_name("FILE");
  judging_options(app, texts, explain.judging.rules);
  language_option(app, texts);
  format_option(app, texts);
}

void rules_options(CLI::App& app, Texts& texts, RulesArguments& rules) {
  app.add_option("pack", rules.pack, "a rule pack; default: all that are built in")->type_name("PACK");
  language_option(app, texts);
  format_option(app, texts);
}

void diff_options(CLI::App& app, Texts& texts, DiffArguments& diff) {
  app.add_option("before", diff.before, "words with commas: a pack, @DATE, strict, default, loose, NAME=VALUE")
      ->type_name("A")
      ->required();
  app.add_option("after", diff.after, "the same for the other side")->type_name("B")->required();
  app.add_option("file", diff.file, "a declaration to judge on both sides; without one the packs are compared")
      ->type_name("FILE");
  language_option(app, texts);
}

void lint_options(CLI::App& app, Texts& texts, LintArguments& lint) {
  app.add_option("pack", lint.pack, "a built-in rule pack by name, or the folder of one")
      ->type_name("PACK")
      ->required();
  format_option(app, texts);
}

bool wants_json(OptionReader& reader, const Texts& texts) {
  return !texts.format.empty() && reader.word<bool>("--format", texts.format, {{"text", false}, {"json", true}});
}

void read_workshop(OptionReader& reader, const Texts& texts, Arguments& arguments) {
  read_judging(reader, texts, arguments.explain.judging);
  arguments.explain.language = arguments.rules.language = arguments.diff.language = language_of(reader, texts);
  arguments.test.threshold = reader.percent("--threshold", texts.threshold);
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

// An empty value is a slip, an unset variable of a script say, and never the same as none.
void refuse_empty_values(OptionReader& reader, const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& value : option->results()) {
      if (value.empty()) reader.complain(fmt::format("{} is given an empty value", option->get_name()));
    }
  }
}

}  // namespace

std::optional<Arguments> parse_arguments(const std::vector<std::string>& given, diag::Diagnostics& diagnostics) {
  Arguments arguments;
  Texts texts;
  CLI::App app("Judges a self-declaration against a rule pack and prints what is overdue, missing and next.", "zhudun");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(1);
  CLI::App* check = app.add_subcommand("check", "judge declarations and print the gap report");
  CLI::App* eval = app.add_subcommand("eval", "evaluate a CEL expression as rules see it");
  CLI::App* test = app.add_subcommand("test", "run the tests that stand beside a pack's rules");
  CLI::App* lint = app.add_subcommand("lint", "find what is likely wrong in a rule pack");
  CLI::App* explain = app.add_subcommand("explain", "explain a rule, or derive its findings for a declaration");
  CLI::App* rules = app.add_subcommand("rules", "list rule packs and their rules");
  CLI::App* diff =
      app.add_subcommand("diff", "compare two packs, days or readings, or what they find in a declaration");
  check_options(*check, texts, arguments.check);
  eval_options(*eval, texts, arguments.eval);
  test_options(*test, texts, arguments.test);
  lint_options(*lint, texts, arguments.lint);
  explain_options(*explain, texts, arguments.explain);
  rules_options(*rules, texts, arguments.rules);
  diff_options(*diff, texts, arguments.diff);
  OptionReader reader(diagnostics);
  try {
    app.parse(std::vector<std::string>(given.rbegin(), given.rend()));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    arguments.help = (chosen.empty() ? &app : chosen.front())->help();
    return arguments;
  } catch (const CLI::CallForVersion&) {
    arguments.help = fmt::format("zhudun {}\n", kVersion);
    return arguments;
  } catch (const CLI::ParseError& fault) {
    tell_misspelling(reader, app, given, fault.what());
    return std::nullopt;
  }
  for (const CLI::App* chosen : app.get_subcommands()) refuse_empty_values(reader, *chosen);
  using Command = Arguments::Command;
  const std::pair<CLI::App*, Command> commands[] = {
      {check, Command::check},     {eval, Command::eval},   {test, Command::test}, {lint, Command::lint},
      {explain, Command::explain}, {rules, Command::rules}, {diff, Command::diff}};
  for (const auto& [app_of, command] : commands) {
    if (app_of->parsed()) arguments.command = command;
  }
  if (check->parsed()) read_check(reader, texts, arguments.check);
  if (eval->parsed()) read_eval(reader, texts, arguments.eval);
  if (!check->parsed() && !eval->parsed()) read_workshop(reader, texts, arguments);
  if (lint->parsed()) arguments.lint.json = wants_json(reader, texts);
  if (explain->parsed()) arguments.explain.json = wants_json(reader, texts);
  if (rules->parsed()) arguments.rules.json = wants_json(reader, texts);
  return diag::failed(diagnostics) ? std::nullopt : std::optional(std::move(arguments));
}

}  // namespace zhudun::cli
