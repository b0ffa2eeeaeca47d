#include "zhudun/cli/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/declarations.h"
#include "cli/files.h"
#include "cli/packs.h"
#include "cli/settings.h"
#include "cli/version.h"
#include "zhudun/check/check.h"
#include "zhudun/render/render.h"
#include "zhudun/report/report.h"
#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

void warn_of_waivers(const check::Findings& findings, diag::Diagnostics& diagnostics) {
  for (const check::Waiver& waiver : findings.waivers) {
    if (waiver.matched) continue;
    const std::string subject = waiver.subject.empty() ? std::string() : fmt::format(" of `{}`", waiver.subject);
    diagnostics.push_back(diag::warning("waiver-unmatched", waiver.place,
                                        fmt::format("the waiver of `{}`{} matches no finding", waiver.rule, subject)));
  }
}

// The options of a declaration's judging: the run's own, and where its evidence lies.
check::Options with_evidence(check::Options options, const CheckArguments& call, const std::string& folder) {
  if (call.no_evidence) return options;
  options.check_file = [folder](std::string_view path) { return evidence_fault(folder, path); };
  return options;
}

bool colored(const CheckArguments& call, const World& world) {
  if (call.color != CheckArguments::Color::automatic) return call.color == CheckArguments::Color::always;
  const auto no_color = world.variable("NO_COLOR");
  return world.terminal && !(no_color && !no_color->empty()) && world.variable("TERM") != "dumb";
}

// Files first, then standard output; what cannot be written is told, the rest is still written.
bool write_outputs(const report::Report& report, const CheckArguments& call, World& world) {
  bool whole = true;
  for (const Output& output : call.outputs) {
    try {
      write_file(output.path, output.format->render(report, {call.color == CheckArguments::Color::always, 80}));
    } catch (const EnvironmentError& fault) {
      world.write_error(source::printable(fault.what()) + "\n");
      whole = false;
    }
  }
  if (!call.format) return whole;
  if (world.write_out(call.format->render(report, {colored(call, world), 80}))) return whole;
  world.write_error("zhudun: standard output could not be written in full\n");
  return false;
}

bool valid_evidence_folder(const CheckArguments& call, diag::Diagnostics& diagnostics) {
  std::error_code fault;
  if (call.evidence.empty() || std::filesystem::is_directory(call.evidence, fault)) return true;
  diagnostics.push_back(diag::error("call", {}, "there is no such folder for evidence"));
  diagnostics.back().about = call.evidence;
  return false;
}

// The whole product: read, parse, understand, judge, report, render, write.
int check_declarations(const CheckArguments& call, World& world) {
  diag::Diagnostics diagnostics;
  const LoadedPack rules = load_pack(call.judging.rules, diagnostics);
  check::Options options;
  if (rules.pack) choose(*rules.pack, call.judging.stance, call.judging.set, options, diagnostics);
  valid_evidence_folder(call, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  const pack::Pack& pack = *rules.pack;
  options.horizon = call.horizon;
  options.as_of = call.judging.as_of.value_or(pack.calendar.today(calendar::Instant{world.now()}));
  const std::vector<std::string> paths = find_declarations(call.files, diagnostics);
  int status = tell(world, diagnostics) ? kWrong : kFulfilled;

  report::Report report =
      report::begin(pack, options, {std::string(kVersion), call.language, call.judging.as_of.has_value(), call.all});
  for (const std::string& path : paths) {
    const Understood understood = understand(path, pack, call.evidence, world, diagnostics);
    std::optional<check::Findings> findings;
    if (understood.document) {
      findings = check::run(*understood.document, pack, with_evidence(options, call, understood.folder), diagnostics);
      warn_of_waivers(*findings, diagnostics);
      if (findings->findings.empty() && !diag::failed(diagnostics)) {
        diagnostics.push_back(
            diag::error("nothing-judged", {understood.files.front().get(), 0, 0}, "no rule had anything to judge"));
      }
    }
    if (tell(world, diagnostics) || !findings) {
      status = kWrong;
      continue;
    }
    report.declarations.push_back(report::from_findings(*findings, *understood.document, *understood.files.front(),
                                                        pack, options, call.language));
    if (report::any_of(report.declarations.back(), call.fail_on)) status = std::max(status, kFailing);
  }
  if (report.declarations.empty()) return kWrong;
  return write_outputs(report, call, world) ? status : kNotWritten;
}

}  // namespace

int run(const std::vector<std::string>& arguments, World& world) {
  diag::Diagnostics diagnostics;
  const auto call = parse_arguments(arguments, diagnostics);
  if (tell(world, diagnostics) || !call) return kWrong;
  switch (call->command) {
    case Arguments::Command::check:
      return check_declarations(call->check, world);
    case Arguments::Command::eval:
      return evaluate(call->eval, world);
    case Arguments::Command::test:
      return test_pack(call->test, world);
    case Arguments::Command::lint:
      return lint_pack(call->lint, world);
    case Arguments::Command::explain:
      return explain_rule(call->explain, world);
    case Arguments::Command::rules:
      return list_rules(call->rules, world);
    case Arguments::Command::diff:
      return diff_sides(call->diff, world);
    case Arguments::Command::help:
      break;
  }
  return world.write_out(call->help) ? kFulfilled : kNotWritten;
}

}  // namespace zhudun::cli
