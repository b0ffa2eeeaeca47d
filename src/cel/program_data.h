// What a Program holds. Made by compile(), then never changed.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "cel/parser.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/program.h"

namespace zhudun::cel {

struct Program::Data {
  Environment environment;  // keeps the overloads that resolutions point at
  ExpressionText text;
  Tree tree;
  std::vector<Type> types;
  std::vector<Resolution> resolutions;
  References references;
  std::uint32_t locals = 0;  // most names of comprehensions and binds in force at once
};

// The paths, variables and functions a checked tree uses.
References find_references(const Tree& tree, const std::vector<Resolution>& resolutions);

}  // namespace zhudun::cel
