// The expression tree: nodes in one vector, an ExprId is an index, operands before the nodes that use them. Macros stay
// what the author wrote (all, filter, bind), so that whoever explains an expression finds them.
// Resolution: what the checker found a name, field or call to mean; one for each node, beside the tree.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "zhudun/cel/value.h"

namespace zhudun::cel {

using ExprId = std::uint32_t;
constexpr ExprId no_expr = std::numeric_limits<ExprId>::max();

struct Literal {
  Value value;
};

struct Name {
  std::string name;  // as written, with a leading dot if absolute
};

struct Select {
  ExprId operand = no_expr;
  std::string field;
  bool test = false;      // has(operand.field)
  bool optional = false;  // operand.?field
};

struct Call {
  std::string function;  // operators as `_+_`, `!_`, `-_`, `_[_]`, `_?_:_`, `@in`, `_[?_]`
  bool member = false;   // arguments[0] is the operand
  std::vector<ExprId> arguments;
};

struct ListExpr {
  std::vector<ExprId> elements;
  std::vector<bool> optional;  // `[?x]`; empty: none is
};

struct MapExpr {
  struct Entry {
    ExprId key = no_expr;
    ExprId value = no_expr;
    bool optional = false;
  };
  std::vector<Entry> entries;
};

struct MessageExpr {
  struct Entry {
    std::string field;
    ExprId value = no_expr;
    bool optional = false;
  };
  std::string name;
  std::vector<Entry> entries;
};

struct Comprehension {
  enum class Kind : std::uint8_t {
    all,
    exists,
    exists_one,
    filter,
    map,
    transform_list,
    transform_map,
    transform_map_entry,
    opt_map,
    opt_flat_map,
  };
  Kind kind = Kind::all;
  ExprId range = no_expr;
  std::string variable;         // the element; with two variables the index or key
  std::string second_variable;  // the element or value, if there are two
  ExprId condition = no_expr;   // what all, exists, filter ask; of the others optional
  ExprId result = no_expr;      // what map and the transforms give
};

// cel.bind(name, value, body) and cel.block.
struct Bind {
  std::string name;
  ExprId value = no_expr;
  ExprId body = no_expr;
};

using Node = std::variant<Literal, Name, Select, Call, ListExpr, MapExpr, MessageExpr, Comprehension, Bind>;

struct Expr {
  ExprId id = 0;
  std::uint32_t begin = 0;  // in the decoded text
  std::uint32_t end = 0;
  source::Span span;       // in the file, of the whole sub-expression
  source::Span name_span;  // of the name, field, function or operator alone
  Node node;
};

struct Overload;

struct Resolution {
  enum class Kind : std::uint8_t { none, variable, local, constant, field, overloads, failed };
  Kind kind = Kind::none;
  std::uint32_t slot = 0;                  // of a variable, local or host field
  std::string name;                        // the full name of a variable or function
  Value constant;                          // of a constant or a type's name; of failed the error it gives
  std::vector<const Overload*> overloads;  // of a call, those that may apply
};

}  // namespace zhudun::cel
