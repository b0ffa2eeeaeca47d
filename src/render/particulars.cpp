#include "render/particulars.h"

#include <fmt/format.h>

#include "render/listing.h"

namespace zhudun::render {
namespace {

using report::Waiver;
using source::Language;

std::string readings(const report::Report& report) {
  std::vector<std::string> choices;
  for (const report::ReadingChoice& choice : report.readings) {
    choices.push_back(fmt::format("{}={}", choice.name, pack::to_string(choice.value)));
  }
  for (const auto& [name, value] : report.parameters) choices.push_back(fmt::format("{}={}", name, value));
  return joined(choices, " ");
}

template <class Wanted>
Particular waivers(std::string_view key, std::string label, const report::Declaration& declaration, Language language,
                   Wanted wanted) {
  std::vector<std::string> told;
  for (const Waiver& waiver : declaration.waivers) {
    if (wanted(waiver)) told.push_back(waiver_words(waiver, language));
  }
  const bool zh = language == Language::zh;
  return {key, std::move(label), told.empty() ? (zh ? "无" : "none") : joined(told, zh ? "；" : "; "), told.empty()};
}

}  // namespace

std::vector<Particular> of_run(const report::Report& report) {
  const bool zh = report.language == Language::zh;
  const auto say = [zh](const char* in_zh, const char* in_en) { return std::string(zh ? in_zh : in_en); };
  const bool covered = report.last_year != 0;
  std::vector<Particular> particulars = {
      {"tool", say("工具", "tool"), fmt::format("zhudun {}", report.version)},
      {"as_of", say("截至", "as of"),
       fmt::format("{} ({})", report.as_of, report.as_of_given ? say("指定", "given") : say("今天", "today"))},
      {"zone", say("时区", "zone"), report.zone},
      {"horizon", say("临期天数", "days that are soon"), fmt::format("{}", report.horizon)},
      {"ruleset", say("规则", "rules"), report.pack_id},
      {"ruleset_sha256", say("规则 sha256", "rules sha256"), report.pack_sha256},
      {"reading", say("读法", "reading"), readings(report)},
      {"calendar", say("日历覆盖", "calendar covers"),
       covered ? fmt::format("{}-{}", report.first_year, report.last_year) : say("无", "none")},
  };
  if (report.baseline) particulars.push_back({"baseline", say("基线", "baseline"), baseline_words(report)});
  return particulars;
}

std::vector<Particular> of_declaration(const report::Report& report, const report::Declaration& declaration) {
  const Language language = report.language;
  const auto say = [&](const char* zh, const char* en) { return std::string(language == Language::zh ? zh : en); };
  const auto in = [](Waiver::State state) { return [state](const Waiver& waiver) { return waiver.state == state; }; };
  return {
      {"declaration", say("申报文件", "declaration"), declaration.file},
      {"company", say("企业", "company"), declaration.company},
      {"sha256", say("申报 sha256", "declaration sha256"), declaration.sha256},
      waivers("waivers_in_force", say("有效豁免", "waivers in force"), declaration, language,
              in(Waiver::State::in_force)),
      waivers("waivers_expiring", say("即将到期的豁免", "waivers about to expire"), declaration, language,
              [](const Waiver& waiver) { return waiver.expiring; }),
      waivers("waivers_expired", say("已到期的豁免", "expired waivers"), declaration, language,
              in(Waiver::State::expired)),
      waivers("waivers_not_yet", say("尚未生效的豁免", "waivers not yet in force"), declaration, language,
              in(Waiver::State::not_yet)),
  };
}

std::string baseline_words(const report::Report& report) {
  if (!report.baseline) return {};
  const report::BaselineUse& use = *report.baseline;
  const bool zh = report.language == Language::zh;
  const std::string of = use.as_of.empty() ? (zh ? "原先没有" : "not there before")
                                           : fmt::format(fmt::runtime(zh ? "截至 {}" : "as of {}"), use.as_of);
  std::string words = fmt::format(fmt::runtime(zh ? "{}（{}）：新增 {}，恶化 {}，已知 {}，已消除 {}"
                                                  : "{} ({}): new {}, worse {}, known {}, fixed {}"),
                                  use.file, of, use.added, use.worse, use.known, use.fixed);
  if (use.accepted) words += zh ? "；新增和恶化的已计入基线" : "; what is new or worse is taken in";
  return words;
}

std::string sentence(const std::vector<Particular>& particulars, Language language) {
  const bool zh = language == Language::zh;
  std::vector<std::string> parts;
  for (const Particular& one : particulars) parts.push_back(one.label + (zh ? "：" : ": ") + one.value);
  return joined(parts, zh ? "；" : "; ");
}

std::string waiver_words(const Waiver& waiver, Language language) {
  const std::string whose = waiver.rule + (waiver.subject.empty() ? "" : " " + waiver.subject);
  return fmt::format(fmt::runtime(language == Language::zh ? "{}，{} 到期（{}；{} 于 {} 批准）"
                                                           : "{}, expires {} ({}; approved by {} on {})"),
                     whose, waiver.expires_on, waiver.reason, waiver.approved_by, waiver.approved_on);
}

}  // namespace zhudun::render
