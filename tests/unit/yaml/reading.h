// Reads a text and spells what came out, so that tests compare strings.
#pragma once

#include <optional>
#include <string>

#include "support/catch.h"
#include "zhudun/yaml/parse.h"

struct Reading {
  explicit Reading(std::string text, const zhudun::yaml::Limits& limits = {},
                   zhudun::yaml::With with = zhudun::yaml::With::plain_first);

  // The tree as flow text: {key:value,...}, [item,...], scalars in <>; "-" if there is none.
  std::string shape() const;
  // Each diagnostic as `code|underlined|message`, one a line.
  std::string errors() const;
  // The text under a node's span.
  std::string under(zhudun::yaml::NodeId node) const;
  // The value of a key of the root.
  zhudun::yaml::NodeId at(std::string_view key) const;

  zhudun::source::File file;
  zhudun::diag::Diagnostics diagnostics;
  std::optional<zhudun::yaml::Tree> tree;
};
