// What an expression may name: variables by slot, constants, functions, types. A layer over a shared parent, so that a
// rule's own names cost only themselves: extend() and add. Everything of the standard library is in Environment().
// Later declarations hide earlier ones of that name, except functions, which gain an overload.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/context.h"
#include "zhudun/cel/expression_text.h"
#include "zhudun/cel/host.h"
#include "zhudun/cel/limits.h"
#include "zhudun/diag/diagnostic.h"

namespace zhudun::cel {

class Program;

// The arguments (a member's operand first) have the kinds of the overload's parameters.
using Implementation = std::function<Value(Context&, std::span<const Value>)>;

struct Overload {
  std::string function;  // `size`, `math.abs`, `_+_`
  std::string id;        // `size_string`
  bool member = false;   // called as operand.function(...); the operand is the first parameter
  std::vector<Type> parameters;
  Type result;
  std::string_view doc;      // one line; whoever declares it keeps these two
  std::string_view example;  // an expression that is true
  Implementation implementation;
  bool strict = true;         // arguments that are errors or unknowns are passed on without a call
  bool dynamic_only = false;  // for arguments of type dyn alone: the checker refuses the types when it knows them
  std::shared_ptr<const Program> body = nullptr;  // of a function written in CEL
};

struct Variable {
  std::string name;  // may be qualified: `a.b`
  Type type;
  std::uint32_t slot = 0;         // index in the activation, if it is not a constant
  std::optional<Value> constant;  // its value, known at once
  std::string doc;
};

struct Parameter {
  std::string name;
  Type type;
};

// A function written in CEL: strict, called by value, seeing its parameters and what was declared before it.
struct Definition {
  std::string function;
  bool member = false;
  std::vector<Parameter> parameters;
  Type result;
  ExpressionText body;
  std::string doc;
  std::string example;
};

class Environment {
 public:
  Environment();               // the standard library and its extensions
  Environment extend() const;  // a new layer over this one, which must not gain anything afterwards

  std::uint32_t add_variable(std::string name, Type type,
                             std::string doc = {});  // its slot, counted on from the parent's
  void add_constant(std::string name, Type type, Value value, std::string doc = {});
  void add_function(Overload overload);
  void add_opaque(const OpaqueType& type);  // its name as a type, string(), and its order if it has one
  bool add_definition(Definition definition, diag::Diagnostics& diagnostics);
  void add_defined(Overload overload, Program body);  // the same, compiled before
  void set_types(const TypeProvider* types);
  void set_container(std::string container);  // `a.b`: x may mean a.b.x, a.x or x
  void set_limits(CompileLimits limits);

  const Variable* find_variable(std::string_view name) const;  // null: there is none; kept by the environment
  std::vector<const Overload*> find_function(std::string_view name) const;
  std::optional<Type> find_type(std::string_view name) const;  // the type a name stands for: `int`, `date`
  std::vector<std::string> variable_names() const;
  std::vector<std::string> function_names() const;
  std::vector<const Overload*> functions() const;  // all, in the order declared; built-ins first
  std::uint32_t slots() const;                     // the size an activation must have
  const TypeProvider* types() const;
  const std::string& container() const;
  const CompileLimits& limits() const;

 private:
  struct Layer;
  explicit Environment(std::shared_ptr<Layer> layer) : layer_(std::move(layer)) {}
  std::shared_ptr<Layer> layer_;
};

}  // namespace zhudun::cel
