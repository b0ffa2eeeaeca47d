#include "cli/outputs.h"

#include <algorithm>
#include <filesystem>

#include "cli/drafts.h"
#include "cli/files.h"
#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::uintmax_t kStepSummary = 1024 * 1024;  // bytes that GitHub shows of a step

render::Style of_file(const CheckCall& call) {
  return {call.color == Color::always, call.width ? call.width : kWidth, call.bom, call.jobs};
}

render::Style of_standard_output(const CheckCall& call, const World& world) {
  const auto size = world.terminal ? world.size() : std::nullopt;
  const std::size_t own = size ? std::clamp<std::size_t>(size->columns, render::kNarrowest, render::kWidest) : kWidth;
  return {colored(call.color, world), call.width ? call.width : own, call.bom, call.jobs};
}

template <class Write>
bool told_if_not(World& world, Write write) {
  try {
    write();
    return true;
  } catch (const EnvironmentError& fault) {
    world.write_error(source::printable(fault.what()) + "\n");
    return false;
  }
}

// Annotations are read by people on GitHub, who find the whole report on the step's page.
bool write_step_summary(const report::Report& report, const CheckCall& call, World& world) {
  if (!call.format || call.format->name != "github") return true;
  const auto path = world.variable("GITHUB_STEP_SUMMARY");
  if (!path || path->empty()) return true;
  std::error_code fault;
  const std::uintmax_t held = std::filesystem::file_size(*path, fault);
  const std::uintmax_t used = fault ? 0 : std::min(held, kStepSummary);
  return told_if_not(world, [&] { append_to_file(*path, render::step_summary(report, kStepSummary - used)); });
}

// One that cannot be written keeps every other from taking the place of what was there: they belong together.
bool write_files(const report::Report& report, const CheckCall& call, World& world) {
  Drafts drafts;
  bool whole = true;
  for (const Output& output : call.outputs) {
    const auto add = [&] { drafts.add(output.path, output.format->render(report, of_file(call))); };
    whole = told_if_not(world, add) && whole;
  }
  if (whole) return told_if_not(world, [&] { drafts.commit(); });
  if (call.outputs.size() > 1) world.write_error("zhudun: none of the files given by --output is replaced\n");
  return false;
}

}  // namespace

bool write_outputs(const report::Report& report, const CheckCall& call, World& world) {
  bool whole = write_files(report, call, world);
  whole = write_step_summary(report, call, world) && whole;
  if (!call.format) return whole;
  const auto print = [&] {
    call.format->stream(report, of_standard_output(call, world), [&](std::string_view piece) {
      if (!world.write_out(piece)) throw EnvironmentError("zhudun: standard output could not be written in full");
    });
  };
  return told_if_not(world, print) && whole;
}

}  // namespace zhudun::cli
