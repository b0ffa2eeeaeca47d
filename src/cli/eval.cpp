// `zhudun eval`: an expression as rules see it, over a declaration or over bindings that come line by line.
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/judging.h"
#include "zhudun/check/check.h"
#include "zhudun/pack/functions.h"
#include "zhudun/wire/eval_line.h"

namespace zhudun::cli {
namespace {

// The activation of a pack's environment; without a declaration every section is absent.
std::vector<cel::Value> activation_of(const pack::Pack& pack, const check::Options& options,
                                      const pack::ChosenReadings& readings, const pack::Facts* facts) {
  if (facts) return check::activation(*facts, readings, pack, options);
  std::vector<cel::Value> values(pack.environment.slots());
  const schema::Type& root = pack.schema.type(schema::Schema::kRoot);
  for (std::size_t slot = 0; slot < root.properties.size(); ++slot)
    values[slot] = cel::Value::unknown(root.properties[slot].name);
  check::bind_run(values, readings, pack, options);
  return values;
}

int answer_lines(World& world, const wire::Setup& setup) {
  std::string rest, answers;
  while (true) {
    const auto bytes = world.read_in();
    if (!bytes) {
      world.write_error("zhudun: standard input cannot be read\n");
      return kWrong;
    }
    rest += *bytes;
    if (bytes->empty() && !rest.empty()) rest += '\n';
    std::size_t from = 0;
    answers.clear();
    for (std::size_t end; (end = rest.find('\n', from)) != std::string::npos; from = end + 1) {
      const std::string_view line = std::string_view(rest).substr(from, end - from);
      if (line.find_first_not_of(" \t\r") != std::string_view::npos) answers += wire::eval_line(line, setup) + "\n";
    }
    rest.erase(0, from);
    if (!answers.empty() && print(world, answers) != kFulfilled) return kNotWritten;
    if (bytes->empty()) return kFulfilled;
  }
}

std::string answer(const cel::Program& program, const cel::Value& value, const cel::TypeProvider* types) {
  if (value.is(cel::Value::Kind::error) || value.is(cel::Value::Kind::unknown)) return wire::value_json(value);
  using Kind = cel::Type::Kind;
  const bool open = program.result_type().kind() == Kind::dyn || program.result_type().kind() == Kind::wrapper;
  const std::string type = cel::to_string(open ? cel::type_of(value) : program.result_type());
  return fmt::format("{{\"type\":{},\"value\":{}}}", wire::plain_json(cel::Value::string(type)),
                     wire::plain_json(value, types));
}

class EvalCommand : public Command {
 public:
  EvalCommand() : Command("eval", "evaluate a CEL expression as rules see it") {}

  void options(OptionTable& table) override {
    table.text("expression", "EXPR", expression_, "a CEL expression");
    table.file("file", file_, "a declaration whose sections it may name");
    judging_.options(table);
    table.flag("--jsonl", jsonl_, "answer one JSON object a line from standard input");
  }

  void settle(OptionReader& reader) override {
    if (jsonl_ && !expression_.empty()) reader.complain("with --jsonl expressions come from standard input");
    if (!jsonl_ && expression_.empty()) reader.complain("eval needs an expression");
  }

  int run(World& world) override;

 private:
  std::string expression_, file_;
  Judging judging_;
  bool jsonl_ = false;
};

int EvalCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  const Bench bench = set_up(judging_, world, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  const pack::Pack& pack = bench.pack();
  Understood understood;
  if (!file_.empty()) {
    understood = understand(file_, pack, "", world, diagnostics, {}, bench.reader);
    if (tell(world, diagnostics) || !understood.document) return kWrong;
  }
  const pack::ChosenReadings readings(pack.readings, bench.options.readings);
  std::optional<pack::Facts> facts;
  if (understood.document) facts.emplace(*understood.document);
  const std::vector<cel::Value> activation = activation_of(pack, bench.options, readings, facts ? &*facts : nullptr);
  pack::Reckoning reckoning{&pack.calendar, {}};
  cel::EvaluationLimits limits;
  limits.cost = bench.reader.limits[Limit::cost];
  if (jsonl_) {
    const auto serial = [](std::string_view text) -> std::optional<std::int64_t> {
      const auto date = calendar::parse_date(text);
      return date ? std::optional<std::int64_t>(date->serial()) : std::nullopt;
    };
    return answer_lines(world, {pack.environment, activation, {{&pack::date_type(), serial}}, limits, &reckoning});
  }
  const source::File expression("expression", expression_);
  const auto program = cel::compile(pack.environment, cel::whole(expression), diagnostics);
  if (tell(world, diagnostics) || !program) return kWrong;
  cel::Context context(limits, &reckoning);
  const std::string line = answer(*program, program->evaluate(activation, context), pack.environment.types());
  return print(world, line + "\n");
}

}  // namespace

std::unique_ptr<Command> eval_command() { return std::make_unique<EvalCommand>(); }

}  // namespace zhudun::cli
