// What a Program holds. Made by compile(), then never changed.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "cel/code.h"
#include "cel/parser.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/program.h"
#include "zhudun/cel/program_bytes.h"
#include "zhudun/source/once.h"

namespace zhudun::cel {

struct Unread;

struct Program::Data {
  std::optional<Environment> environment;  // keeps the overloads that resolutions point at
  ExpressionText text;
  Tree tree;
  std::vector<Type> types;
  std::vector<Resolution> resolutions;
  References references;
  Code code;                            // what runs; everything else explains it
  std::unique_ptr<Unread> unread = {};  // of bytes: where the above comes from at the first question
};

struct Unread {
  source::Once code_read, rest_read;
  std::string_view code, rest;
  std::shared_ptr<const Surroundings> surroundings;
};
// Fills in what comes of bytes: the code, or the rest.
void read_code(Program::Data& data);
void read_rest(Program::Data& data);

// The paths, variables and functions a checked tree uses.
References find_references(const Tree& tree, const std::vector<Resolution>& resolutions);

}  // namespace zhudun::cel
