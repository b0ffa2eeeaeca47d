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

bool fails(const Findings::Row& row, const std::vector<Status>& failing) {
  return row.mandatory && among(row.status, failing);
}

bool fails(const Entry& entry, const std::vector<Status>& failing) {
  return entry.mandatory && among(entry.status, failing);
}

// By the table of statuses, but what needs nothing stands below all, as it does where it is not even listed.
std::size_t gravity(Status status) {
  const bool nothing = status == Status::met || status == Status::not_applicable;
  return check::kStatuses - (nothing ? check::kStatuses : static_cast<std::size_t>(status));
}

// A finding of the report.
struct Here {
  Declaration* declaration;
  std::size_t at;
  const Entry* before = nullptr;

  const Findings::Row& row() const { return declaration->findings.rows()[at]; }
};

// Findings of one fingerprint, as two declarations of one company have, are held against those of the same file first;
// then the gravest against the gravest.
class Pairs {
 public:
  Pairs(Report& report, const Baseline& baseline) : baseline_(baseline) {
    for (Declaration& declaration : report.declarations) {
      for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
        here_[declaration.findings.fingerprint(at)].push_back({&declaration, at});
      }
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
      for (const Here& one : group) each(one);
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
    std::stable_sort(group.begin(), group.end(),
                     [](const Here& a, const Here& b) { return gravity(a.row().status) > gravity(b.row().status); });
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
  std::map<std::string, std::vector<Here>, std::less<>> here_;
  std::map<std::string_view, std::vector<const Entry*>> there_;
};

Change change_of(const Here& here) {
  if (gravity(here.row().status) <= (here.before ? gravity(here.before->status) : 0)) return Change::known;
  return here.before ? Change::worse : Change::added;
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
  pairs.for_each([&](const Here& here) {
    if (!fails(here.row(), failing)) {
      use.fixed += here.before && fails(*here.before, failing);
      return;
    }
    const Change change = change_of(here);
    here.declaration->findings.set_change(here.at, change);
    use.added += change == Change::added;
    use.worse += change == Change::worse;
    use.known += change == Change::known;
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
  std::map<const Declaration*, std::map<std::size_t, Finding>> staying;  // in the order of the report
  Pairs(kept, baseline).for_each([&](const Here& here) {
    const bool had = here.before && fails(*here.before, failing);
    const bool stays = fails(here.row(), failing) && (accept || here.row().change == Change::known || had);
    if (!stays) return;
    Finding finding = here.declaration->findings[here.at];
    if (!accept && finding.change == Change::worse) restore(finding, here.before->status);
    finding.change = Change::none;
    finding.trace.clear();
    staying[here.declaration].emplace(here.at, std::move(finding));
  });
  Content now, then;
  for (Declaration& declaration : kept.declarations) {
    std::vector<Finding> findings;
    for (auto& [at, finding] : staying[&declaration]) findings.push_back(std::move(finding));
    for (const Finding& one : findings) now.emplace(one.fingerprint, declaration.file, one.status);
    declaration.findings = std::move(findings);
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
