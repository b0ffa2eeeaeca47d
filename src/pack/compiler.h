// Expressions of a rule file compiled where they stand, so that an error's caret lies under the word in the file.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "zhudun/cel/environment.h"
#include "zhudun/pack/pack.h"
#include "zhudun/pack/rule.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::pack {

// The scalar as an expression; the tree is needed only for the call.
cel::ExpressionText expression_text(const yaml::Tree& tree, yaml::NodeId scalar);

class Compiler {
 public:
  // The pack's environment and parameters must be there before the first expression is compiled.
  Compiler(const std::vector<std::string>& readings, const Pack& pack, diag::Diagnostics& diagnostics)
      : readings_(readings), pack_(pack), diagnostics_(diagnostics) {}

  // nullopt after reporting. `lets` are those declared so far in the rule.
  std::optional<Expression> compile(const cel::Environment& environment, const yaml::Tree& tree, yaml::NodeId node,
                                    const std::vector<cel::Type>& expected, const std::vector<Let>& lets = {});
  // Declares a function written in CEL and remembers which readings it uses. Its body, if it compiles.
  std::optional<cel::Program> define(cel::Environment& environment, cel::Definition definition);

 private:
  std::set<std::uint32_t> readings_of(const cel::References& references) const;
  // Whether they are what an expression may ask and still be fixed. `own`: variables from that slot on may be asked,
  // too.
  bool all_fixed(const cel::Environment& environment, const cel::References& references, std::uint32_t own) const;

  const std::vector<std::string>& readings_;
  const Pack& pack_;
  diag::Diagnostics& diagnostics_;
  std::map<std::string, std::set<std::uint32_t>> function_readings_;
  std::set<std::string> unfixed_functions_;
};

}  // namespace zhudun::pack
