#include "zhudun/report/baseline.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace zhudun::report {
namespace {

using Entry = Baseline::Entry;

bool among(Status status, const std::vector<Status>& failing) {
  return std::find(failing.begin(), failing.end(), status) != failing.end();
}

bool fails(const Finding& finding, const std::vector<Status>& failing) {
  return finding.mandatory && among(finding.status, failing);
}

bool fails(const Entry& entry, const std::vector<Status>& failing) {
  return entry.mandatory && among(entry.status, failing);
}

// By the table of statuses, but what needs nothing stands below all, as it does where it is not even listed.
std::size_t gravity(Status status) {
  const bool nothing = status == Status::met || status == Status::not_applicable;
  return check::kStatuses - (nothing ? check::kStatuses : static_cast<std::size_t>(status));
}

struct Here {
  Finding* finding;
  const Declaration* declaration;
  const Entry* before = nullptr;
};

// Findings of one fingerprint, as two declarations of one company have, are held against those of the same file first;
// then the gravest against the gravest.
class Pairs {
 public:
  Pairs(Report& report, const Baseline& baseline) : baseline_(baseline) {
    for (Declaration& declaration : report.declarations) {
      for (Finding& finding : declaration.findings) here_[finding.fingerprint].push_back({&finding, &declaration});
    }
    for (const Entry& entry : baseline.entries) there_[entry.fingerprint].push_back(&entry);
    for (auto& [fingerprint, group] : here_) {
      const auto found = there_.find(fingerprint);
      if (found != there_.end()) pair(group, found->second);
    }
  }

  template <class Each>
  void for_each(Each each) const {
    for (const auto& [fingerprint, group] : here_) {
      for (const Here& one : group) each(*one.finding, one.before);
    }
  }

  // Those of the baseline that no finding is held against.
  template <class Each>
  void for_rest(Each each) const {
    for (const auto& [fingerprint, group] : there_) {
      for (const Entry* entry : group) each(*entry);
    }
  }

 private:
  void pair(std::vector<Here>& group, std::vector<const Entry*>& rest) {
    for (Here& one : group) {
      take(one, rest, [&](const Entry* entry) {
        return baseline_.declarations[entry->declaration].first == one.declaration->file;
      });
    }
    std::stable_sort(group.begin(), group.end(), [](const Here& a, const Here& b) {
      return gravity(a.finding->status) > gravity(b.finding->status);
    });
    std::stable_sort(rest.begin(), rest.end(),
                     [](const Entry* a, const Entry* b) { return gravity(a->status) > gravity(b->status); });
    for (Here& one : group) {
      if (!one.before) take(one, rest, [](const Entry*) { return true; });
    }
  }

  template <class Fits>
  void take(Here& one, std::vector<const Entry*>& rest, Fits fits) {
    const auto found = std::find_if(rest.begin(), rest.end(), fits);
    if (found == rest.end()) return;
    one.before = *found;
    rest.erase(found);
  }

  const Baseline& baseline_;
  std::map<std::string_view, std::vector<Here>> here_;
  std::map<std::string_view, std::vector<const Entry*>> there_;
};

Change change_of(const Finding& finding, const Entry* before) {
  if (gravity(finding.status) <= (before ? gravity(before->status) : 0)) return Change::known;
  return before ? Change::worse : Change::added;
}

// Which declarations of the baseline a run has judged: the same company's, or of the same file.
std::vector<bool> judged(const Report& report, const Baseline& baseline) {
  std::set<std::string_view> names;
  for (const Declaration& declaration : report.declarations) {
    names.insert(declaration.file);
    if (!declaration.company.empty()) names.insert(declaration.company);
  }
  std::vector<bool> all;
  for (const auto& [file, company] : baseline.declarations)
    all.push_back(names.contains(file) || names.contains(company));
  return all;
}

// A finding as the baseline had it. Of how it came about nothing is known but that.
void restore(Finding& finding, Status status) {
  finding.status = status;
  finding.days_overdue = 0;
  finding.done.clear();
  finding.reason.clear();
  finding.when.clear();
  finding.missing.clear();
  finding.sensitive_to.clear();
}

// What a baseline says, as one value.
using Content = std::multiset<std::tuple<std::string, std::string, Status>>;

}  // namespace

void compare(Report& report, const Baseline& baseline, const std::vector<Status>& failing, bool accept) {
  BaselineUse use{baseline.file, baseline.sha256, baseline.as_of, 0, 0, 0, 0, accept};
  const Pairs pairs(report, baseline);
  pairs.for_each([&](Finding& finding, const Entry* before) {
    if (!fails(finding, failing)) {
      use.fixed += before && fails(*before, failing);
      return;
    }
    finding.change = change_of(finding, before);
    use.added += finding.change == Change::added;
    use.worse += finding.change == Change::worse;
    use.known += finding.change == Change::known;
  });
  const std::vector<bool> seen = judged(report, baseline);
  pairs.for_rest([&](const Entry& entry) { use.fixed += fails(entry, failing) && seen[entry.declaration]; });
  report.baseline = std::move(use);
}

std::vector<std::string> left_out(const Report& report, const Baseline& baseline, const std::vector<Status>& failing) {
  const std::vector<bool> seen = judged(report, baseline);
  std::set<std::size_t> missed;
  for (const Entry& entry : baseline.entries) {
    if (fails(entry, failing) && !seen[entry.declaration]) missed.insert(entry.declaration);
  }
  std::vector<std::string> files;
  for (const std::size_t at : missed) files.push_back(baseline.declarations[at].first);
  return files;
}

std::optional<Report> next(const Report& report, const Baseline& baseline, const std::vector<Status>& failing) {
  Report kept = report;
  const bool accept = report.baseline && report.baseline->accepted;
  Pairs(kept, baseline).for_each([&](Finding& finding, const Entry* before) {
    const bool had = before && fails(*before, failing);
    const bool stays = fails(finding, failing) && (accept || finding.change == Change::known || had);
    if (stays && !accept && finding.change == Change::worse) restore(finding, before->status);
    finding.change = stays ? Change::none : Change::added;  // for the moment: what goes
    finding.trace.clear();
  });
  Content now, then;
  for (Declaration& declaration : kept.declarations) {
    std::erase_if(declaration.findings, [](const Finding& finding) { return finding.change != Change::none; });
    for (const Finding& one : declaration.findings) now.emplace(one.fingerprint, declaration.file, one.status);
  }
  for (const Entry& entry : baseline.entries) {
    if (!fails(entry, failing)) continue;
    then.emplace(entry.fingerprint, baseline.declarations[entry.declaration].first, entry.status);
  }
  if (now == then && !baseline.sha256.empty()) return std::nullopt;
  kept.baseline.reset();
  kept.all = false;
  return kept;
}

}  // namespace zhudun::report
