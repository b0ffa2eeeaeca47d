// Something of the surroundings failed: a disk, a permission, memory. The only exception that crosses rooms; thrown by
// what cannot do its work, caught in cli alone, which tells what() and goes on with the next output.
#pragma once

#include <stdexcept>

namespace zhudun::source {

class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace zhudun::source
