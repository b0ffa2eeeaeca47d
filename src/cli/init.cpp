// `zhudun init`: a declaration to begin with. Told what is wanted by options it asks nothing; on a terminal, without
// them, it asks, keeps each answer beside the file to be, and goes on there when it is run again.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/asker.h"
#include "cli/command.h"
#include "cli/drafts.h"
#include "cli/files.h"
#include "cli/kept_answers.h"
#include "cli/packs.h"
#include "zhudun/form/draft.h"
#include "zhudun/form/json_schema.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultTarget = "company.yaml";

class InitCommand : public Command {
 public:
  InitCommand() : Command("init", "write a declaration to begin with, or ask for what it takes") {}

  void options(OptionTable& table) override {
    table
        .add({"--role", "R", "what the declarer is, a word of the pack; may be repeated; without it: all",
              [this](OptionReader&, const std::string& text) { roles_.push_back(text); }})
        .repeats = true;
    table.text("--name", "NAME", name_, "the declarer's name");
    table.text("--rules", "PACK", rules_, "whose declaration: a built-in rule pack by name, or the folder of one")
        .path = Option::Path::folder;
    table.text("-o,--output", "PATH", target_, "the file to write, which must not be there; default: standard output")
        .path = Option::Path::file;
    table.text("--schema", "ADDRESS", schema_,
               "where editors find its JSON Schema; default: a file that is written beside it");
    language_option(table, language_, "the language of comments and questions, zh or en; default zh");
  }

  int run(World& world) override;

 private:
  bool take_options(const form::Interview& interview, diag::Diagnostics& diagnostics);
  bool take_role(const std::string& role, const std::vector<form::Question>& facts, diag::Diagnostics& diagnostics);
  bool converse(const form::Interview& interview, const pack::Pack& pack, Asker& asker);
  bool ask_target(Asker& asker);
  bool is_free(const std::string& path, diag::Diagnostics& diagnostics) const;
  int write(const form::Interview& interview, const pack::Pack& pack, World& world, diag::Diagnostics& diagnostics);
  std::string schema_path() const;
  std::string check_line() const;
  bool to_file() const { return !target_.empty() && target_ != "-"; }

  std::vector<std::string> roles_;
  std::string name_, rules_, target_, schema_;
  source::Language language_ = source::Language::zh;
  form::Answers answers_;
};

bool InitCommand::take_role(const std::string& role, const std::vector<form::Question>& facts,
                            diag::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const form::Question& fact : facts) {
    for (const schema::EnumValue& value : fact.type->values) names.push_back(value.value);
    if (names.empty() || std::find(names.begin(), names.end(), role) == names.end()) continue;
    form::Answer& answer = answers_[fact.place];
    if (!fact.many && !std::holds_alternative<std::monostate>(answer) && answer != form::Answer(role)) {
      diagnostics.push_back(diag::error("call", {}, fmt::format("`{}` can be one role only", fact.place)));
      return false;
    }
    if (!fact.many) {
      answer = role;
      return true;
    }
    if (!std::holds_alternative<std::vector<std::string>>(answer)) answer = std::vector<std::string>();
    auto& words = std::get<std::vector<std::string>>(answer);
    if (std::find(words.begin(), words.end(), role) == words.end()) words.push_back(role);
    return true;
  }
  const auto near = diag::nearest(role, names);
  diagnostics.push_back(diag::error("call", {},
                                    names.empty()
                                        ? std::string("--role says nothing here: no rule of the pack asks for a role")
                                        : fmt::format("--role is `{}`, not one of {}", role, fmt::join(names, ", ")),
                                    near ? fmt::format("did you mean `{}`?", *near) : std::string()));
  return false;
}

bool InitCommand::take_options(const form::Interview& interview, diag::Diagnostics& diagnostics) {
  const std::vector<form::Question> facts = interview.roles();
  bool right = true;
  for (const std::string& role : roles_) right = take_role(role, facts, diagnostics) && right;
  if (name_.empty()) return right;
  const auto name = interview.name();
  if (name) answers_[name->place] = name_;
  if (!name)
    diagnostics.push_back(diag::error("call", {}, "--name says nothing here: the pack knows no declarer's name"));
  if (source::first_invalid_utf8(name_)) diagnostics.push_back(diag::error("call", {}, "--name is not UTF-8"));
  return right && !diag::failed(diagnostics);
}

// A link that leads nowhere is there too.
bool InitCommand::is_free(const std::string& path, diag::Diagnostics& diagnostics) const {
  std::error_code fault;
  if (fs::symlink_status(path, fault).type() == fs::file_type::not_found) return true;
  diagnostics.push_back(
      diag::error("init", {}, "the file is there already and is not overwritten", "name another file with -o"));
  diagnostics.back().about = path;
  return false;
}

bool InitCommand::ask_target(Asker& asker) {
  while (target_.empty()) {
    const auto path = asker.line(fmt::format(
        fmt::runtime(asker.in("写到哪个文件 [回车：{}]：", "which file to write [Enter: {}]: ")), kDefaultTarget));
    if (!path) return false;
    target_ = path->empty() ? std::string(kDefaultTarget) : *path;
    diag::Diagnostics taken;
    if (is_free(target_, taken)) break;
    asker.say(fmt::format(fmt::runtime(asker.in("  {} 已经存在，不会覆盖，请另起一个名字",
                                                "  {} is there already and is not overwritten, please name another")),
                          source::printable(target_)));
    target_.clear();
  }
  return true;
}

// Whether it came to the end.
bool InitCommand::converse(const form::Interview& interview, const pack::Pack& pack, Asker& asker) {
  asker.say(pack.title.in(language_));
  asker.say(asker.in(
      "几个问题，每个都可以直接回车。随时可以按 Ctrl-C 离开，再次运行同一条命令就接着问。",
      "A few questions; Enter passes each. Leave with Ctrl-C at any time, and run the same command again to go on."));
  if (!ask_target(asker)) return false;
  const KeptAnswers kept(target_, pack.id);
  answers_ = kept.load();
  if (!answers_.empty())
    asker.say(fmt::format(fmt::runtime(asker.in("接着上次的回答（{}）：", "going on from the answers in {}:")),
                          source::printable(kept.path())));
  bool lists_begun = false;
  form::Answers given;  // each is asked for in its turn, so that an answer nobody asks for any more is dropped
  while (const auto question = interview.next(given)) {
    const auto known = answers_.find(question->place);
    if (known != answers_.end()) {
      asker.say(fmt::format("  {}{}{}", question->description.in(language_), asker.in("：", ": "),
                            asker.shown(known->second)));
      given[question->place] = known->second;
      continue;
    }
    if (question->kind == form::Question::Kind::list && !std::exchange(lists_begun, true))
      asker.say(asker.in("以下各类，确实没有的输入 n，报告就不再列为未申报：",
                         "Of the following, type n where there is none, and the report no longer lists it:"));
    const auto answer = asker.ask(*question);
    if (!answer) {
      asker.say(given.empty()
                    ? asker.in("已离开，什么也没有写。", "left; nothing is written.")
                    : fmt::format(fmt::runtime(asker.in("已离开；回答存在 {}，再次运行同一条命令就接着问。",
                                                        "left; the answers are kept in {}, run the same command "
                                                        "again to go on.")),
                                  source::printable(kept.path())));
      return false;
    }
    given[question->place] = *answer;
    kept.save(given);
  }
  answers_ = std::move(given);
  return true;
}

std::string InitCommand::schema_path() const {
  return (fs::path(target_).parent_path() / fs::path(target_).stem()).string() + ".schema.json";
}

std::string InitCommand::check_line() const {
  const bool own_rules = !rules_.empty() && rules_ != pack::default_pack();
  return fmt::format("zhudun check {}{}",
                     to_file() ? fs::path(target_).filename().string() : std::string(kDefaultTarget),
                     own_rules ? " --rules " + rules_ : std::string());
}

// The schema first: whoever finds the declaration finds all.
int InitCommand::write(const form::Interview& interview, const pack::Pack& pack, World& world,
                       diag::Diagnostics& diagnostics) {
  const bool with_schema = to_file() && schema_.empty();
  const std::string address = with_schema ? "./" + fs::path(schema_path()).filename().string() : schema_;
  const std::string text = form::draft(pack, interview, answers_, {language_, address, check_line()});
  if (!to_file()) return print(world, text);
  is_free(target_, diagnostics);
  const std::string schema = with_schema ? form::declaration_schema(pack, language_) : std::string();
  diag::Diagnostics unread;
  std::error_code fault;
  const bool same = with_schema && fs::is_regular_file(schema_path(), fault) && [&] {
    const auto there = read_file(schema_path(), unread);
    return there && there->bytes() == schema;
  }();
  if (with_schema && !same) is_free(schema_path(), diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  Drafts drafts;
  if (with_schema && !same) drafts.add(schema_path(), schema, Drafts::Over::nothing);
  drafts.add(target_, text, Drafts::Over::nothing);
  drafts.commit();
  return kFulfilled;
}

int InitCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  const LoadedPack loaded = load_pack(rules_, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  const pack::Pack& pack = *loaded.pack;
  const form::Interview interview(pack, pack.calendar.today(calendar::Instant{world.now()}));
  const bool on_terminal = world.input_terminal && world.error_terminal;
  const bool asks = on_terminal && roles_.empty() && name_.empty() && target_ != "-";
  if (to_file()) is_free(target_, diagnostics);
  take_options(interview, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  Asker asker(world, language_);
  try {
    if (asks && !converse(interview, pack, asker)) return kWrong;
    const int status = write(interview, pack, world, diagnostics);
    if (!asks || status != kFulfilled) return status;
    KeptAnswers(target_, pack.id).forget();
  } catch (const EnvironmentError& fault) {
    world.write_error(source::printable(fault.what()) + "\n");
    return kNotWritten;
  }
  asker.say(fmt::format(
      fmt::runtime(asker.in("已写好 {}。填一些内容，随时可以看报告：\n  {}",
                            "{} is written. Fill some of it in, and see the report whenever you like:\n  {}")),
      source::printable(target_), check_line()));
  return kFulfilled;
}

}  // namespace

std::unique_ptr<Command> init_command() { return std::make_unique<InitCommand>(); }

}  // namespace zhudun::cli
