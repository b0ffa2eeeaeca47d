// What every name, field and call of a tree means, and the type of every node. Every mistake is reported.
// Unchecked, nothing is reported: what cannot be resolved becomes an error when it is evaluated.
#pragma once

#include <string>
#include <vector>

#include "cel/inference.h"
#include "cel/parser.h"
#include "cel/reporter.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/expression.h"
#include "zhudun/cel/program.h"

namespace zhudun::cel {

class Checker {
 public:
  // The parameters are names bound before the expression begins, as for the body of a function.
  Checker(const Environment& environment, Tree& tree, Reporter& reporter, bool check,
          const std::vector<Parameter>& parameters = {});

  void run(const std::vector<Type>& expected);
  std::vector<Type> types() const;
  std::vector<Resolution> take_resolutions() { return std::move(resolutions_); }
  std::uint32_t locals() const { return most_locals_; }

 private:
  struct Local {
    std::string name;
    Type type;
  };

  Type check(ExprId id);
  Type visit(Expr& expr, Literal& node);
  Type visit(Expr& expr, Name& node);
  Type visit(Expr& expr, Select& node);
  Type visit(Expr& expr, Call& node);
  Type visit(Expr& expr, ListExpr& node);
  Type visit(Expr& expr, MapExpr& node);
  Type visit(Expr& expr, MessageExpr& node);
  Type visit(Expr& expr, Comprehension& node);
  Type visit(Expr& expr, Bind& node);

  // Names.
  std::vector<std::string> candidates(const std::string& name) const;
  bool resolve_name(Expr& expr, const std::string& name, Type& type);
  std::optional<std::size_t> find_local(const std::string& name) const;
  std::optional<std::string> qualified(ExprId id) const;
  Type unknown_name(const Expr& expr, const std::string& name);
  Type select_field(Expr& expr, Select& node, Type operand);
  Type object_field(Expr& expr, const Select& node, Type object);

  // Calls.
  struct Found {
    std::string name;
    std::vector<const Overload*> overloads;
  };
  Found find_function(const std::string& name) const;
  Type unknown_function(Expr& expr, const Call& node);
  Type resolve_overload(Expr& expr, const Found& function, bool member, const std::vector<Type>& arguments);
  bool any_dyn(const std::vector<Type>& types) const;
  Type no_overload(Expr& expr, const Found& function, bool member, const std::vector<Type>& arguments);

  // Comprehensions.
  std::pair<Type, Type> element_types(const Comprehension& node);
  Type comprehension_result(Comprehension& node, Type first);
  Type in_scope(const std::string& name, Type type, ExprId body);
  void check_message_field(const Expr& expr, const std::string& name, const MessageExpr::Entry& entry);
  void require(ExprId id, Type wanted, std::string_view who);
  Type unwrapped_element(ExprId id, bool optional);

  Type fail(const Expr& expr, ErrorCode code, std::string message);
  void report(source::Span span, std::string code, std::string message, std::string help = {});

  const Environment& environment_;
  Tree& tree_;
  Reporter& reporter_;
  const bool check_;
  Inference inference_;
  std::vector<Type> types_;
  std::vector<Resolution> resolutions_;
  std::vector<Local> locals_;
  std::uint32_t most_locals_ = 0;
  std::uint32_t comprehensions_ = 0;
};

}  // namespace zhudun::cel
