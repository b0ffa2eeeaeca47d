// `zhudun explain`: a rule in words, and over a declaration the whole derivation.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/explain_json.h"
#include "cli/judging.h"
#include "zhudun/pack/rule_names.h"
#include "zhudun/source/text.h"
#include "zhudun/workshop/explain.h"

namespace zhudun::cli {
namespace {

using source::Language;

// Texts of a declaration stand in it.
std::string printable_lines(std::string_view text) {
  std::string lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines += source::printable(text.substr(from, end - from)) + "\n";
    from = end + 1;
  }
  return lines;
}

class Page {
 public:
  Page(const pack::Pack& pack, const check::Options& options, Language language)
      : pack_(pack), options_(options), language_(language) {}

  std::string print(const workshop::Explanation& explanation) {
    duty(*explanation.rule);
    readings(explanation);
    counting(explanation);
    example(say("合格示例", "An example that passes"), explanation.passing);
    example(say("不合格示例", "An example that fails"), explanation.failing);
    for (const workshop::Derivation& derivation : explanation.derivations) derive(derivation);
    return std::move(out_);
  }

 private:
  std::string say(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }

  void line(std::string_view label, std::string_view text) { out_ += fmt::format("  {}  {}\n", label, text); }

  void duty(const pack::Rule& rule) {
    out_ += fmt::format("{}  {}\n", rule.id, rule.title.in(language_));
    for (const pack::Task& task : pack_.tasks) {
      if (task.number == rule.task)
        line(say("任务", "task"), fmt::format("{} {}", task.number, task.title.in(language_)));
    }
    line(say("提交", "submit"), fmt::format("{} → {}", rule.deliverable.in(language_), rule.recipient.in(language_)));
    line(say("性质", "binding"), rule.encouraged ? say("鼓励", "encouraged") : say("必须", "mandatory"));
    line(say("依据", "basis"), rule.basis.in(language_));
    for (const std::uint32_t index : rule.scope) {
      line(say("不适用于", "not for"), pack_.conditions[index].otherwise.in(language_));
    }
    for (const pack::Condition& condition : rule.applies)
      line(say("不适用于", "not for"), condition.otherwise.in(language_));
  }

  void readings(const workshop::Explanation& explanation) {
    if (explanation.readings.empty()) return;
    out_ += "\n" + say("读法", "Readings") + "\n";
    for (const std::uint32_t index : explanation.readings) {
      const pack::Reading& reading = pack_.readings[index];
      line(reading.name, reading.title.in(language_));
      for (const pack::ReadingValue& value : reading.row()) {
        const auto meaning = reading.values.find(pack::to_string(value));
        const std::string chosen = value == options_.readings[index] ? "* " : "  ";
        out_ += fmt::format("    {}{}{}\n", chosen, pack::to_string(value),
                            meaning == reading.values.end() ? std::string() : ": " + meaning->second.in(language_));
      }
    }
  }

  void counting(const workshop::Explanation& explanation) {
    out_ += "\n" + say("怎样判定", "How it is judged") + "\n";
    for (const workshop::Part& part : explanation.parts) line(part.name, part.text);
    for (const pack::Function* function : explanation.functions) {
      line(function->name, function->title.in(language_));
      if (function->body) out_ += fmt::format("      {}\n", function->body->text().text);
    }
  }

  void example(const std::string& title, const std::optional<workshop::Example>& example) {
    if (!example) return;
    out_ += fmt::format("\n{}: {}\n  {} {} → {}\n", title, example->name, example->as_of, example->subject,
                        example->status);
    std::string_view rest = example->declaration;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      out_ += fmt::format("    {}\n", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void derive(const workshop::Derivation& derivation) {
    const report::Finding& finding = derivation.finding;
    out_ += fmt::format("\n{}  {}", finding.subject, report::status_word(finding.status, language_));
    if (!finding.when.empty()) out_ += "  " + finding.when;
    out_ += fmt::format("  ({}:{}:{})\n", finding.file, finding.position.line, finding.position.column);
    if (!finding.reason.empty()) out_ += fmt::format("  {}\n", finding.reason);
    for (const std::string& step : finding.trace) out_ += fmt::format("  · {}\n", step);
    for (const workshop::PartValues& part : derivation.parts) {
      if (part.expressions.empty() || part.expressions.front().values.empty()) continue;
      out_ += fmt::format("  {}\n", part.name);
      for (const workshop::SubExpression& one : part.expressions) {
        if (one.values.empty()) continue;
        out_ += fmt::format("    {}{} = {}\n", std::string(one.depth * 2, ' '), one.text, fmt::join(one.values, " | "));
      }
    }
  }

  const pack::Pack& pack_;
  const check::Options& options_;
  Language language_;
  std::string out_;
};

const pack::Rule* find_rule(const pack::Pack& pack, const std::string& id, diag::Diagnostics& diagnostics) {
  for (const pack::Rule& rule : pack.rules) {
    if (rule.id == id) return &rule;
  }
  diagnostics.push_back(
      diag::error("call", {}, fmt::format("the pack `{}` has no rule `{}`", pack.id, id), pack::rule_advice(pack, id)));
  return nullptr;
}

class ExplainCommand : public Command {
 public:
  ExplainCommand() : Command("explain", "explain a rule, or derive its findings for a declaration") {}

  void options(OptionTable& table) override {
    Option& rule = table.text("rule", "RULE", rule_, "the rule's id");
    rule.required = rule.rule_id = true;
    table.file("file", file_, "a declaration to derive its findings for");
    judging_.options(table);
    language_option(table, language_);
    json_option(table, json_);
  }

  int run(World& world) override;

 private:
  std::string rule_, file_;
  Judging judging_;
  source::Language language_ = source::Language::zh;
  bool json_ = false;
};

int ExplainCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  Bench bench = set_up(judging_, world, diagnostics);
  const pack::Rule* rule = bench.rules.pack ? find_rule(bench.pack(), rule_, diagnostics) : nullptr;
  if (tell(world, diagnostics) || !rule) return kWrong;
  const pack::Pack& pack = bench.pack();
  workshop::Explanation explanation = workshop::explain(pack, *rule, bench.rules.tests);
  Understood understood;
  if (!file_.empty()) {
    understood = understand(file_, pack, "", world, diagnostics, {}, bench.reader);
    if (understood.document) {
      bench.options.check_file = [&](std::string_view path) { return evidence_fault(understood.folder, path); };
      workshop::explain_over(explanation, *understood.document, pack, bench.options, language_, diagnostics);
    }
    if (tell(world, diagnostics) || !understood.document) return kWrong;
  }
  if (json_) return print(world, explanation_json(explanation, pack, bench.options, language_));
  return print(world, printable_lines(Page(pack, bench.options, language_).print(explanation)));
}

}  // namespace

std::unique_ptr<Command> explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace zhudun::cli
