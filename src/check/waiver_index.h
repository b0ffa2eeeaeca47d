// What the waivers of a declaration do for a finding. In: all waivers, and a finding's rule and subject. Out: the first
// that is in force, else the last that names it. Each finding costs two look-ups, however many waivers there are.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/check/finding.h"

namespace zhudun::check {

class WaiverIndex {
 public:
  struct Outcome {
    Cover cover = Cover::none;
    std::size_t waiver = 0;
  };

  // The waivers must outlive it; those that name a finding it is asked for are marked as matched.
  WaiverIndex(std::vector<Waiver>& waivers, calendar::Date as_of);

  // `needed`: the finding's status is one that can be waived.
  Outcome find(std::string_view rule, std::string_view subject, bool needed);

 private:
  struct Group {  // of one rule and subject, or of every subject
    std::vector<std::size_t> waivers;
    std::optional<std::size_t> in_force;  // the first
    bool matched = false;
  };
  Group* group(std::string_view rule, std::string_view subject);

  std::vector<Waiver>& waivers_;
  calendar::Date as_of_;
  std::map<std::pair<std::string_view, std::string_view>, Group> groups_;
};

}  // namespace zhudun::check
