// What a Program holds. Made by compile(), then never changed.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "cel/parser.h"
#include "zhudun/cel/environment.h"
#include "zhudun/cel/program.h"
#include "zhudun/cel/program_bytes.h"

namespace zhudun::cel {

struct Unread;

struct Program::Data {
  std::optional<Environment> environment;  // keeps the overloads that resolutions point at
  ExpressionText text;
  Tree tree;
  std::vector<Type> types;
  std::vector<Resolution> resolutions;
  References references;
  std::uint32_t locals = 0;             // most names of comprehensions and binds in force at once
  std::unique_ptr<Unread> unread = {};  // of bytes: where all the above comes from at the first question
};

struct Unread {
  std::once_flag read;
  std::string_view bytes;
  std::shared_ptr<const Surroundings> surroundings;
};
// Fills in what comes of bytes.
void read(Program::Data& data);

// The paths, variables and functions a checked tree uses.
References find_references(const Tree& tree, const std::vector<Resolution>& resolutions);

}  // namespace zhudun::cel
