#include "form/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace zhudun::form {
namespace {

using schema::Kind;
using source::Language;

std::string limits(const schema::Type& type, bool zh) {
  if (type.minimum && type.maximum)
    return fmt::format(fmt::runtime(zh ? "，{} 至 {}" : " from {} to {}"), *type.minimum, *type.maximum);
  if (type.minimum) return fmt::format(fmt::runtime(zh ? "，不小于 {}" : ", {} or more"), *type.minimum);
  if (type.maximum) return fmt::format(fmt::runtime(zh ? "，不大于 {}" : ", {} or less"), *type.maximum);
  return {};
}

std::string wanted_text(const schema::Type& type, bool zh) {
  if (type.format == "uscc")
    return zh ? "18 位统一社会信用代码，加引号" : "a unified social credit code of 18 characters, in quotes";
  if (type.format == "path")
    return zh ? "文件路径，相对于申报文件所在文件夹" : "a path, relative to the declaration's folder";
  const std::string& own = zh ? type.description.zh : type.description.en;
  if (type.pattern && !own.empty()) return own + (zh ? "；数字要加引号" : "; a number in quotes");
  return zh ? "文字；数字要加引号" : "a text, a number in quotes";
}

std::string thing(const schema::Type& type, Language language) {
  const bool zh = language == Language::zh;
  switch (type.kind) {
    case Kind::object:
      return zh ? "若干项，每项一行，写作“名称: 值”" : "keys and values, one a line, `key: value`";
    case Kind::array:
      if (type.table) return zh ? "列表，或者 CSV 文件的路径" : "a list, or the path of a CSV file";
      return zh ? "列表，每项以 - 开头；没有则写 []" : "a list, each item after a dash; [] if there is none";
    case Kind::integer:
      if (type.constant) return fmt::format("{}", *type.constant);
      return (zh ? "整数" : "a whole number") + limits(type, zh);
    case Kind::number:
      return (zh ? "数字" : "a number") + limits(type, zh);
    case Kind::boolean:
      return zh ? "true（是）或 false（否）" : "true or false";
    case Kind::date:
      return zh ? "日期，写作 2025-03-14" : "a date, as in 2025-03-14";
    case Kind::date_time:
      return zh ? "时间，写作 2025-08-03T14:20+08:00" : "a time, as in 2025-08-03T14:20+08:00";
    case Kind::string:
      break;
  }
  if (type.values.empty()) return wanted_text(type, zh);
  return fmt::format(fmt::runtime(zh ? "以下之一：{}" : "one of {}"), choices(type, language));
}

}  // namespace

std::string wanted(const schema::Type& type, Language language) {
  return fmt::format(fmt::runtime(language == Language::zh ? "此处应填：{}" : "what belongs here: {}"),
                     thing(type, language));
}

std::string choices(const schema::Type& type, Language language) {
  std::vector<std::string> words;
  for (const schema::EnumValue& one : type.values) {
    const std::string& title = one.title.in(language);
    words.push_back(title.empty() || title == one.value ? one.value
                    : language == Language::zh          ? fmt::format("{}（{}）", one.value, title)
                                                        : fmt::format("{} ({})", one.value, title));
  }
  return fmt::format("{}", fmt::join(words, language == Language::zh ? "、" : ", "));
}

std::string sample_list(const schema::Type& item, Language language) {
  if (item.values.size() == 1) return fmt::format("[{}]", item.values[0].value);
  if (!item.values.empty()) return fmt::format("[{}, {}]", item.values[0].value, item.values[1].value);
  if (item.kind == Kind::date) return "[2025-03-14, 2025-09-30]";
  if (item.kind == Kind::integer || item.kind == Kind::number) return "[1, 2]";
  return language == Language::zh ? "[甲, 乙]" : "[a, b]";
}

std::string task_title(const pack::Pack& pack, std::int64_t number, Language language) {
  for (const pack::Task& task : pack.tasks) {
    if (task.number == number) return task.title.in(language);
  }
  return {};
}

std::string rule_list(const std::vector<const pack::Rule*>& rules) {
  constexpr std::ptrdiff_t shortest = 3;
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < rules.size();) {
    std::size_t end = at + 1;
    while (end < rules.size() && rules[end] - rules[end - 1] == 1 && rules[end]->task == rules[at]->task) ++end;
    const bool range = static_cast<std::ptrdiff_t>(end - at) >= shortest;
    if (range) parts.push_back(fmt::format("{}–{}", rules[at]->id, rules[end - 1]->id));
    for (; at < end; ++at) {
      if (!range) parts.push_back(rules[at]->id);
    }
  }
  return fmt::format("{}", fmt::join(parts, " "));
}

}  // namespace zhudun::form
