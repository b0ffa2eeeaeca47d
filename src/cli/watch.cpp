// `zhudun watch FILE`: judges a declaration, then again whenever it, a table, a file it names as evidence, the rule
// pack or the day changes, and shows what that changed. Errors are told, and it goes on. Ctrl-C ends it.
#include <fmt/format.h>

#include <algorithm>

#include "cli/changes.h"
#include "cli/command.h"
#include "cli/judging.h"
#include "cli/version.h"
#include "zhudun/render/render.h"
#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

using source::Language;

constexpr std::int32_t kDayMayHaveTurned = 60'000;  // milliseconds

class WatchCommand : public Command {
 public:
  WatchCommand() : Command("watch", "judge a declaration again on each save and show what changed") {}

  void options(OptionTable& table) override {
    table.file("file", file_, "the declaration").required = true;
    judging_.options(table);
    horizon_option(table, horizon_);
    table.text("--evidence", "DIR", evidence_, "where evidence files lie; default: the declaration's folder").path =
        Option::Path::folder;
    table.flag("--no-evidence", no_evidence_, "do not look at evidence files").excludes = "--evidence";
    language_option(table, language_, "the language, zh or en; default zh");
    color_option(table, color_);
  }

  void settle(OptionReader& reader) override {
    if (file_ == "-") reader.complain("standard input cannot be watched", "name a file");
  }

  int run(World& world) override;

 private:
  struct Round {
    std::optional<Bench> bench;  // absent: the rules are wrong
    std::optional<report::Declaration> found;
    std::vector<std::string> files;  // that the outcome hangs on
  };

  Round judge_once(World& world);
  std::string whole_report(const Round& round, const World& world) const;
  std::string changes(const Round& round, const report::Declaration& before, const World& world) const;
  std::string totals(const report::Declaration& found) const;
  std::string heading(const Bench& bench, const World& world) const;
  bool another_day(const Round& round, const World& world) const;
  std::string goodbye(const World& world) const;
  std::string say(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }

  std::string file_, evidence_;
  Judging judging_;
  std::int32_t horizon_ = 30;
  bool no_evidence_ = false;
  Language language_ = Language::zh;
  Color color_ = Color::automatic;
};

WatchCommand::Round WatchCommand::judge_once(World& world) {
  Round round;
  round.files = {file_};
  diag::Diagnostics diagnostics;
  Bench bench = set_up(judging_, world, diagnostics);
  if (!judging_.rules.empty()) {
    for (const auto& file : bench.rules.files) round.files.push_back(file->name());
  }
  if (tell(world, diagnostics)) return round;
  bench.options.horizon = horizon_;
  round.bench = std::move(bench);
  const Understood understood =
      understand(file_, round.bench->pack(), evidence_, world, diagnostics, {}, round.bench->reader);
  round.found = judge(*round.bench, understood, !no_evidence_, language_, diagnostics);
  if (tell(world, diagnostics)) round.found.reset();
  round.files.insert(round.files.end(), understood.tables.begin(), understood.tables.end());
  if (no_evidence_) return round;
  for (std::string& path : evidence_of(understood)) round.files.push_back(std::move(path));
  return round;
}

std::string WatchCommand::whole_report(const Round& round, const World& world) const {
  const Bench& bench = *round.bench;
  report::Report report =
      report::begin(bench.pack(), bench.options, {std::string(kVersion), language_, bench.as_of_given, false});
  report.declarations.push_back(*round.found);
  const auto size = world.size();
  return render::find_format("text")->render(report, {colored(color_, world), size ? size->columns : 80});
}

// When, on the clock of the pack's zone, and as of which day.
std::string WatchCommand::heading(const Bench& bench, const World& world) const {
  const std::string now = calendar::to_string(calendar::Instant{world.now()}, bench.pack().calendar.offset());
  return fmt::format("\n{}  {}  {} {}\n", now.substr(11, 8), source::printable(file_), say("截至", "as of"),
                     calendar::to_string(bench.options.as_of));
}

std::string WatchCommand::totals(const report::Declaration& found) const {
  std::string text = say("合计", "total");
  for (std::size_t at = 0; at < check::kStatuses; ++at) {
    if (found.counts[at] == 0) continue;
    text += fmt::format("  {} {}", report::status_word(static_cast<check::Status>(at), language_), found.counts[at]);
  }
  return text + "\n";
}

std::string WatchCommand::changes(const Round& round, const report::Declaration& before, const World& world) const {
  return heading(*round.bench, world) + finding_changes(before, *round.found, language_) + totals(*round.found);
}

bool WatchCommand::another_day(const Round& round, const World& world) const {
  if (!round.bench || round.bench->as_of_given) return false;
  return round.bench->pack().calendar.today(calendar::Instant{world.now()}) != round.bench->options.as_of;
}

// The ^C of a terminal goes, the cursor stands at the beginning of an empty line.
std::string WatchCommand::goodbye(const World& world) const {
  if (!world.terminal) return "";
  const auto term = world.variable("TERM");
  return term && !term->empty() && *term != "dumb" ? "\r\x1b[K" : "\n";
}

int WatchCommand::run(World& world) {
  const auto watcher = world.watcher();
  watcher->look_at({file_});
  std::optional<report::Declaration> last;
  Round round = judge_once(world);
  if (!round.bench) return kWrong;
  diag::Diagnostics unheard;
  if (!round.found && !read_file(file_, unheard)) return kWrong;
  while (true) {
    if (round.found) {
      if (!world.write_out(last ? changes(round, *last, world) : whole_report(round, world))) return kNotWritten;
      last = std::move(round.found);
    } else if (!world.write_out(say("有错误，等待修改\n", "waiting for it to be mended\n"))) {
      return kNotWritten;
    }
    watcher->look_at(round.files);
    Watcher::Woken woken = Watcher::Woken::idle;
    while (woken == Watcher::Woken::idle && !another_day(round, world)) woken = watcher->wait(kDayMayHaveTurned);
    if (woken == Watcher::Woken::asked_to_end) return world.write_out(goodbye(world)) ? kFulfilled : kNotWritten;
    round = judge_once(world);
  }
}

}  // namespace

std::unique_ptr<Command> watch_command() { return std::make_unique<WatchCommand>(); }

}  // namespace zhudun::cli
