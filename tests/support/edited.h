// A report's findings changed by hand.
#pragma once

#include <utility>
#include <vector>

#include "zhudun/report/report.h"

namespace support {

template <class Change>
void edit(zhudun::report::Findings& findings, std::size_t at, Change change) {
  std::vector<zhudun::report::Finding> words = zhudun::report::in_words(findings);
  change(words.at(at));
  findings = std::move(words);
}

template <class Change>
void edit_each(zhudun::report::Findings& findings, Change change) {
  std::vector<zhudun::report::Finding> words = zhudun::report::in_words(findings);
  for (zhudun::report::Finding& one : words) change(one);
  findings = std::move(words);
}

}  // namespace support
