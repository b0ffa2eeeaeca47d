// Whether standard output is coloured.
#pragma once

#include <cstdint>

#include "zhudun/cli/run.h"

namespace zhudun::cli {

enum class Color : std::uint8_t { automatic, always, never };

// Of itself on a terminal that is not dumb, unless NO_COLOR is set.
inline bool colored(Color color, const World& world) {
  if (color != Color::automatic) return color == Color::always;
  const auto no_color = world.variable("NO_COLOR");
  return world.terminal && !(no_color && !no_color->empty()) && world.variable("TERM") != "dumb";
}

}  // namespace zhudun::cli
