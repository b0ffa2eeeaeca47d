#include "zhudun/cel/environment.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "cel/builtins.h"
#include "cel/evaluator.h"

namespace zhudun::cel {

struct Environment::Layer {
  std::shared_ptr<const Layer> parent;
  std::map<std::string, Variable, std::less<>> variables;
  std::deque<Overload> overloads;  // never move: programs point at them
  std::deque<std::string> texts;   // of definitions
  std::map<std::string, std::vector<const Overload*>, std::less<>> functions;
  std::map<std::string, Type, std::less<>> type_names;
  const TypeProvider* types = nullptr;
  std::string container;
  CompileLimits limits;
  std::uint32_t slots = 0;
};

namespace {

const std::pair<const char*, Type> standard_types[] = {
    {"bool", Type::boolean()},
    {"int", Type::integer()},
    {"uint", Type::uinteger()},
    {"double", Type::floating()},
    {"string", Type::string()},
    {"bytes", Type::bytes()},
    {"list", Type::list(Type::dyn())},
    {"map", Type::map(Type::dyn(), Type::dyn())},
    {"null_type", Type::null()},
    {"type", Type::type(Type::dyn())},
    {"optional_type", Type::optional(Type::dyn())},
    {"google.protobuf.Timestamp", Type::timestamp()},
    {"google.protobuf.Duration", Type::duration()},
};

}  // namespace

// The parent is shared by all and built once; it is not destroyed before whoever uses it at exit.
Environment::Environment() {
  static const std::shared_ptr<Layer>& standard = *new std::shared_ptr<Layer>([] {
    Environment bare(std::make_shared<Layer>());
    for (Overload& overload : builtin_overloads()) bare.add_function(std::move(overload));
    for (const auto& [name, type] : standard_types) bare.layer_->type_names.emplace(name, type);
    return bare.layer_;
  }());
  *this = Environment(standard).extend();
}

Environment Environment::extend() const {
  auto layer = std::make_shared<Layer>();
  layer->parent = layer_;
  layer->types = layer_->types;
  layer->container = layer_->container;
  layer->limits = layer_->limits;
  layer->slots = layer_->slots;
  return Environment(std::move(layer));
}

std::uint32_t Environment::add_variable(std::string name, Type type, std::string doc) {
  const std::uint32_t slot = layer_->slots++;
  layer_->variables.insert_or_assign(name, Variable{name, type, slot, std::nullopt, std::move(doc)});
  return slot;
}

void Environment::add_constant(std::string name, Type type, Value value, std::string doc) {
  layer_->variables.insert_or_assign(name, Variable{name, type, 0, std::move(value), std::move(doc)});
}

void Environment::add_function(Overload overload) {
  const Overload& kept = layer_->overloads.emplace_back(std::move(overload));
  layer_->functions[kept.function].push_back(&kept);
}

namespace {

Overload order_of(const OpaqueType& type, std::string function, bool (*holds)(std::partial_ordering)) {
  Overload overload;
  overload.id = function + type.type().name();
  overload.function = std::move(function);
  overload.parameters = {type.type(), type.type()};
  overload.result = Type::boolean();
  overload.implementation = [holds](Context&, std::span<const Value> arguments) {
    const auto order = compare(arguments[0], arguments[1]);
    return Value::boolean(order && holds(*order));
  };
  return overload;
}

}  // namespace

void Environment::add_opaque(const OpaqueType& type) {
  layer_->type_names.insert_or_assign(type.type().name(), type.type());
  Overload text;
  text.function = "string";
  text.id = type.type().name() + "_to_string";
  text.parameters = {type.type()};
  text.result = Type::string();
  text.implementation = [](Context&, std::span<const Value> arguments) {
    return Value::string(arguments[0].opaque_type().to_string(arguments[0].opaque_payload()));
  };
  add_function(std::move(text));
  if (!type.ordered()) return;
  add_function(order_of(type, "_<_", [](std::partial_ordering order) { return order < 0; }));
  add_function(order_of(type, "_<=_", [](std::partial_ordering order) { return order <= 0; }));
  add_function(order_of(type, "_>_", [](std::partial_ordering order) { return order > 0; }));
  add_function(order_of(type, "_>=_", [](std::partial_ordering order) { return order >= 0; }));
}

bool Environment::add_definition(Definition definition, diag::Diagnostics& diagnostics) {
  // The body lives in this layer, so it must not keep the layer alive.
  const Environment here(std::shared_ptr<Layer>(std::shared_ptr<void>(), layer_.get()));
  std::optional<Program> body = compile_definition(here.extend(), definition, diagnostics);
  if (!body) return false;
  Overload overload;
  overload.function = definition.function;
  overload.id = definition.function + "_defined_" + std::to_string(layer_->overloads.size());
  overload.member = definition.member;
  for (const Parameter& parameter : definition.parameters) overload.parameters.push_back(parameter.type);
  overload.result = definition.result;
  overload.doc = layer_->texts.emplace_back(std::move(definition.doc));
  overload.example = layer_->texts.emplace_back(std::move(definition.example));
  add_defined(std::move(overload), std::move(*body));
  return true;
}

void Environment::add_defined(Overload overload, Program body) {
  overload.body = std::make_shared<const Program>(body);
  overload.implementation = [program = std::move(body)](Context& context, std::span<const Value> arguments) {
    return Evaluator::call(program, context, arguments);
  };
  add_function(std::move(overload));
}

void Environment::set_types(const TypeProvider* types) { layer_->types = types; }
void Environment::set_container(std::string container) { layer_->container = std::move(container); }
void Environment::set_limits(CompileLimits limits) { layer_->limits = limits; }

const Variable* Environment::find_variable(std::string_view name) const {
  for (const Layer* layer = layer_.get(); layer; layer = layer->parent.get()) {
    const auto found = layer->variables.find(name);
    if (found != layer->variables.end()) return &found->second;
  }
  return nullptr;
}

std::vector<const Overload*> Environment::find_function(std::string_view name) const {
  std::vector<const Overload*> overloads;
  for (const Layer* layer = layer_.get(); layer; layer = layer->parent.get()) {
    const auto found = layer->functions.find(name);
    if (found != layer->functions.end())
      overloads.insert(overloads.begin(), found->second.begin(), found->second.end());
  }
  return overloads;
}

std::optional<Type> Environment::find_type(std::string_view name) const {
  for (const Layer* layer = layer_.get(); layer; layer = layer->parent.get()) {
    const auto found = layer->type_names.find(name);
    if (found != layer->type_names.end()) return found->second;
  }
  if (types() && types()->has_object(name)) return Type::object(name);
  return std::nullopt;
}

std::vector<std::string> Environment::variable_names() const {
  std::vector<std::string> names;
  for (const Layer* layer = layer_.get(); layer; layer = layer->parent.get()) {
    for (const auto& [name, variable] : layer->variables) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<const Overload*> Environment::functions() const {
  std::vector<const Layer*> layers;
  for (const Layer* layer = layer_.get(); layer; layer = layer->parent.get()) layers.insert(layers.begin(), layer);
  std::vector<const Overload*> overloads;
  for (const Layer* layer : layers) {
    for (const Overload& overload : layer->overloads) overloads.push_back(&overload);
  }
  return overloads;
}

std::vector<std::string> Environment::function_names() const {
  std::vector<std::string> names;
  for (const Overload* overload : functions()) names.push_back(overload->function);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::uint32_t Environment::slots() const { return layer_->slots; }
const TypeProvider* Environment::types() const { return layer_->types; }
const std::string& Environment::container() const { return layer_->container; }
const CompileLimits& Environment::limits() const { return layer_->limits; }

}  // namespace zhudun::cel
