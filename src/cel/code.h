// A checked tree in the form it is run in: one step for each node, at the node's own number, of one size, with names,
// fields and calls resolved to numbers. Made once, with the program; what explains an expression asks the tree.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cel/parser.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/expression.h"

namespace zhudun::cel {

enum class Op : std::uint8_t {
  constant,     // slot: among the constants
  local,        // slot: of the names bound inside
  variable,     // slot: in the activation
  field,        // first: the operand; slot: the field's in an object of the type `name`; text: the field's name
  select,       // the same of an operand of which no type is known, or that failed to check
  both,         // first && second
  either,       // first || second
  conditional,  // first ? second : third
  one_of,       // a call `x in [...]` whose list is of literals: text constants from slot on
  equal,        // a call of `==`
  unequal,      // a call of `!=`
  call,         // count operands from first on; overloads from second to third; name: of the function
  list,         // count operands from first on; their marks from second on
  map,          // count times key, value and mark, from first on
  message,      // count times field, value and mark, from first on; name: of the message
  fold,         // range: first, condition: second, result: third; slot: of the first local it binds
  bind,         // first: the value, for the local slot; second: the body
};

struct Step {
  Op op = Op::constant;
  std::uint8_t kind = 0;  // of a fold: Comprehension::Kind
  // What is not looked at by every kind of step: kTest, kOptional, kFailed, kTwo, kQuiet.
  std::uint16_t marks = 0;
  std::uint32_t slot = 0;
  std::uint32_t first = no_expr, second = no_expr, third = no_expr;
  std::uint32_t count = 0;
  std::uint32_t name = 0, text = 0;

  static constexpr std::uint16_t kTest = 1;      // has(x.f)
  static constexpr std::uint16_t kOptional = 2;  // x.?f; of a list, that marks stand with it
  static constexpr std::uint16_t kFailed = 4;    // what cannot be resolved
  static constexpr std::uint16_t kTwo = 8;       // a fold that binds two names
  static constexpr std::uint16_t kQuiet = 16;    // nobody who watches is told
  bool has(std::uint16_t mark) const { return (marks & mark) != 0; }
};
static_assert(std::has_unique_object_representations_v<Step>);  // packed as it lies in memory

// What each of an overload's first parameters takes: a Value::Kind and no other, anything, or what has to be asked.
struct Takes {
  static constexpr std::uint8_t kAnything = 0xff, kAsk = 0xfe;
  std::array<std::uint8_t, 4> kinds{kAsk, kAsk, kAsk, kAsk};
};

struct Code {
  std::vector<Step> steps;
  std::vector<std::uint32_t> operands;
  std::vector<Value> constants;
  std::vector<const Overload*> overloads;
  std::vector<Takes> takes;             // of the overloads
  std::vector<std::string_view> names;  // of the tree or of the bytes that the program comes from
  std::uint32_t root = no_expr;
  std::uint32_t locals = 0;  // most names of comprehensions and binds in force at once
  Type::Kind result = Type::Kind::dyn;
};

// The tree must stay where it is.
Code code_of(const Tree& tree, const std::vector<Resolution>& resolutions, const std::vector<Type>& types,
             std::uint32_t locals);

std::uint8_t kind_taken(Type type);
// Fills in what overloads take.
void look_at_overloads(Code& code);

}  // namespace zhudun::cel
