#include "render/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "zhudun/source/text.h"

namespace zhudun::render {

using check::Status;
using report::Finding;
using source::Language;

Level level_of(Status status) {
  switch (status) {
    case Status::overdue:
    case Status::gap:
      return Level::error;
    case Status::undeclared:
    case Status::due_soon:
      return Level::warning;
    case Status::late:
    case Status::advised:
    case Status::waived:
      return Level::note;
    case Status::pending:
    case Status::met:
    case Status::not_applicable:
      break;
  }
  return Level::none;
}

namespace {

bool is_listed(const report::Report& report, const report::Declaration& declaration, std::size_t at) {
  return report.all || report::listed(declaration.findings.status(at));
}

}  // namespace

std::vector<Entry> entries(const report::Report& report) {
  std::vector<Entry> all;
  std::map<std::string, std::size_t> times;
  for (const report::Declaration& declaration : report.declarations) {
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      if (!is_listed(report, declaration, at)) continue;
      const bool batch = report.declarations.size() > 1;
      all.push_back({&declaration, at, batch ? ++times[declaration.findings.fingerprint(at)] : 1});
    }
  }
  return all;
}

std::string Entry::fingerprint(std::string own) const {
  if (time > 1) own += fmt::format("-{}", time);
  return own;
}

std::vector<Part> parts_of(const report::Report& report) {
  std::vector<Part> parts;
  for (const report::Declaration& declaration : report.declarations) {
    parts.push_back({&declaration, Part::kBefore});
    for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
      if (is_listed(report, declaration, at)) parts.push_back({&declaration, at});
    }
    parts.push_back({&declaration, Part::kAfter});
  }
  return parts;
}

std::vector<Entry> gravest_first(const report::Report& report) {
  std::vector<Entry> all = entries(report);
  const auto gravity = [](const Entry& entry) {
    const Status status = entry.status();
    return std::tuple(level_of(status), status, -entry.declaration->findings.dates(entry.at).days_overdue);
  };
  std::stable_sort(all.begin(), all.end(), [&](const Entry& a, const Entry& b) { return gravity(a) < gravity(b); });
  return all;
}

Place place_of(const Entry& entry, const Finding& finding) {
  const bool placed = !finding.file.empty();
  std::string_view file = placed ? finding.file : entry.declaration->file;
  while (file.starts_with("./")) file.remove_prefix(2);
  const source::Position position = placed ? finding.position : source::Position{};
  return {std::string(file), std::max(position.line, 1u), std::max(position.column, 1u)};
}

std::string name_of(const Finding& finding) { return finding.rule + " " + finding.subject; }

std::string verdict(const Finding& finding, Language language) {
  const std::string_view word = report::status_word(finding.status, language);
  if (finding.when.empty()) return std::string(word);
  if (finding.when.find(word) != std::string::npos) return finding.when;
  return fmt::format("{}{}{}", word, language == Language::zh ? "，" : ", ", finding.when);
}

std::string submission(const Finding& finding, Language language) {
  const auto say = [&](const char* zh, const char* en) { return language == Language::zh ? zh : en; };
  std::string text =
      fmt::format(fmt::runtime(say("提交 {} → {}", "submit {} → {}")), finding.deliverable, finding.recipient);
  if (!finding.due.empty()) text += fmt::format(fmt::runtime(say("，期限 {}", ", due {}")), finding.due);
  if (!finding.done.empty()) text += fmt::format(fmt::runtime(say("，完成于 {}", ", done {}")), finding.done);
  if (!finding.next_due.empty()) {
    text += fmt::format(fmt::runtime(say("，下次期限 {}", ", next due {}")), finding.next_due);
  }
  if (finding.provisional) text += say("（暂定）", " (provisional)");
  return text;
}

std::vector<std::string> message(const Finding& finding, Language language) {
  const bool zh = language == Language::zh;
  std::vector<std::string> lines = {verdict(finding, language), finding.title};
  if (finding.status != Status::not_applicable) lines.push_back(submission(finding, language));
  if (!finding.reason.empty()) lines.push_back(finding.reason);
  if (!finding.sensitive_to.empty()) {
    lines.push_back(fmt::format(fmt::runtime(zh ? "换一种读法结论会变：{}" : "another reading would change this: {}"),
                                joined(finding.sensitive_to, zh ? "、" : ", ")));
  }
  if (finding.change != report::Change::none) {
    lines.push_back((zh ? "相对基线：" : "against the baseline: ") + change_word(finding.change, language));
  }
  return lines;
}

std::string change_word(report::Change change, Language language) {
  const bool zh = language == Language::zh;
  switch (change) {
    case report::Change::added:
      return zh ? "新增" : "new";
    case report::Change::worse:
      return zh ? "恶化" : "worse";
    case report::Change::known:
      return zh ? "已知" : "known";
    case report::Change::none:
      break;
  }
  return {};
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

std::string visible(std::string_view text) {
  std::string shown;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin > 0) shown += '\n';
    shown += source::printable(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return shown;
}

std::string cut(std::string text, std::size_t characters) {
  const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  std::size_t seen = 0, last = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!begins_one(text[at])) continue;
    if (++seen == characters) last = at;
    if (seen > characters) return text.substr(0, last) + "…";
  }
  return text;
}

}  // namespace zhudun::render
