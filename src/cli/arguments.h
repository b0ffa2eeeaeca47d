// What the caller asked for, checked as far as it can be without a file. One table of options, read by CLI11.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/check/finding.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/reading.h"
#include "zhudun/render/render.h"

namespace zhudun::cli {

struct Output {
  const render::Format* format = nullptr;
  std::string path;
};

// What declarations are judged with.
struct Judging {
  std::optional<calendar::Date> as_of;
  std::string rules;  // a pack's name or folder; empty: the default
  pack::Stance stance = pack::Stance::by_default;
  std::vector<std::pair<std::string, std::string>> set;
};

struct CheckArguments {
  std::vector<std::string> files;
  Judging judging;
  std::int32_t horizon = 30;
  bool all = false;
  std::vector<check::Status> fail_on;
  source::Language language = source::Language::zh;
  enum class Color { automatic, always, never } color = Color::automatic;
  const render::Format* format = nullptr;  // of standard output; none: nothing goes there
  std::vector<Output> outputs;
  std::string evidence;  // a folder; empty: the declaration's
  bool no_evidence = false;
  bool quiet = false;
};

struct EvalArguments {
  std::string expression, file;
  Judging judging;
  bool jsonl = false;
};

struct TestArguments {
  std::string pack;
  bool coverage = false;
  std::int32_t threshold = 0;  // percent of outcomes that must be seen
};

struct ExplainArguments {
  std::string rule, file;
  Judging judging;
  source::Language language = source::Language::zh;
  bool json = false;
};

struct RulesArguments {
  std::string pack;
  source::Language language = source::Language::zh;
  bool json = false;
};

struct DiffArguments {
  std::string before, after, file;
  source::Language language = source::Language::zh;
};

struct LintArguments {
  std::string pack;
  bool json = false;  // else text
};

struct Arguments {
  enum class Command { check, eval, test, lint, explain, rules, diff, help } command = Command::help;
  CheckArguments check;
  EvalArguments eval;
  TestArguments test;
  LintArguments lint;
  ExplainArguments explain;
  RulesArguments rules;
  DiffArguments diff;
  std::string help;  // what to print for help or the version
};

// nullopt after reporting.
std::optional<Arguments> parse_arguments(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
