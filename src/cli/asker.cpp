#include "cli/asker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

using form::Answer;
using form::Question;

std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t from = text.find_first_not_of(spaces);
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(spaces) + 1 - from));
}

// Parts between commas and spaces, Chinese ones too.
std::vector<std::string> split(std::string text) {
  for (const std::string_view mark : {"，", "、", "；", "　"}) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) text.replace(at, mark.size(), ",");
  }
  std::vector<std::string> parts;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find_first_of(", ;\t", from), text.size());
    if (end > from) parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}
bool is_yes(const std::string& text) { return is_one_of(text, {"y", "Y", "yes", "是", "有", "true"}); }
bool is_no(const std::string& text) { return is_one_of(text, {"n", "N", "no", "否", "没有", "无", "不", "false"}); }

}  // namespace

void Asker::say(std::string_view line) { world_.write_error(fmt::format("{}\n", line)); }

std::optional<std::string> Asker::line(std::string_view text) {
  world_.write_error(text);
  while (rest_.find('\n') == std::string::npos) {
    const auto more = world_.read_in();
    if (!more || more->empty()) {
      world_.write_error("\n");
      return std::nullopt;
    }
    rest_ += *more;
  }
  const std::size_t end = rest_.find('\n');
  std::string typed = trimmed(std::string_view(rest_).substr(0, end));
  rest_.erase(0, end + 1);
  return typed;
}

void Asker::not_understood(std::string_view text) {
  say(fmt::format(fmt::runtime(in("  没看懂“{}”，请再答一次", "  `{}` is not understood, please answer again")),
                  source::printable(text)));
}

std::optional<Answer> Asker::ask(const Question& question) {
  switch (question.kind) {
    case Question::Kind::words:
      return ask_words(question);
    case Question::Kind::flag:
      return ask_flag(question);
    case Question::Kind::list:
      return ask_list(question);
    case Question::Kind::name:
      break;
  }
  const auto text = ask_text(question);
  if (!text) return std::nullopt;
  return text->empty() ? Answer() : Answer(*text);
}

std::optional<std::string> Asker::ask_text(const Question& question) {
  while (true) {
    const auto text =
        line(fmt::format("{} {}", question.description.in(language_), in("[回车：以后填]：", "[Enter: later]: ")));
    if (!text || !source::first_invalid_utf8(*text)) return text;
    not_understood(*text);
  }
}

std::optional<Answer> Asker::ask_words(const Question& question) {
  say(question.description.in(language_));
  std::size_t number = 0;
  for (const schema::EnumValue& value : question.type->values)
    say(fmt::format("  {}  {}  {}", ++number, value.value, value.title.in(language_)));
  const char* later = question.required ? in("[回车：还不确定，先全部列出]：", "[Enter: not sure yet, list all]: ")
                                        : in("[回车：以后填]：", "[Enter: later]: ");
  const char* how = question.many ? in("输入编号，可以多选，如 1,2", "numbers, one or more, such as 1,2")
                                  : in("输入编号", "a number");
  while (true) {
    const auto text = line(fmt::format("{} {}", how, later));
    if (!text) return std::nullopt;
    if (text->empty()) return Answer();
    const auto words = words_of(*text, question);
    if (!words) continue;
    if (question.many) return Answer(*words);
    if (words->size() == 1) return Answer(words->front());
    not_understood(*text);
  }
}

std::optional<std::vector<std::string>> Asker::words_of(const std::string& text, const Question& question) {
  const auto& values = question.type->values;
  std::vector<std::string> words;
  for (const std::string& part : split(text)) {
    std::size_t number = 0;
    const auto is_meant = [&](const schema::EnumValue& one) {
      return part == std::to_string(++number) || part == one.value || part == one.title.zh || part == one.title.en;
    };
    const auto found = std::find_if(values.begin(), values.end(), is_meant);
    if (found == values.end()) {
      not_understood(part);
      return std::nullopt;
    }
    if (std::find(words.begin(), words.end(), found->value) == words.end()) words.push_back(found->value);
  }
  if (words.empty()) not_understood(text);
  return words.empty() ? std::nullopt : std::optional(std::move(words));
}

std::optional<Answer> Asker::ask_flag(const Question& question) {
  while (true) {
    const auto text = line(fmt::format("{} {}", question.description.in(language_),
                                       in("[y 是 / n 否 / 回车：以后填]：", "[y / n / Enter: later]: ")));
    if (!text) return std::nullopt;
    if (text->empty()) return Answer();
    if (is_yes(*text)) return Answer(true);
    if (is_no(*text)) return Answer(false);
    not_understood(*text);
  }
}

std::optional<Answer> Asker::ask_list(const Question& question) {
  while (true) {
    const auto text =
        line(fmt::format("{} {}", question.description.in(language_),
                         in("[n 没有 / 回车：有，或者以后填]：", "[n none / Enter: there are, or later]: ")));
    if (!text) return std::nullopt;
    if (text->empty() || is_yes(*text)) return Answer();
    if (is_no(*text)) return Answer(std::vector<std::string>());
    not_understood(*text);
  }
}

std::string Asker::shown(const Answer& answer) const {
  if (const auto* text = std::get_if<std::string>(&answer)) return source::printable(*text);
  if (const auto* flag = std::get_if<bool>(&answer)) return *flag ? in("是", "yes") : in("否", "no");
  const auto* words = std::get_if<std::vector<std::string>>(&answer);
  if (!words) return in("以后填", "later");
  return words->empty() ? in("没有", "none") : fmt::format("{}", fmt::join(*words, in("、", ", ")));
}

}  // namespace zhudun::cli
