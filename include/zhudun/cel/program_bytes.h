// A compiled program as bytes, for the same build of the program to take up where compile() ended.
// In: a program and what surrounds it. Out: bytes; of bytes the same program, which reads them at the first question.
// Promised: whatever a Program can be asked, both answer alike. Surroundings must be the same on both sides, in order;
// the bytes and the environment must outlive the program.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/environment.h"
#include "zhudun/cel/program.h"

namespace zhudun::cel {

struct Surroundings {
  std::vector<const Overload*> functions;  // of the environment
  std::vector<const source::File*> files;  // that expressions stand in
};

std::string to_bytes(const Program& program, const Surroundings& surroundings);
Program program_of(std::string_view bytes, std::shared_ptr<const Surroundings> surroundings);

// The same of a type, in an archive's words.
std::string to_bytes(Type type);
Type type_of_bytes(std::string_view bytes);

}  // namespace zhudun::cel
