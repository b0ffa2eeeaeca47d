#include "zhudun/cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "cli/arguments.h"
#include "cli/check.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/version.h"
#include "zhudun/report/report.h"
#include "zhudun/source/in_order.h"

namespace zhudun::cli {
namespace {

// Bytes that are no text would garble a terminal.
void refuse_bytes_on_terminal(const CheckCall& call, const World& world, diag::Diagnostics& diagnostics) {
  if (!call.format || !call.format->binary || !world.terminal) return;
  diagnostics.push_back(diag::error("call", {}, fmt::format("`{}` is no text for a terminal", call.format->name),
                                    fmt::format("write it to a file: -o report{}", call.format->ending)));
}

bool valid_evidence_folder(const CheckCall& call, diag::Diagnostics& diagnostics) {
  std::error_code fault;
  if (call.evidence.empty() || std::filesystem::is_directory(call.evidence, fault)) return true;
  diagnostics.push_back(diag::error("call", {}, "there is no such folder for evidence"));
  diagnostics.back().about = call.evidence;
  return false;
}

// The statuses whose traces are printed by something.
std::bitset<check::kStatuses> traced(const CheckCall& call) {
  std::vector<const render::Format*> formats;
  if (call.format) formats.push_back(call.format);
  for (const Output& output : call.outputs) formats.push_back(output.format);
  std::bitset<check::kStatuses> statuses;
  for (std::size_t at = 0; at < statuses.size(); ++at) {
    statuses[at] = std::any_of(formats.begin(), formats.end(), [&](const render::Format* format) {
      return format->traced(static_cast<check::Status>(at));
    });
  }
  return statuses;
}

// Of many, several are done one after the other: to hand one over costs about as much as to read it.
constexpr std::size_t kMany = 256, kTogether = 8;
constexpr std::size_t kAhead = 64;  // files judged beyond those that were looked at

// What became of one file.
struct Outcome {
  std::shared_ptr<const Understood> understood;  // diagnostics and declaration point into it
  std::optional<report::Declaration> declaration;
  diag::Diagnostics diagnostics;
  bool judged = false, failing = false;

  // All but whether it fails, where nothing is printed of it: here, as the thread that made it is the one to let go.
  void let_go(const report::Report& report, const std::vector<check::Status>& fail_on) {
    failing = judged && report::fails(report, *declaration, fail_on);
    declaration.reset();
    if (diagnostics.empty()) understood.reset();
  }
};

Outcome judge_file(const std::string& path, const Bench& bench, const CheckCall& call, World& world,
                   Progress& progress) {
  Outcome outcome;
  progress.reading(path);
  outcome.understood = std::make_shared<const Understood>(
      understand(path, bench.pack(), call.evidence, world, outcome.diagnostics, {}, bench.reader, Reading::mapped));
  progress.judging();
  outcome.declaration =
      judge_and_keep(bench, outcome.understood, !call.no_evidence, call.language, outcome.diagnostics);
  outcome.judged = outcome.declaration.has_value();
  return outcome;
}

}  // namespace

// The whole product: read, parse, understand, judge, report, render, write.
int check_declarations(const CheckCall& call, World& world) {
  diag::Diagnostics diagnostics;
  const auto kept_bench = std::make_shared<Bench>(set_up(call.judging, world, diagnostics));
  world.kept.push_back(kept_bench);
  Bench& bench = *kept_bench;
  bench.options.horizon = call.horizon;
  bench.options.traced = traced(call);
  valid_evidence_folder(call, diagnostics);
  refuse_bytes_on_terminal(call, world, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  Ratchet baseline(call.baseline, call.fail_on);
  if (!baseline.read(bench.pack().id, world)) return kWrong;
  const std::vector<std::string> paths = find_declarations(call.files, diagnostics);
  int status = tell(world, diagnostics) ? kWrong : kFulfilled;
  if (paths.size() == 1) bench.options.jobs = bench.reader.jobs = call.jobs;

  const auto kept_report = std::make_shared<report::Report>(
      report::begin(bench.pack(), bench.options, {std::string(kVersion), call.language, bench.as_of_given, call.all}));
  world.kept.push_back(kept_report);
  report::Report& report = *kept_report;
  Progress progress(world, call.quiet ? 0 : paths.size(), call.language);
  // Of one file all is left to the system at the end.
  const bool kept = call.format || !call.outputs.empty() || !call.baseline.path.empty() || paths.size() == 1;
  source::InOrder<Outcome> outcomes(paths.size(), call.jobs,
                                    [&](std::size_t at) {
                                      Outcome outcome = judge_file(paths[at], bench, call, world, progress);
                                      if (!kept) outcome.let_go(report, call.fail_on);
                                      return outcome;
                                    },
                                    {.ahead = kAhead, .together = paths.size() < kMany ? 1 : kTogether});
  bool limited = false, failing = false;
  std::size_t judged = 0;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    Outcome outcome = outcomes.take();
    limited = limited || reached_limit(outcome.diagnostics);
    if (tell(world, outcome.diagnostics) || !outcome.judged) {
      status = kWrong;
      continue;
    }
    ++judged;
    failing = failing || outcome.failing;
    if (kept) report.declarations.push_back(std::move(*outcome.declaration));
  }
  if (limited || judged == 0) return kWrong;
  const bool whole = status == kFulfilled;  // one that is not says nothing of what is gone
  baseline.compare(report);
  if (whole && !baseline.covered(report, world)) return kWrong;
  if (failing || report::fails(report, call.fail_on)) status = std::max(status, kFailing);
  progress.writing();
  if (!write_outputs(report, call, world)) return kNotWritten;
  return !whole || baseline.update(report, world) ? status : kNotWritten;
}

int run(const std::vector<std::string>& arguments, World& world) {
  diag::Diagnostics diagnostics;
  const Call call = parse_arguments(arguments, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  try {
    if (call.command) return call.command->run(world);
  } catch (const std::bad_alloc&) {
    world.write_error("zhudun: there is not enough memory\n");
    return kNotWritten;
  }
  return print(world, call.help);
}

}  // namespace zhudun::cli
