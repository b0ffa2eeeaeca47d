// What the tests of the room share: compile and run a text, and a host of a few made-up objects.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "support/catch.h"
#include "zhudun/cel/program.h"

namespace cel_test {

using namespace zhudun;
using namespace zhudun::cel;

struct Compiled {
  std::unique_ptr<source::File> file;
  diag::Diagnostics diagnostics;
  std::optional<Program> program;
};

inline Compiled compiled(const Environment& environment, const std::string& text, const CompileOptions& options = {}) {
  Compiled result;
  result.file = std::make_unique<source::File>("rule", text);
  result.program = compile(environment, whole(*result.file), result.diagnostics, options);
  return result;
}

// The value as text; for a text that does not compile, its first message.
inline std::string run(const Environment& environment, const std::string& text,
                       const std::vector<Value>& activation = {}, bool check = true) {
  const Compiled result = compiled(environment, text, {{}, check});
  if (!result.program) return fmt::format("refused: {}", result.diagnostics.at(0).message);
  Context context;
  return to_string(result.program->evaluate(activation, context));
}

inline std::string run(const std::string& text) { return run(Environment(), text); }

// `code @ underlined text: message / help` for each thing wrong.
inline std::vector<std::string> complaints(const Environment& environment, const std::string& text) {
  const Compiled result = compiled(environment, text);
  std::vector<std::string> all;
  for (const diag::Diagnostic& one : result.diagnostics) {
    all.push_back(fmt::format("{} @ {}: {}{}{}", one.code, one.span.text(), one.message, one.help.empty() ? "" : " / ",
                              one.help));
  }
  return all;
}

// Objects of a made-up type `ship`: name, mast {height}, ports (list of ship), tons. Ship 0 has all; ship 1 only a
// name.
class Fleet : public Host, public TypeProvider {
 public:
  enum Slot : std::uint32_t { name, mast, ports, tons, height };

  Value field(std::uint32_t id, std::uint32_t slot) const override {
    if (!has_field(id, slot)) return Value::absent(*this, id, slot);
    switch (slot) {
      case name:
        return Value::borrowed_string(id == 0 ? "Anna" : "Berta");
      case mast:
        return Value::object(*this, 2);
      case ports:
        return Value::host_list(*this, 3);
      case tons:
        return Value::integer(70);
      default:
        return Value::floating(12.5);
    }
  }
  bool has_field(std::uint32_t id, std::uint32_t slot) const override { return id != 1 || slot == name; }
  std::optional<std::uint32_t> find_slot(std::uint32_t, std::string_view field) const override {
    for (std::uint32_t i = 0; i < 5; ++i) {
      if (field == names[i]) return i;
    }
    return std::nullopt;
  }
  std::string_view type_name(std::uint32_t id) const override { return id == 2 ? "mast" : "ship"; }
  std::size_t size(std::uint32_t) const override { return 2; }
  Value at(std::uint32_t, std::size_t index) const override {
    return Value::object(*this, static_cast<std::uint32_t>(index));
  }

  std::optional<Field> find_field(std::string_view object, std::string_view field) const override {
    const auto slot = find_slot(0, field);
    if (!slot || (object == "mast") != (*slot == height)) return std::nullopt;
    const Type types[] = {Type::string(), Type::object("mast"), Type::list(Type::object("ship")), Type::integer(),
                          Type::floating()};
    return Field{types[*slot], *slot};
  }
  std::vector<std::string> field_names(std::string_view object) const override {
    if (object == "mast") return {"height"};
    return {"name", "mast", "ports", "tons"};
  }
  bool has_object(std::string_view object) const override { return object == "ship" || object == "mast"; }
  std::string path(std::uint32_t id, std::uint32_t slot) const override {
    return fmt::format("fleet[{}].{}", id == 1 ? 1 : 0, names[slot]);
  }

 private:
  static constexpr const char* names[] = {"name", "mast", "ports", "tons", "height"};
};

// `full`, `bare` (ships), `gone` (absent altogether) and `anything` (dyn) over a fleet.
struct Harbour {
  Fleet fleet;
  Environment environment;
  std::vector<Value> activation;

  Harbour() {
    environment.set_types(&fleet);
    environment.add_variable("full", Type::object("ship"));
    environment.add_variable("bare", Type::object("ship"));
    environment.add_variable("gone", Type::object("ship"));
    environment.add_variable("anything", Type::dyn());
    activation = {Value::object(fleet, 0), Value::object(fleet, 1), Value::unknown("gone"), Value::object(fleet, 0)};
  }
  std::string run(const std::string& text, bool check = true) const {
    return cel_test::run(environment, text, activation, check);
  }
};

}  // namespace cel_test
