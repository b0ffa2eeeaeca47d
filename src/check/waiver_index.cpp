#include "check/waiver_index.h"

#include <algorithm>

namespace zhudun::check {

WaiverIndex::WaiverIndex(std::vector<Waiver>& waivers, calendar::Date as_of) : waivers_(waivers), as_of_(as_of) {
  for (std::size_t at = 0; at < waivers.size(); ++at) {
    const Waiver& waiver = waivers[at];
    Group& group = groups_[{waiver.rule, waiver.subject}];
    group.waivers.push_back(at);
    const bool in_force = as_of >= waiver.approved_on && as_of <= waiver.expires_on;
    if (in_force && !group.in_force) group.in_force = at;
  }
}

WaiverIndex::Group* WaiverIndex::group(std::string_view rule, std::string_view subject) {
  const auto found = groups_.find({rule, subject});
  if (found == groups_.end()) return nullptr;
  Group& group = found->second;
  if (!group.matched) {
    for (const std::size_t at : group.waivers) waivers_[at].matched = true;
  }
  group.matched = true;
  return &group;
}

WaiverIndex::Outcome WaiverIndex::find(std::string_view rule, std::string_view subject, bool needed) {
  if (groups_.empty()) return {};
  std::optional<std::size_t> first, last;
  for (const Group* one : {group(rule, {}), subject.empty() ? nullptr : group(rule, subject)}) {
    if (!one) continue;
    if (one->in_force) first = std::min(first.value_or(*one->in_force), *one->in_force);
    last = std::max(last.value_or(0), one->waivers.back());
  }
  if (!needed || !last) return {};
  if (first) return {Cover::in_force, *first};
  return {as_of_ < waivers_[*last].approved_on ? Cover::not_yet : Cover::expired, *last};
}

}  // namespace zhudun::check
