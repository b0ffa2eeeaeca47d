#include "zhudun/wire/eval_line.h"

#include <fmt/format.h>

#include "wire/type_json.h"
#include "wire/value_json.h"
#include "zhudun/cel/program.h"

namespace zhudun::wire {

namespace {

// One line's work. The first thing that is wrong with the line itself ends it.
class Line {
 public:
  explicit Line(const Setup& setup)
      : setup_(setup), environment_(setup.environment.extend()), activation_(setup.activation) {}

  Json answer(std::string_view line) {
    const Json request = Json::parse(line, nullptr, false);
    if (!request.is_object()) return error("the line is not a JSON object");
    const auto expr = request.find("expr");
    if (expr == request.end() || !expr->is_string()) return error("the line has no text `expr`");
    if (Json problem = prepare(request); !problem.is_null()) return problem;
    const bool unchecked = request.contains("disableCheck") && request.at("disableCheck") == true;
    return evaluate(expr->get<std::string>(), !unchecked);
  }

 private:
  static Json error(const std::string& message) { return {{"error", message}}; }

  Json prepare(const Json& request) {
    if (const auto container = request.find("container"); container != request.end()) {
      if (!container->is_string()) return error("`container` is text");
      environment_.set_container(container->get<std::string>());
    }
    if (const auto declarations = request.find("typeEnv"); declarations != request.end()) {
      if (!declarations->is_array()) return error("`typeEnv` is a list of declarations");
      for (const Json& declaration : *declarations) {
        if (std::string problem = declare(declaration, environment_); !problem.empty()) return error(problem);
      }
    }
    const auto bindings = request.find("bindings");
    if (bindings == request.end()) return nullptr;
    if (!bindings->is_object()) return error("`bindings` is an object");
    return bind(*bindings);
  }

  Json bind(const Json& bindings) {
    ValueReader reader(setup_);
    for (const auto& [name, json] : bindings.items()) {
      const std::optional<cel::Value> value = reader.binding(name, json);
      if (!value) return error(fmt::format("binding `{}`: {}", name, reader.problem()));
      const cel::Variable* const declared = environment_.find_variable(name);
      const bool here = declared && !declared->constant && declared->slot >= setup_.environment.slots();
      const std::uint32_t slot = here ? declared->slot : environment_.add_variable(name, cel::Type::dyn());
      fill(slot + 1);
      activation_[slot] = *value;
    }
    return nullptr;
  }

  // A variable that is declared but not bound is an error where it is used.
  void fill(std::size_t size) {
    while (activation_.size() < size)
      activation_.push_back(cel::Value::error(cel::ErrorCode::undeclared, "the variable has no value"));
  }

  Json evaluate(const std::string& text, bool check) {
    fill(environment_.slots());
    const source::File file("expr", text);
    diag::Diagnostics diagnostics;
    const auto program = cel::compile(environment_, cel::whole(file), diagnostics, {{}, check});
    if (!program) return error(told(diagnostics, file));
    cel::Context context(setup_.limits, setup_.host);
    const cel::Value value = program->evaluate(activation_, context);
    Json answer = {{"type", to_string(program->result_type())}};
    if (value.is(cel::Value::Kind::error)) {
      answer["error"] = value.error_message();
    } else if (value.is(cel::Value::Kind::unknown)) {
      answer["unknown"] = to_json(value).at("unknown");
    } else {
      answer["value"] = to_json(value);
    }
    return answer;
  }

  static std::string told(const diag::Diagnostics& diagnostics, const source::File& file) {
    std::string text;
    for (const diag::Diagnostic& diagnostic : diagnostics) {
      const source::Position place = file.position(diagnostic.span.begin);
      text += fmt::format("{}{}:{}: {}", text.empty() ? "" : "; ", place.line, place.column, diagnostic.message);
    }
    return text;
  }

  const Setup& setup_;
  cel::Environment environment_;
  std::vector<cel::Value> activation_;
};

}  // namespace

std::string eval_line(std::string_view line, const Setup& setup) { return dump(Line(setup).answer(line)); }

}  // namespace zhudun::wire
