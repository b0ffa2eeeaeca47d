// A compiled expression. compile() takes text and says everything wrong with it; evaluate() takes values by slot.
// A Program is cheap to copy, never changes and may be used by several threads, each with its own Context.
// It keeps its environment alive; the TypeProvider, opaque types and the File are the host's to keep.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "zhudun/cel/context.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/expression.h"

namespace zhudun::cel {

// A variable and the fields selected from it in one chain: `reading.yearly`.
struct Path {
  std::string variable;
  std::vector<std::string> fields;
  ExprId id = no_expr;  // the whole chain
};

struct References {
  std::vector<Path> paths;             // in the order written, longest chains only
  std::vector<std::string> functions;  // names, each once
};

struct CompileOptions {
  std::vector<Type> expected;  // the result must fit one of them; empty: anything will do
  bool check = true;           // false: names and calls are resolved, types found only when it runs
};

struct Code;

class Program {
 public:
  struct Data;
  Program() = default;  // none, to be assigned to
  explicit Program(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  Value evaluate(std::span<const Value> activation, Context& context) const;

  Type result_type() const;
  void read() const;               // what else is read when it is first run
  Type::Kind result_kind() const;  // of its type, without asking for more than running it does
  ExprId root() const;
  std::size_t size() const;  // ids are 0 .. size()-1
  const Expr& expr(ExprId id) const;
  Type type(ExprId id) const;
  const Resolution& resolution(ExprId id) const;
  std::vector<ExprId> operands(ExprId id) const;  // in the order written
  const References& references() const;
  const ExpressionText& text() const;
  std::string source(ExprId id) const;  // the decoded text of a sub-expression

 private:
  friend class Evaluator;
  friend class ProgramArchive;
  const Data& data() const;
  const Code& code() const;
  std::shared_ptr<const Data> data_;
};

std::optional<Program> compile(const Environment& environment, const ExpressionText& text,
                               diag::Diagnostics& diagnostics, const CompileOptions& options = {});

}  // namespace zhudun::cel
