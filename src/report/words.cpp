#include "report/words.h"

#include <fmt/format.h>

#include <array>

#include "zhudun/report/report.h"

namespace zhudun::report {
namespace {

using check::Cover;
using check::Reason;
using check::Step;
using source::Language;

constexpr std::array<std::pair<std::string_view, std::string_view>, check::kStatuses> kStatusWords = {{
    {"逾期", "overdue"},
    {"缺口", "gap"},
    {"未申报", "undeclared"},
    {"临期", "due soon"},
    {"未到期", "pending"},
    {"迟办", "late"},
    {"合规", "met"},
    {"建议", "advised"},
    {"豁免", "waived"},
    {"不适用", "not applicable"},
}};

// `timestamp` texts of CEL are UTC; dates and numbers are as they print.
std::string bare(std::string text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  return text;
}

std::string place(const source::Span& span) {
  if (!span) return {};
  const source::Position at = span.file->position(span.begin);
  return fmt::format("{}:{}:{}", span.file->name(), at.line, at.column);
}

}  // namespace

std::string_view status_word(Status status, Language language) {
  const auto& words = kStatusWords[static_cast<std::size_t>(status)];
  return language == Language::zh ? words.first : words.second;
}

std::string Words::moment(const check::Moment& moment) const {
  if (moment.time) return calendar::to_string(*moment.time, pack_.calendar.offset());
  return calendar::to_string(moment.date);
}

std::string Words::list(const std::vector<std::string>& items) const {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : say("、", ", ")) + item;
  return text;
}

std::string Words::full_stop_joined(const std::string& a, const std::string& b) const {
  if (a.empty() || b.empty()) return a + b;
  return a + say("；", "; ") + b;
}

std::string Words::reason(const check::Finding& finding, const std::vector<check::Waiver>& waivers) const {
  return full_stop_joined(full_stop_joined(cause(finding), cover(finding, waivers)), provisional(finding));
}

std::string Words::cause(const check::Finding& finding) const {
  switch (finding.reason.kind) {
    case Reason::Kind::condition:
      return finding.reason.text->in(language_);
    case Reason::Kind::list_empty:
      return fmt::format(fmt::runtime(say("{} 已申报为空", "{} is declared empty")), finding.reason.what);
    case Reason::Kind::list_absent:
      return fmt::format(
          fmt::runtime(say("未申报 {}；没有的话请写空列表 []", "{} is not declared; if there are none, write []")),
          finding.reason.what);
    case Reason::Kind::facts_absent:
      return fmt::format(fmt::runtime(say("未申报：{}", "not declared: {}")), list(finding.missing));
    case Reason::Kind::clock_stopped:
      return say("期限尚未开始计算", "the clock has not started");
    case Reason::Kind::evidence: {
      std::vector<std::string> files;
      constexpr std::array<std::pair<const char*, const char*>, 4> faults = {
          {{"文件不存在", "no such file"},
           {"文件为空", "empty file"},
           {"在允许的文件夹之外", "outside the folder"},
           {"不是普通文件", "no regular file"}}};
      for (const check::BadFile& file : finding.bad_files) {
        const auto& fault = faults[static_cast<std::size_t>(file.fault)];
        files.push_back(
            fmt::format(fmt::runtime(say("{}（{}）", "{} ({})")), file.path, say(fault.first, fault.second)));
      }
      return fmt::format(fmt::runtime(say("证明材料有问题：{}", "evidence is not there: {}")), list(files));
    }
    case Reason::Kind::not_in_force: {
      const pack::Effective& effective = finding.rule->effective;
      const std::string from = effective.from ? calendar::to_string(*effective.from) : "…";
      const std::string to = effective.to ? calendar::to_string(*effective.to) : "…";
      return fmt::format(fmt::runtime(say("该义务发生于 {}，不在规则的有效期（{} 至 {}）内",
                                          "the duty arises on {}, when the rule is not in force ({} to {})")),
                         finding.reason.what, from, to);
    }
    case Reason::Kind::none:
      break;
  }
  if (finding.missing.empty()) return {};
  return fmt::format(fmt::runtime(say("尚缺：{}", "still lacking: {}")), list(finding.missing));
}

std::string Words::cover(const check::Finding& finding, const std::vector<check::Waiver>& waivers) const {
  if (finding.cover == Cover::none) return {};
  const check::Waiver& waiver = waivers[finding.waiver];
  const std::string from = calendar::to_string(waiver.approved_on), to = calendar::to_string(waiver.expires_on);
  switch (finding.cover) {
    case Cover::in_force:
      return fmt::format(fmt::runtime(say("{} 批准豁免至 {}：{}（否则为{}）", "waived by {} until {}: {} (else {})")),
                         waiver.approved_by, to, waiver.reason, status_word(finding.unwaived, language_));
    case Cover::expired:
      return fmt::format(fmt::runtime(say("{} 批准的豁免已于 {} 到期", "the waiver approved by {} expired on {}")),
                         waiver.approved_by, to);
    case Cover::not_yet:
      return fmt::format(
          fmt::runtime(say("{} 批准的豁免自 {} 起生效", "the waiver approved by {} is in force from {}")),
          waiver.approved_by, from);
    case Cover::none:
      break;
  }
  return {};
}

std::string Words::provisional(const check::Finding& finding) const {
  if (finding.uncovered.empty()) return {};
  std::vector<std::string> years;
  for (const int year : finding.uncovered) years.push_back(std::to_string(year));
  return fmt::format(fmt::runtime(say("暂定：缺少 {} 年放假安排通知，只按周末推算",
                                      "provisional: the holiday notice of {} is missing, weekends alone were used")),
                     list(years));
}

std::vector<std::string> Words::trace(const check::Finding& finding) const {
  std::vector<std::string> lines;
  for (const Step& one : finding.trace) lines.push_back(step(one));
  if (const std::string text = verdict(finding); !text.empty()) lines.push_back(text);
  if (const std::string text = provisional(finding); !text.empty()) lines.push_back(text);
  return lines;
}

std::string Words::step(const Step& one) const {
  const std::string at = place(one.at);
  switch (one.kind) {
    case Step::Kind::fact:
      return fmt::format(fmt::runtime(say("{} = {}（{}）", "{} = {} ({})")), one.name, one.value, at);
    case Step::Kind::done:
      return fmt::format(fmt::runtime(say("完成：{} = {}（{}）", "done: {} = {} ({})")), one.name, one.value, at);
    case Step::Kind::absent:
      return fmt::format(fmt::runtime(say("{} 未申报", "{} is not declared")), one.name);
    case Step::Kind::reading:
      return reading_step(one);
    case Step::Kind::call:
      return one.name == "addWorkdays" ? workday_step(one) : call_step(one);
    case Step::Kind::function:
      break;
  }
  for (const pack::Function& function : pack_.functions) {
    if (function.name == one.name) {
      return fmt::format(fmt::runtime(say("{}：{} → {}", "{}: {} → {}")), function.title.in(language_),
                         list(one.arguments), one.value);
    }
  }
  return one.name;
}

std::string Words::reading_step(const Step& one) const {
  const std::string value = bare(one.value);
  std::string meaning;
  for (const pack::Reading& reading : pack_.readings) {
    const auto text = reading.values.find(value);
    if (reading.name == one.name && text != reading.values.end()) meaning = text->second.in(language_);
  }
  return meaning.empty()
             ? fmt::format(fmt::runtime(say("读法 {} = {}", "reading {} = {}")), one.name, value)
             : fmt::format(fmt::runtime(say("读法 {} = {}：{}", "reading {} = {}: {}")), one.name, value, meaning);
}

std::string Words::call_step(const Step& one) const {
  const auto& a = one.arguments;
  if (one.name == "changedBy" && a.size() == 3) {
    const bool changed = one.value == "true";
    return changed ? fmt::format(fmt::runtime(say("{} → {}，变化达到 {}%", "{} → {}, changed by {}% or more")), a[0],
                                 a[1], a[2])
                   : fmt::format(fmt::runtime(say("{} → {}，变化不到 {}%", "{} → {}, changed by less than {}%")), a[0],
                                 a[1], a[2]);
  }
  struct Unit {
    std::string_view function;
    const char* zh;
    const char* en;
  };
  constexpr std::array<Unit, 5> units = {{{"addDays", "{} 加 {} 天 = {}", "{} + {} days = {}"},
                                          {"addMonths", "{} 加 {} 个月 = {}", "{} + {} months = {}"},
                                          {"addYears", "{} 加 {} 年 = {}", "{} + {} years = {}"},
                                          {"addHours", "{} 加 {} 小时 = {}", "{} + {} hours = {}"},
                                          {"_+_", "{} 加 {} = {}", "{} + {} = {}"}}};
  for (const Unit& unit : units) {
    if (unit.function == one.name && a.size() == 2) {
      return fmt::format(fmt::runtime(say(unit.zh, unit.en)), local(a[0]), a[1], local(one.value));
    }
  }
  return fmt::format("{}({}) = {}", one.name, list(a), one.value);
}

// A time that CEL prints in UTC, on the clock of the calendar's zone; anything else as it is.
std::string Words::local(const std::string& text) const {
  const auto time = calendar::parse_timestamp(bare(text), pack_.calendar.offset());
  if (!time || time->whole_day) return text;
  return calendar::to_string(time->at, pack_.calendar.offset());
}

std::string Words::workday_step(const Step& one) const {
  std::string text = fmt::format(fmt::runtime(say("{} 起第 {} 个工作日（当日不计）= {}",
                                                  "working day {1} after {0}, the day itself not counted = {2}")),
                                 one.arguments[0], one.arguments[1], one.value);
  std::vector<std::string> skipped;
  for (const calendar::Holiday& holiday : one.walk.skipped) {
    const std::string first = calendar::to_string(holiday.first), last = calendar::to_string(holiday.last);
    const std::string& name = language_ == Language::zh ? holiday.name.zh : holiday.name.en;
    skipped.push_back(first == last ? fmt::format("{} {}", name, first)
                                    : fmt::format(fmt::runtime(say("{} {} 至 {}", "{} {} to {}")), name, first, last));
  }
  std::vector<std::string> worked;
  for (const calendar::Date day : one.walk.make_up) worked.push_back(calendar::to_string(day));
  if (!skipped.empty()) text += fmt::format(fmt::runtime(say("；跳过 {}", "; skipped {}")), list(skipped));
  if (!worked.empty())
    text += fmt::format(fmt::runtime(say("；计入调休上班日 {}", "; make-up working days counted {}")), list(worked));
  return text;
}

std::string Words::when(const check::Finding& finding) const {
  if (finding.status == Status::overdue) {
    return fmt::format(fmt::runtime(say("逾期 {} 天", "{} days overdue")), finding.days_overdue);
  }
  if (!finding.due) return {};
  const auto left = (finding.due->date - options_.as_of).count();
  if (finding.status == Status::late || finding.status == Status::met) {
    return fmt::format(fmt::runtime(say("{} 完成", "done {}")), moment(*finding.done));
  }
  if (left == 0) return say("今日到期", "due today");
  return left > 0 ? fmt::format(fmt::runtime(say("还有 {} 天", "{} days left")), left) : std::string();
}

std::string Words::verdict(const check::Finding& finding) const {
  if (!finding.due) return {};
  const std::string due = moment(*finding.due), as_of = calendar::to_string(options_.as_of);
  if (finding.unwaived == Status::overdue) {
    return fmt::format(
        fmt::runtime(say("期限 {}，截至 {} 未完成，逾期 {} 天", "due {}, not done by {}, {} days overdue")), due, as_of,
        finding.days_overdue);
  }
  if (finding.done) {
    const bool late = finding.status == Status::late;
    return fmt::format(fmt::runtime(late ? say("期限 {}，{} 完成，迟于期限", "due {}, done {}, after it was due")
                                         : say("期限 {}，{} 完成", "due {}, done {}")),
                       due, moment(*finding.done));
  }
  const auto left = (finding.due->date - options_.as_of).count();
  return fmt::format(fmt::runtime(say("期限 {}，自 {} 起还有 {} 天", "due {}, from {} there are {} days left")), due,
                     as_of, left);
}

}  // namespace zhudun::report
