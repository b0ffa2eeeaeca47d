// `zhudun lsp`: the language server on standard input and output. An editor is told what `check` would tell.
#include "zhudun/lsp/server.h"

#include "cli/command.h"
#include "cli/judging.h"
#include "cli/rule_files.h"
#include "cli/version.h"

namespace zhudun::cli {
namespace {

constexpr std::int32_t kTypingPause = 80;   // milliseconds; whoever types on is not judged in between
constexpr std::int32_t kLookAround = 2000;  // whether the client lives and the day is the same

// What a judged declaration points into.
struct Kept {
  std::shared_ptr<const Bench> bench;
  std::unique_ptr<source::File> text;  // where the rules are wrong, and nothing is understood
  Understood understood;
};

class LspCommand : public Command {
 public:
  LspCommand() : Command("lsp", "serve an editor: the language server protocol on standard input and output") {}

  void options(OptionTable& table) override {
    judging_.options(table);
    horizon_option(table, horizon_);
    table.text("--evidence", "DIR", evidence_, "where evidence files lie; default: the declaration's folder").path =
        Option::Path::folder;
    table.flag("--no-evidence", no_evidence_, "do not look at evidence files").excludes = "--evidence";
    language_option(table, language_);
    // What editors hand to every server of theirs.
    table.flag("--stdio", stdio_, "standard input and output, which it uses anyway");
  }
  std::string_view failing() const override { return "the client ended without shutting down"; }

  int run(World& world) override;

 private:
  using Held = std::map<std::string, std::string>;

  std::optional<lsp::Judged> judge_held(const std::string& path, const Held& held, World& world);
  std::shared_ptr<const Bench> bench(World& world, diag::Diagnostics& diagnostics);
  bool another_day(const World& world) const;
  int serve(lsp::Server& server, World& world);

  Judging judging_;
  std::int32_t horizon_ = 30;
  std::string evidence_;
  bool no_evidence_ = false, stdio_ = false;
  source::Language language_ = source::Language::zh;
  std::shared_ptr<const Bench> bench_;  // of the last judging, as long as its rules and its day hold
};

bool LspCommand::another_day(const World& world) const {
  if (!bench_ || bench_->as_of_given) return false;
  return bench_->pack().calendar.today(calendar::Instant{world.now()}) != bench_->options.as_of;
}

// Null after reporting.
std::shared_ptr<const Bench> LspCommand::bench(World& world, diag::Diagnostics& diagnostics) {
  if (bench_ && !another_day(world)) return bench_;
  auto fresh = std::make_shared<Bench>(set_up(judging_, world, diagnostics));
  fresh->options.horizon = horizon_;
  bench_ = fresh->rules.pack && !diag::failed(diagnostics) ? fresh : nullptr;
  return fresh;
}

std::optional<lsp::Judged> LspCommand::judge_held(const std::string& path, const Held& held, World& world) {
  const auto own = held.find(path);
  if (own == held.end() || !looks_like_declaration(own->second)) return std::nullopt;
  lsp::Judged judged;
  auto kept = std::make_shared<Kept>();
  kept->bench = bench(world, judged.diagnostics);
  judged.kept = kept;
  if (!kept->bench->rules.pack || diag::failed(judged.diagnostics)) {
    kept->text = std::make_unique<source::File>(path, own->second);
    judged.file = kept->text.get();
    return judged;
  }
  const Bench& bench = *kept->bench;
  const auto held_bytes = [&](const std::string& wanted) {
    const auto found = held.find(wanted);
    return found == held.end() ? std::nullopt : std::optional(found->second);
  };
  kept->understood = understand(path, bench.pack(), evidence_, world, judged.diagnostics, held_bytes, bench.reader);
  const Understood& understood = kept->understood;
  const bool saved = path.starts_with('/');  // else it has no folder yet
  EvidenceFolders folders;
  const bool looked_at = !no_evidence_ && (saved || !evidence_.empty());
  judged.findings = find(bench, understood, looked_at ? &folders : nullptr, judged.diagnostics);
  if (judged.findings) {
    judged.report = report::from_findings(*judged.findings, *understood.document, *understood.files.front(),
                                          bench.pack(), bench.options, language_);
  }
  judged.file = understood.files.empty() ? nullptr : understood.files.front().get();
  judged.tree = understood.tree.get();
  judged.pack = &bench.pack();
  judged.as_of = bench.options.as_of;
  return judged;
}

int LspCommand::serve(lsp::Server& server, World& world) {
  while (true) {
    while (!world.input_waits(kLookAround)) {
      if (const auto client = server.client_process(); client && !world.process_lives(*client))
        return server.deserted();
      if (!another_day(world)) continue;
      server.judge_all_again();
      server.settle();
      if (!world.write_out(server.take_output())) return kNotWritten;
    }
    const auto bytes = world.read_in();
    if (!bytes || bytes->empty()) return server.deserted();
    server.receive(*bytes);
    if (!world.write_out(server.take_output())) return kNotWritten;
    if (const auto status = server.ended()) return *status;
    if (world.input_waits(kTypingPause)) continue;
    server.settle();
    if (!world.write_out(server.take_output())) return kNotWritten;
  }
}

int LspCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  bench(world, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  lsp::Host host;
  host.judge = [&](const std::string& path, const Held& held) { return judge_held(path, held, world); };
  std::map<std::string, std::optional<std::string>> rule_paths;
  host.rule_path = [&](const source::File& file) {
    const auto known = rule_paths.find(file.name());
    return known != rule_paths.end() ? known->second
                                     : rule_paths.emplace(file.name(), openable_path(file, world)).first->second;
  };
  host.forget_rules = [&] { bench_.reset(), rule_paths.clear(); };
  host.language = language_;
  host.version = kVersion;
  lsp::Server server(std::move(host));
  return serve(server, world);
}

}  // namespace

std::unique_ptr<Command> lsp_command() { return std::make_unique<LspCommand>(); }

}  // namespace zhudun::cli
