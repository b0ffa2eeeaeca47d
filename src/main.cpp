#include "zhudun/cli/run.h"

int main(int argc, char** argv) {
  auto world = zhudun::cli::real_world();
  return zhudun::cli::run({argv + 1, argv + argc}, world);
}
