// `zhudun bundle`: what goes out for each filing that is due, in one archive. A file that is missing stops it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/bundle.h"
#include "cli/command.h"
#include "cli/drafts.h"
#include "cli/judging.h"
#include "cli/version.h"
#include "zhudun/pack/rule_names.h"
#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

using check::Status;
using report::Finding;

bool is_due(const Finding& finding) {
  return finding.status == Status::overdue || finding.status == Status::gap || finding.status == Status::due_soon;
}
bool is_done(const Finding& finding) { return finding.status == Status::met || finding.status == Status::late; }

std::string place(const Finding& finding) {
  return fmt::format("{}:{}:{}", finding.file, finding.position.line, finding.position.column);
}

class BundleCommand : public Command {
 public:
  BundleCommand() : Command("bundle", "put what is due for submission into one archive, with a manifest") {}

  void options(OptionTable& table) override {
    table.file("file", file_, "the declaration, or - for standard input").required = true;
    Option& output = table.text("-o,--output", "ZIP", output_, "the archive to write");
    output.path = Option::Path::file;
    table.flag("--list", list_, "tell what would go into the archive, and write nothing").excludes = "--output";
    judging_.options(table);
    table.add({"--horizon", "DAYS", "days ahead in which a filing is due soon; default 30",
               [this](OptionReader& reader, const std::string& text) { horizon_ = reader.days("--horizon", text); }});
    table
        .add({"--rule", "RULE", "only the filings of this rule; may be repeated",
              [this](OptionReader&, const std::string& text) { rules_.push_back(text); }})
        .repeats = true;
    table
        .add({"--recipient", "NAME", "only what goes to this recipient of the rule pack; may be repeated",
              [this](OptionReader&, const std::string& text) { recipients_.push_back(text); }})
        .repeats = true;
    table.flag("--all", all_, "add the filings that are done");
    table.text("--evidence", "DIR", evidence_, "where evidence files lie; default: the declaration's folder").path =
        Option::Path::folder;
    language_option(table, language_, "the language of the gap table and of what is told, zh or en; default zh");
  }

  void settle(OptionReader& reader) override {
    if (output_.empty() && !list_) reader.complain("no archive is named", "name it with -o, or use --list");
  }

  int run(World& world) override;

 private:
  void check_choices(const pack::Pack& pack, diag::Diagnostics& diagnostics) const;
  bool chosen(const Finding& finding) const;
  std::vector<Finding> filings(const report::Declaration& declaration, diag::Diagnostics& diagnostics) const;
  int write(const Contents& contents, World& world) const;
  std::string say(const char* zh, const char* en) const { return language_ == source::Language::zh ? zh : en; }
  std::string summary(const std::vector<Finding>& filings) const;

  std::string file_, output_, evidence_;
  Judging judging_;
  std::int32_t horizon_ = 30;
  std::vector<std::string> rules_, recipients_;
  bool list_ = false, all_ = false;
  source::Language language_ = source::Language::zh;
};

// A misspelt choice would leave out what is due.
void BundleCommand::check_choices(const pack::Pack& pack, diag::Diagnostics& diagnostics) const {
  std::vector<std::string> names;
  for (const pack::Rule& rule : pack.rules) {
    if (std::find(names.begin(), names.end(), rule.recipient_name) == names.end()) names.push_back(rule.recipient_name);
  }
  OptionReader reader(diagnostics);
  for (const std::string& id : rules_) {
    if (std::none_of(pack.rules.begin(), pack.rules.end(), [&](const pack::Rule& rule) { return rule.id == id; }))
      reader.complain(fmt::format("the pack `{}` has no rule `{}`", pack.id, id), pack::rule_advice(pack, id));
  }
  for (const std::string& name : recipients_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) reader.not_one_of("--recipient", name, names);
  }
}

bool BundleCommand::chosen(const Finding& finding) const {
  const auto among = [](const std::vector<std::string>& few, const std::string& one) {
    return few.empty() || std::find(few.begin(), few.end(), one) != few.end();
  };
  return finding.submitted && finding.mandatory && among(rules_, finding.rule) &&
         among(recipients_, finding.recipient_name);
}

// What is due. What cannot be decided is told: it may be due as well.
std::vector<Finding> BundleCommand::filings(const report::Declaration& declaration,
                                            diag::Diagnostics& diagnostics) const {
  std::vector<Finding> result;
  for (const Finding& finding : declaration.findings) {
    if (!chosen(finding)) continue;
    if (is_due(finding) || (all_ && is_done(finding))) result.push_back(finding);
    if (finding.status != Status::undeclared) continue;
    diag::Diagnostic told = diag::warning(
        "bundle-undeclared", {},
        fmt::format("whether `{}` is due for `{}` is not known and it is left out", finding.rule, finding.subject),
        fmt::format("declare {}", fmt::join(finding.missing, ", ")));
    told.about = place(finding);
    diagnostics.push_back(std::move(told));
  }
  return result;
}

std::string BundleCommand::summary(const std::vector<Finding>& filings) const {
  std::string text;
  for (const Finding& filing : filings) {
    text += source::printable(fmt::format("{}  {}  {}  {} → {}", filing.rule, filing.subject,
                                          report::status_word(filing.status, language_), filing.deliverable,
                                          filing.recipient)) +
            "\n";
    for (const std::string& file : filing.files) text += fmt::format("  {}\n", source::printable(file));
  }
  return text;
}

int BundleCommand::write(const Contents& contents, World& world) const {
  try {
    const Bundle bundle = make_bundle(contents);
    write_file(output_, bundle.archive);
    const std::string text =
        fmt::format(fmt::runtime(say("{}：{} 项报送，{} 个文件，sha256 {}\n", "{}: {} filings, {} files, sha256 {}\n")),
                    source::printable(output_), contents.filings.size(), bundle.files, bundle.sha256);
    return print(world, summary(contents.filings) + text);
  } catch (const EnvironmentError& fault) {
    world.write_error(source::printable(fault.what()) + "\n");
    return kNotWritten;
  }
}

int BundleCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  Bench bench = set_up(judging_, world, diagnostics);
  if (bench.rules.pack) check_choices(bench.pack(), diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  bench.options.horizon = horizon_;
  bench.options.name_files = true;
  const Understood understood = understand(file_, bench.pack(), evidence_, world, diagnostics, {}, bench.reader);
  const auto declaration = judge(bench, understood, true, language_, diagnostics);
  if (tell(world, diagnostics) || !declaration) return kWrong;

  Contents contents{
      report::begin(bench.pack(), bench.options, {std::string(kVersion), language_, bench.as_of_given, false}),
      filings(*declaration, diagnostics),
      {},
      {}};
  contents.report.declarations.push_back(*declaration);
  if (contents.filings.empty()) {
    diag::Diagnostic none = diag::warning("bundle-empty", {}, "nothing is due for submission, no archive is written");
    none.severity = diag::Severity::note;
    none.about = file_;
    diagnostics.push_back(std::move(none));
    tell(world, diagnostics);
    return kFulfilled;
  }
  collect(contents, understood, bench.pack(), diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  if (list_) return print(world, summary(contents.filings));
  return write(contents, world);
}

}  // namespace

std::unique_ptr<Command> bundle_command() { return std::make_unique<BundleCommand>(); }

}  // namespace zhudun::cli
