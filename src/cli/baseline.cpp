#include "cli/baseline.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/command.h"
#include "cli/drafts.h"
#include "cli/files.h"
#include "zhudun/render/render.h"
#include "zhudun/source/text.h"
#include "zhudun/wire/json_tree.h"

namespace zhudun::cli {
namespace {

bool is_there(const std::string& path) {
  std::error_code fault;
  return std::filesystem::symlink_status(path, fault).type() != std::filesystem::file_type::not_found;
}

}  // namespace

void BaselineCall::options(OptionTable& table) {
  table.file("--baseline", path, "an earlier json report: only what is new or worse than in it fails");
  table.flag("--update-baseline", update, "rewrite the baseline with what of it still fails");
  table.flag("--allow-growth", allow_growth, "let --update-baseline take in what is new or worse, too");
}

void BaselineCall::settle(OptionReader& reader) const {
  if (update && path.empty()) reader.complain("--update-baseline needs --baseline", "--baseline FILE names the file");
  if (allow_growth && !update) {
    reader.complain("--allow-growth needs --update-baseline", "it says what that may write to the baseline");
  }
}

bool Ratchet::read(const std::string& pack_id, World& world) {
  if (call_.path.empty()) return true;
  const bool there = is_there(call_.path);
  if (!there && call_.allow_growth) {
    baseline_.emplace().file = call_.path;
    return true;
  }
  diag::Diagnostics diagnostics;
  const auto file = read_file(call_.path, diagnostics);
  if (!there) diagnostics.back().help = "--update-baseline --allow-growth makes one of what fails now";
  const auto tree = file ? wire::parse_json(*file, diagnostics) : std::nullopt;
  if (tree) baseline_ = report::Baseline::from_tree(*tree, pack_id, diagnostics);
  return !tell(world, diagnostics);
}

void Ratchet::compare(report::Report& report) const {
  if (baseline_) report::compare(report, *baseline_, failing_, call_.allow_growth);
}

bool Ratchet::covered(const report::Report& report, World& world) const {
  if (!baseline_ || !call_.update) return true;
  diag::Diagnostics diagnostics;
  for (const std::string& file : report::left_out(report, *baseline_, failing_)) {
    diagnostics.push_back(diag::error("baseline", {},
                                      fmt::format("the baseline also holds `{}`, which this run did not judge", file),
                                      "judge all of them in one run, or keep a baseline for each"));
    diagnostics.back().about = call_.path;
  }
  return !tell(world, diagnostics);
}

bool Ratchet::update(const report::Report& report, World& world) const {
  if (!baseline_ || !call_.update) return true;
  const auto next = report::next(report, *baseline_, failing_);
  if (!next) return true;
  try {
    write_file(call_.path, render::find_format("json")->render(*next, {}));
    return true;
  } catch (const EnvironmentError& fault) {
    world.write_error(source::printable(fault.what()) + "\n");
    return false;
  }
}

}  // namespace zhudun::cli
