// `zhudun doctor`: what the program works with, and what of it will not do today.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/checkup.h"
#include "cli/command.h"
#include "zhudun/source/text.h"
#include "zhudun/write/json.h"

namespace zhudun::cli {
namespace {

using source::Language;

class CheckupText {
 public:
  CheckupText(const Checkup& checkup, Language language) : checkup_(checkup), language_(language) {}

  std::string print() {
    line(say("版本", "version"), "zhudun " + checkup_.version);
    line(say("今天", "today"),
         fmt::format("{} ({}{})", checkup_.today, checkup_.today_given ? say("指定, ", "given, ") : "", checkup_.zone));
    for (const Checkup::Pack& pack : checkup_.packs) this->pack(pack);
    calendar();
    locale();
    terminal();
    cache();
    for (const Checkup::Warning& warning : checkup_.warnings) {
      out_ += fmt::format("\n{}: {}\n  {}\n", say("注意", "warning"), source::printable(warning.message), warning.help);
    }
    out_ += checkup_.warnings.empty() ? say("\n没有问题\n", "\nall is well\n") : "";
    return std::move(out_);
  }

 private:
  std::string say(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }
  void line(const std::string& label, const std::string& text) {
    out_ += fmt::format("{}  {}\n", source::pad(label, 10), source::printable(text));
  }

  void pack(const Checkup::Pack& pack) {
    const std::string of = pack.years.empty() ? std::string() : fmt::format("  {}", fmt::join(pack.years, ", "));
    line(say("规则包", "rule pack"),
         fmt::format("{}{}  sha256:{}{}{}", pack.id, pack.chosen ? " *" : "", pack.sha256.substr(0, 16), of,
                     pack.builtin ? "" : say("  文件夹", "  a folder")));
    line("", pack.title);
  }

  void calendar() {
    if (!checkup_.calendar) return line(say("日历", "calendar"), say("没有任何年份", "no year at all"));
    const Checkup::Calendar& calendar = *checkup_.calendar;
    const std::string left = calendar.days_left < 0
                                 ? say("已经结束", "ended")
                                 : fmt::format(fmt::runtime(say("还有 {} 天", "{} days left")), calendar.days_left);
    line(say("日历", "calendar"),
         fmt::format(fmt::runtime(say("{} 至 {}，{}", "{} to {}, {}")), calendar.first, calendar.last, left));
    line("", calendar.notice);
  }

  void locale() {
    const Checkup::Locale& locale = checkup_.locale;
    line(say("语言环境", "locale"),
         locale.name.empty() ? say("没有设定", "not set")
                             : fmt::format("{}={}{}", locale.variable, locale.name, locale.utf8 ? "  UTF-8" : ""));
  }

  void terminal() {
    const Checkup::Terminal& terminal = checkup_.terminal;
    const auto stream = [&](bool is_one) {
      return is_one ? say("终端", "a terminal") : say("不是终端", "no terminal");
    };
    std::string text = fmt::format(fmt::runtime(say("标准输出{}，标准错误{}", "output {}, errors {}")),
                                   stream(terminal.output), stream(terminal.error));
    if (terminal.size) text += fmt::format(", {} x {}", terminal.size->columns, terminal.size->rows);
    if (!terminal.type.empty()) text += fmt::format(", TERM={}", terminal.type);
    text += terminal.color ? say("，彩色", ", in colour") : say("，无色", ", no colour");
    line(say("终端", "terminal"), text);
  }

  void cache() {
    line(say("缓存", "cache"), !checkup_.cache ? say("没有家目录，不使用", "none, for there is no home")
                               : checkup_.cache_exists ? *checkup_.cache
                                                       : *checkup_.cache + say("（还没有）", " (not there yet)"));
  }

  const Checkup& checkup_;
  Language language_;
  std::string out_;
};

void packs_json(write::JsonWriter& out, const Checkup& checkup) {
  out.key("packs");
  out.begin_array();
  for (const Checkup::Pack& pack : checkup.packs) {
    out.begin_object();
    out.member("id", std::string_view(pack.id));
    out.member("title", std::string_view(pack.title));
    out.member("sha256", std::string_view(pack.sha256));
    out.key("years");
    out.begin_row();
    for (const std::int64_t year : pack.years) out.integer(year);
    out.end();
    out.member("builtin", pack.builtin);
    out.member("chosen", pack.chosen);
    out.end();
  }
  out.end();
}

void calendar_json(write::JsonWriter& out, const Checkup& checkup) {
  if (!checkup.calendar) return out.member("calendar", nullptr);
  out.key("calendar");
  out.begin_object();
  out.member("first", std::string_view(checkup.calendar->first));
  out.member("last", std::string_view(checkup.calendar->last));
  out.member("days_left", checkup.calendar->days_left);
  out.member("notice", std::string_view(checkup.calendar->notice));
  out.end();
}

void surroundings_json(write::JsonWriter& out, const Checkup& checkup) {
  out.key("locale");
  out.begin_object();
  out.member("variable", std::string_view(checkup.locale.variable));
  out.member("name", std::string_view(checkup.locale.name));
  out.member("utf8", checkup.locale.utf8);
  out.end();
  out.key("terminal");
  out.begin_object();
  out.member("output", checkup.terminal.output);
  out.member("error", checkup.terminal.error);
  out.member("columns", checkup.terminal.size ? checkup.terminal.size->columns : 0);
  out.member("rows", checkup.terminal.size ? checkup.terminal.size->rows : 0);
  out.member("type", std::string_view(checkup.terminal.type));
  out.member("color", checkup.terminal.color);
  out.end();
  out.key("cache");
  checkup.cache ? out.string(*checkup.cache) : out.null();
}

std::string as_json(const Checkup& checkup) {
  std::string bytes;
  write::JsonWriter out(bytes, write::Layout::indented);
  out.begin_object();
  out.member("version", std::string_view(checkup.version));
  out.member("today", std::string_view(checkup.today));
  out.member("zone", std::string_view(checkup.zone));
  packs_json(out, checkup);
  calendar_json(out, checkup);
  surroundings_json(out, checkup);
  out.key("warnings");
  out.begin_array();
  for (const Checkup::Warning& warning : checkup.warnings) {
    out.begin_object();
    out.member("code", std::string_view(warning.code));
    out.member("message", std::string_view(warning.message));
    out.member("help", std::string_view(warning.help));
    out.end();
  }
  out.finish();
  return bytes + "\n";
}

class DoctorCommand : public Command {
 public:
  DoctorCommand() : Command("doctor", "say what the program works with, and warn of what will not do today") {}

  void options(OptionTable& table) override {
    judging_.options(table);
    language_option(table, language_);
    json_option(table, json_);
  }

  std::string_view failing() const override { return "it warns of something"; }

  int run(World& world) override {
    diag::Diagnostics diagnostics;
    const Bench bench = set_up(judging_, world, diagnostics);
    if (tell(world, diagnostics)) return kWrong;
    const Checkup checkup = examine(bench, judging_, world, language_, diagnostics);
    if (tell(world, diagnostics)) return kWrong;
    if (print(world, json_ ? as_json(checkup) : CheckupText(checkup, language_).print()) != kFulfilled)
      return kNotWritten;
    return checkup.warnings.empty() ? kFulfilled : kFailing;
  }

 private:
  Judging judging_;
  Language language_ = Language::zh;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> doctor_command() { return std::make_unique<DoctorCommand>(); }

}  // namespace zhudun::cli
