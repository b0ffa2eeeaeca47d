// `zhudun rules`: the packs built in, and the rules of one.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/packs.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/source/text.h"
#include "zhudun/write/json.h"

namespace zhudun::cli {
namespace {

std::string as_text(const std::vector<LoadedPack>& packs, source::Language language) {
  std::string text;
  for (const LoadedPack& loaded : packs) {
    const pack::Pack& pack = *loaded.pack;
    text += fmt::format("{}{}  {}\n", text.empty() ? "" : "\n", pack.id, pack.title.in(language));
    for (const std::string& base : pack.extends) text += fmt::format("  extends {}\n", base);
    std::size_t widest = 0;
    for (const pack::Rule& rule : pack.rules) widest = std::max(widest, source::display_width(rule.id));
    for (const pack::Rule& rule : pack.rules) {
      text += fmt::format("  {}  {:>3}  {}{}\n", source::pad(rule.id, widest), rule.task, rule.title.in(language),
                          rule.encouraged ? "  *" : "");
    }
  }
  return text;
}

std::string as_json(const std::vector<LoadedPack>& packs, source::Language language) {
  std::string bytes;
  write::JsonWriter out(bytes, write::Layout::indented);
  out.begin_object();
  out.key("packs");
  out.begin_array();
  for (const LoadedPack& loaded : packs) {
    const pack::Pack& pack = *loaded.pack;
    out.begin_object();
    out.member("id", std::string_view(pack.id));
    out.member("title", std::string_view(pack.title.in(language)));
    out.member("sha256", std::string_view(pack.sha256));
    out.key("extends");
    out.begin_row();
    for (const std::string& base : pack.extends) out.string(base);
    out.end();
    out.key("rules");
    out.begin_array();
    for (const pack::Rule& rule : pack.rules) {
      out.begin_object();
      out.member("id", std::string_view(rule.id));
      out.member("task", rule.task);
      out.member("title", std::string_view(rule.title.in(language)));
      out.member("binding", std::string_view(rule.encouraged ? "encouraged" : "mandatory"));
      out.member("basis", std::string_view(rule.basis.in(language)));
      out.end();
    }
    out.end();
    out.end();
  }
  out.finish();
  return bytes + "\n";
}

class RulesCommand : public Command {
 public:
  RulesCommand() : Command("rules", "list rule packs and their rules") {}

  void options(OptionTable& table) override {
    pack_position(table, pack_, "a rule pack; default: all that are built in");
    language_option(table, language_);
    json_option(table, json_);
  }

  int run(World& world) override;

 private:
  std::string pack_;
  source::Language language_ = source::Language::zh;
  bool json_ = false;
};

int RulesCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  std::vector<LoadedPack> packs;
  const std::vector<std::string> names = pack_.empty() ? pack::builtin_packs() : std::vector<std::string>{pack_};
  for (const std::string& name : names) packs.push_back(load_pack(name, diagnostics));
  if (tell(world, diagnostics)) return kWrong;
  return print(world, json_ ? as_json(packs, language_) : as_text(packs, language_));
}

}  // namespace

std::unique_ptr<Command> rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace zhudun::cli
