#include "cli/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "cli/version.h"

namespace zhudun::cli {
namespace {

// The texts as given; they are turned into Arguments, and all their faults told, once CLI11 has split them.
struct Texts {
  std::string as_of, reading = "default", horizon = "30", fail_on = "overdue,gap,undeclared", language = "zh";
  std::string color = "auto", format, threshold = "0";
  std::vector<std::string> set, outputs;
};

class Reader {
 public:
  explicit Reader(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void complain(std::string message, std::string help = {}) {
    diagnostics_.push_back(diag::error("call", {}, std::move(message), std::move(help)));
  }

  void not_one_of(std::string_view option, const std::string& given, const std::vector<std::string>& names) {
    const auto near = diag::nearest(given, names);
    complain(fmt::format("{} is `{}`, not one of {}", option, given, fmt::join(names, ", ")),
             near ? fmt::format("did you mean `{}`?", *near) : std::string());
  }

  template <class T>
  T word(std::string_view option, const std::string& given, const std::vector<std::pair<std::string, T>>& words) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) {
      if (name == given) return value;
      names.push_back(name);
    }
    not_one_of(option, given, names);
    return words.front().second;
  }

  std::optional<calendar::Date> date(std::string_view option, const std::string& given) {
    if (given.empty()) return std::nullopt;
    const auto parsed = calendar::parse_date(given);
    if (!parsed) complain(fmt::format("{} is `{}`, not a date", option, given), "write YYYY-MM-DD");
    return parsed;
  }

  std::int32_t number(std::string_view option, const std::string& given, std::string_view what, std::int32_t largest) {
    std::int32_t value = 0;
    const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (fault == std::errc() && end == given.data() + given.size() && value >= 0 && value <= largest) return value;
    complain(fmt::format("{} is `{}`, not a number of {} from 0 to {}", option, given, what, largest));
    return 0;
  }

  std::int32_t days(std::string_view option, const std::string& given) { return number(option, given, "days", 36'600); }
  std::int32_t percent(std::string_view option, const std::string& given) {
    return number(option, given, "percent", 100);
  }

  pack::Stance stance(const std::string& given) {
    return word<pack::Stance>(
        "--reading", given,
        {{"strict", pack::Stance::strict}, {"default", pack::Stance::by_default}, {"loose", pack::Stance::loose}});
  }

  std::vector<std::pair<std::string, std::string>> settings(const std::vector<std::string>& given) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string& one : given) {
      const std::size_t equals = one.find('=');
      if (equals == std::string::npos || equals == 0) {
        complain(fmt::format("--set is `{}`, not NAME=VALUE", one));
      } else {
        pairs.emplace_back(one.substr(0, equals), one.substr(equals + 1));
      }
    }
    return pairs;
  }

  std::vector<check::Status> statuses(const std::string& given) {
    std::vector<check::Status> result;
    if (given == "never") return result;
    std::vector<std::string> names = {"never"};
    for (std::size_t at = 0; at < check::kStatuses; ++at)
      names.emplace_back(check::to_string(static_cast<check::Status>(at)));
    for (std::size_t from = 0; from <= given.size();) {
      const std::size_t comma = std::min(given.find(',', from), given.size());
      const std::string name = given.substr(from, comma - from);
      const auto status = check::parse_status(name);
      if (status) result.push_back(*status);
      if (!status) not_one_of("--fail-on", name, names);
      from = comma + 1;
    }
    return result;
  }

  const render::Format* format(std::string_view option, const std::string& given) {
    const render::Format* found = render::find_format(given);
    if (!found) not_one_of(option, given, format_names());
    return found;
  }

  // [FORMAT=]PATH; without a format the path's ending says it.
  Output output(const std::string& given) {
    const std::size_t equals = given.find('=');
    const std::string prefix = given.substr(0, equals == std::string::npos ? 0 : equals);
    const bool is_word =
        !prefix.empty() && std::all_of(prefix.begin(), prefix.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_word) return {format("--output", prefix), checked_path(given.substr(equals + 1))};
    const render::Format* found = render::format_of(given);
    if (!found) {
      complain(fmt::format("--output is `{}`, whose ending names no format", given),
               fmt::format("write FORMAT=PATH with one of {}", fmt::join(format_names(), ", ")));
    }
    return {found, checked_path(given)};
  }

  std::string checked_path(std::string path) {
    if (path.empty()) complain("--output names no path");
    return path;
  }

  static std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const render::Format& format : render::formats()) names.emplace_back(format.name);
    return names;
  }

 private:
  diag::Diagnostics& diagnostics_;
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
  judging_options(app, texts, check.rules);
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

void read_check(Reader& reader, const Texts& texts, CheckArguments& check) {
  check.as_of = reader.date("--as-of", texts.as_of);
  check.stance = reader.stance(texts.reading);
  check.set = reader.settings(texts.set);
  check.horizon = reader.days("--horizon", texts.horizon);
  check.fail_on = reader.statuses(texts.fail_on);
  check.language = reader.word<source::Language>("--lang", texts.language,
                                                 {{"zh", source::Language::zh}, {"en", source::Language::en}});
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
  judging_options(app, texts, eval.rules);
  app.add_flag("--jsonl", eval.jsonl, "answer one JSON object a line from standard input");
}

void read_eval(Reader& reader, const Texts& texts, EvalArguments& eval) {
  eval.as_of = reader.date("--as-of", texts.as_of);
  eval.stance = reader.stance(texts.reading);
  eval.set = reader.settings(texts.set);
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
  check_options(*check, texts, arguments.check);
  eval_options(*eval, texts, arguments.eval);
  test_options(*test, texts, arguments.test);
  Reader reader(diagnostics);
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
    std::string message = fault.what();
    while (!message.empty() && (message.back() == '\n' || message.back() == '.')) message.pop_back();
    reader.complain(std::move(message), "zhudun --help lists commands and options");
    return std::nullopt;
  }
  using Command = Arguments::Command;
  arguments.command = check->parsed() ? Command::check : eval->parsed() ? Command::eval : Command::test;
  if (test->parsed()) arguments.test.threshold = reader.percent("--threshold", texts.threshold);
  if (check->parsed()) read_check(reader, texts, arguments.check);
  if (eval->parsed()) read_eval(reader, texts, arguments.eval);
  return diag::failed(diagnostics) ? std::nullopt : std::optional(std::move(arguments));
}

}  // namespace zhudun::cli
