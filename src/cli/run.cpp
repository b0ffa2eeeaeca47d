#include "zhudun/cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <new>

#include "cli/arguments.h"
#include "cli/check.h"
#include "cli/command.h"
#include "cli/files.h"
#include "cli/found_files.h"
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

// What becomes of one file.
struct Outcome {
  std::shared_ptr<Understood> understood;  // diagnostics and declaration point into it
  std::optional<report::Declaration> declaration;
  diag::Diagnostics diagnostics;
  bool left_out = false, judged = false;
  bool failing = false;  // where no declaration is kept that says so
};

// Those of one run: read, understood, judged.
class Files {
 public:
  Files(const FoundFiles& found, const Bench& bench, const CheckCall& call, World& world, Progress& progress)
      : found_(found), bench_(bench), call_(call), world_(world), progress_(progress) {}

  // For a report.
  Outcome judge_and_keep(std::size_t at) {
    Outcome outcome = understand(at);
    outcome.declaration =
        cli::judge_and_keep(bench_, outcome.understood, evidence(), call_.language, outcome.diagnostics);
    outcome.judged = outcome.declaration.has_value();
    return outcome;
  }

  // Where nothing is printed of it: all but whether it fails goes, by the thread that made it.
  Outcome judge_and_drop(std::size_t at) {
    Outcome outcome = understand(at);
    const auto findings = find(bench_, *outcome.understood, evidence(), outcome.diagnostics);
    outcome.judged = findings.has_value();
    outcome.failing = findings && check::fails(*findings, call_.fail_on);
    if (outcome.diagnostics.empty()) outcome.understood.reset();
    return outcome;
  }

 private:
  EvidenceFolders* evidence() { return call_.no_evidence ? nullptr : &folders_; }

  Outcome understand(std::size_t at) {
    const FoundFiles::File& file = found_.files[at];
    Outcome outcome;
    progress_.reading(file.path);
    outcome.understood = std::make_shared<Understood>(
        read_declaration(file.path, world_, outcome.diagnostics, {}, bench_.reader, Reading::mapped));
    const auto& read = outcome.understood->files;
    outcome.left_out =
        !file.named && !(read.empty() ? may_be_declaration(file.path) : looks_like_declaration(read.front()->bytes()));
    if (outcome.left_out) {
      outcome.diagnostics = {left_out(file.path)};
    } else {
      cli::understand(*outcome.understood, bench_.pack(), call_.evidence, world_, outcome.diagnostics, {},
                      bench_.reader, Reading::mapped);
    }
    progress_.judging();
    return outcome;
  }

  const FoundFiles& found_;
  const Bench& bench_;
  const CheckCall& call_;
  World& world_;
  Progress& progress_;
  EvidenceFolders folders_;
};

// Whose files were all left out.
diag::Diagnostics folders_without(const FoundFiles& found, const std::vector<bool>& left_out) {
  diag::Diagnostics diagnostics;
  for (const FoundFiles::Folder& folder : found.folders) {
    const bool none =
        std::all_of(folder.files.begin(), folder.files.end(), [&](std::size_t at) { return left_out[at]; });
    if (none) diagnostics.push_back(without_declaration(folder.path));
  }
  return diagnostics;
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
  bench.options.shared = check::to_share(bench.pack());
  Ratchet baseline(call.baseline, call.fail_on);
  if (!baseline.read(bench.pack().id, world)) return kWrong;
  const FoundFiles found = find_files(call.files, diagnostics);
  const std::size_t files = found.files.size();
  int status = tell(world, diagnostics) ? kWrong : kFulfilled;
  if (files == 1) bench.options.jobs = bench.reader.jobs = call.jobs;

  const auto kept_report = std::make_shared<report::Report>(
      report::begin(bench.pack(), bench.options, {std::string(kVersion), call.language, bench.as_of_given, call.all}));
  world.kept.push_back(kept_report);
  report::Report& report = *kept_report;
  Progress progress(world, call.quiet ? 0 : files, call.language);
  // Of one file all is left to the system at the end.
  const bool kept = call.format || !call.outputs.empty() || !call.baseline.path.empty() || files == 1;
  if (files >= kMany) bench.pack().read_programs();
  Files judging(found, bench, call, world, progress);
  source::InOrder<Outcome> outcomes(
      files, call.jobs, [&](std::size_t at) { return kept ? judging.judge_and_keep(at) : judging.judge_and_drop(at); },
      {.ahead = kAhead, .together = files < kMany ? 1 : kTogether});
  bool limited = false, failing = false;
  std::size_t judged = 0;
  std::vector<bool> left_out(files);
  for (std::size_t at = 0; at < files; ++at) {
    Outcome outcome = outcomes.take();
    left_out[at] = outcome.left_out;
    limited = limited || reached_limit(outcome.diagnostics);
    const bool wrong = tell(world, outcome.diagnostics);
    if (wrong || !outcome.judged) {
      if (!outcome.left_out) status = kWrong;
      continue;
    }
    ++judged;
    failing = failing || outcome.failing;
    if (kept) report.declarations.push_back(std::move(*outcome.declaration));
  }
  diag::Diagnostics of_folders = folders_without(found, left_out);
  if (tell(world, of_folders)) status = kWrong;
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
