// Tokens to a tree (zhudun/cel/expression.h). Macros are recognized here. Every mistake is reported; a tree comes out
// only if there was none.
#pragma once

#include <optional>
#include <vector>

#include "cel/reporter.h"
#include "zhudun/cel/expression.h"
#include "zhudun/cel/limits.h"

namespace zhudun::cel {

struct Tree {
  std::vector<Expr> nodes;
  ExprId root = no_expr;
};

std::optional<Tree> parse(const CompileLimits& limits, Reporter& reporter);

}  // namespace zhudun::cel
