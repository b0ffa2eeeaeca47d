// Which rules read which facts of a declaration. In: a pack. Out: for a place of its schema the rules that read it.
// A place is written `company.name`, `buildings[].drills[].held_on`: keys, and [] for any item of a list.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/pack/pack.h"

namespace zhudun::form {

using Places = std::set<std::string, std::less<>>;

// Every place that judging the rule reads: its scope, its lists, its expressions, evidence included.
Places places_of(const pack::Pack& pack, const pack::Rule& rule);
// The places that a condition of the pack reads.
Places places_of(const pack::Condition& condition, const pack::Pack& pack);

class Uses {
 public:
  explicit Uses(const pack::Pack& pack);
  // In the pack's order; none: no rule asks for it.
  const std::vector<const pack::Rule*>& of(std::string_view place) const;

 private:
  std::map<std::string, std::vector<const pack::Rule*>, std::less<>> rules_;
};

// The place of a property of the object at that place.
std::string place_below(std::string_view place, std::string_view key);

}  // namespace zhudun::form
