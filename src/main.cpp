#include <utility>

#include "zhudun/cli/run.h"

int main(int argc, char** argv) {
  auto world = zhudun::cli::real_world();
  const int status = zhudun::cli::run({argv + 1, argv + argc}, world);
  zhudun::cli::leave(std::move(world), status);
}
