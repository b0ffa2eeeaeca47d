#include "zhudun/workshop/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "workshop/parts.h"

namespace zhudun::workshop {
namespace {

using Key = std::pair<std::string, std::string>;
using Texts = std::map<std::string, std::string>;  // of something's parts

bool same(const report::Finding& a, const report::Finding& b) {
  return a.status == b.status && a.due == b.due && a.done == b.done && a.next_due == b.next_due &&
         a.days_overdue == b.days_overdue && a.missing == b.missing && a.sensitive_to == b.sensitive_to &&
         a.provisional == b.provisional && a.mandatory == b.mandatory;
}

std::vector<std::string> reasons(const std::optional<report::Finding>& finding) {
  if (!finding) return {};
  std::vector<std::string> lines = finding->trace;
  if (!finding->reason.empty()) lines.push_back(finding->reason);
  return lines;
}

std::vector<std::string> without(const std::vector<std::string>& lines, const std::vector<std::string>& others) {
  std::vector<std::string> rest;
  for (const std::string& line : lines) {
    if (std::find(others.begin(), others.end(), line) == others.end()) rest.push_back(line);
  }
  return rest;
}

std::map<std::string, Texts> things_of(const pack::Pack& pack) {
  std::map<std::string, Texts> things;
  for (const pack::Parameter& parameter : pack.parameters) {
    things["parameter " + parameter.name] = {{"value", std::to_string(parameter.value)}, {"title", parameter.title.en}};
  }
  for (const pack::Reading& reading : pack.readings) {
    things["reading " + reading.name] = {{"strict", pack::to_string(reading.strict)},
                                         {"default", pack::to_string(reading.by_default)},
                                         {"loose", pack::to_string(reading.loose)},
                                         {"title", reading.title.en}};
  }
  for (const pack::Function& function : pack.functions) {
    things["function " + function.name] = {{"is", function.body ? function.body->text().text : ""}};
  }
  for (const pack::Rule& rule : pack.rules) {
    Texts texts = {{"title", rule.title.en},
                   {"deliverable", rule.deliverable.en},
                   {"recipient", rule.recipient.en},
                   {"basis", rule.basis.en},
                   {"binding", rule.encouraged ? "encouraged" : "mandatory"},
                   {"task", std::to_string(rule.task)},
                   {"subject", rule.subject}};
    for (const NamedExpression& part : parts_of(pack, rule))
      texts[part.name] += part.expression->program.text().text + "\n";
    if (rule.effective.from) texts["from"] = calendar::to_string(*rule.effective.from);
    if (rule.effective.to) texts["to"] = calendar::to_string(*rule.effective.to);
    things["rule " + rule.id] = std::move(texts);
  }
  return things;
}

std::string trimmed(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.empty() ? "nothing" : "`" + text + "`";
}

std::string difference(const Texts& before, const Texts& after) {
  Texts all = before;
  all.insert(after.begin(), after.end());
  std::string detail;
  for (const auto& [part, text] : all) {
    const auto a = before.find(part), b = after.find(part);
    const std::string old = a == before.end() ? "" : a->second, now = b == after.end() ? "" : b->second;
    if (old != now)
      detail += fmt::format("{}{}: {} -> {}", detail.empty() ? "" : "; ", part, trimmed(old), trimmed(now));
  }
  return detail;
}

}  // namespace

std::vector<Change> compare(const report::Declaration& before, const report::Declaration& after) {
  std::map<Key, std::pair<std::optional<report::Finding>, std::optional<report::Finding>>> both;
  for (report::Finding finding : before.findings) both[{finding.rule, finding.subject}].first = std::move(finding);
  for (report::Finding finding : after.findings) both[{finding.rule, finding.subject}].second = std::move(finding);
  std::vector<Change> changes;
  for (const auto& [key, pair] : both) {
    const auto& [old, now] = pair;
    if (old && now && same(*old, *now)) continue;
    Change change{key.first, key.second, {}, {}, {}, {}};
    if (old) change.before = *old;
    if (now) change.after = *now;
    change.only_before = without(reasons(change.before), reasons(change.after));
    change.only_after = without(reasons(change.after), reasons(change.before));
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<PackChange> compare(const pack::Pack& before, const pack::Pack& after) {
  const auto old = things_of(before), now = things_of(after);
  std::vector<PackChange> changes;
  for (const auto& [name, texts] : old) {
    const auto found = now.find(name);
    if (found == now.end()) {
      changes.push_back({PackChange::Kind::removed, name, {}});
    } else if (std::string detail = difference(texts, found->second); !detail.empty()) {
      changes.push_back({PackChange::Kind::changed, name, std::move(detail)});
    }
  }
  for (const auto& [name, texts] : now) {
    if (!old.contains(name)) changes.push_back({PackChange::Kind::added, name, {}});
  }
  return changes;
}

}  // namespace zhudun::workshop
