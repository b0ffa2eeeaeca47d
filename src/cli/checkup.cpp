#include "cli/checkup.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "cli/cache.h"
#include "cli/color.h"
#include "cli/version.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/workshop/years.h"

namespace zhudun::cli {
namespace {

using source::Language;

std::vector<std::int64_t> years_of(const pack::Pack& pack, const std::vector<std::int64_t>& parameters) {
  std::vector<std::int64_t> years;
  for (const std::size_t at : workshop::year_parameters(pack)) years.push_back(parameters[at]);
  std::sort(years.begin(), years.end());
  years.erase(std::unique(years.begin(), years.end()), years.end());
  return years;
}

class Examination {
 public:
  Examination(const Bench& bench, const Judging& judging, const World& world, Language language)
      : bench_(bench), judging_(judging), world_(world), language_(language) {}

  Checkup run(diag::Diagnostics& diagnostics) {
    checkup_.version = kVersion;
    checkup_.today = calendar::to_string(bench_.options.as_of);
    checkup_.today_given = bench_.as_of_given;
    checkup_.zone = bench_.pack().calendar.zone();
    packs(diagnostics);
    calendar();
    locale();
    terminal();
    cache();
    return std::move(checkup_);
  }

 private:
  std::string say(std::string zh, std::string en) const { return language_ == Language::zh ? zh : en; }
  void warn(std::string code, std::string message, std::string help) {
    checkup_.warnings.push_back({std::move(code), std::move(message), std::move(help)});
  }

  void packs(diag::Diagnostics& diagnostics) {
    const pack::Pack& chosen = bench_.pack();
    const std::vector<std::string> names = pack::builtin_packs();
    const bool own = !judging_.rules.empty() && std::find(names.begin(), names.end(), judging_.rules) == names.end();
    std::vector<std::string> fitting;  // of this year, best one first: made for what was chosen
    const std::int64_t year = bench_.options.as_of.year();
    for (const std::string& name : names) {
      const LoadedPack loaded = load_pack(name, diagnostics);
      if (!loaded.pack) continue;
      const bool is_chosen = !own && loaded.pack->id == chosen.id;
      add(*loaded.pack, is_chosen ? bench_.options.parameters : check::parameters_of(*loaded.pack), true, is_chosen);
      const std::vector<std::string>& below = loaded.pack->extends;
      const bool stands_on_it = std::find(below.begin(), below.end(), chosen.id) != below.end();
      if (!is_chosen && stands_on_it && checkup_.packs.back().years == std::vector{year}) fitting.push_back(name);
    }
    if (own) add(chosen, bench_.options.parameters, false, true);
    campaign(year, fitting);
  }

  void add(const pack::Pack& pack, const std::vector<std::int64_t>& parameters, bool builtin, bool chosen) {
    checkup_.packs.push_back(
        {pack.id, pack.title.in(language_), pack.sha256, years_of(pack, parameters), builtin, chosen});
  }

  void campaign(std::int64_t year, const std::vector<std::string>& fitting) {
    const pack::Pack& pack = bench_.pack();
    for (const std::size_t at : workshop::year_parameters(pack)) {
      const std::int64_t own = bench_.options.parameters[at];
      if (own == year) continue;
      const std::string name = pack.parameters[at].name;
      const std::string set =
          say(fmt::format("`--set {}={}` 改变年份", name, year), fmt::format("`--set {}={}` moves it", name, year));
      const std::string better =
          fitting.empty() ? std::string()
                          : say(fmt::format("规则包 `{0}` 正是 {1} 年的：`--rules {0}`；或用 ", fitting.front(), year),
                                fmt::format("the pack `{0}` is of {1}: `--rules {0}`; or ", fitting.front(), year));
      warn("campaign-year",
           say(fmt::format("今天（{}）不在规则包 `{}` 的 {} 年之内，其中写明的日期落在 {} 年", checkup_.today, pack.id,
                           own, own),
               fmt::format("today, {}, lies outside {}, the year of the pack `{}` in which its named days lie",
                           checkup_.today, own, pack.id)),
           better + set);
    }
  }

  void calendar() {
    const auto& years = bench_.pack().calendar.years();
    const auto first = years.empty() ? std::nullopt : calendar::make_date(years.front().year, 1, 1);
    const auto last = years.empty() ? std::nullopt : calendar::make_date(years.back().year, 12, 31);
    const calendar::Date today = bench_.options.as_of;
    const std::string help = say("换用新版本，或用 `--rules DIR` 指定含有该年通知的规则包和日历",
                                 "install a newer version, or name a pack with a newer calendar, `--rules DIR`");
    if (first && last) {
      const calendar::Name& notice = years.back().notice;
      checkup_.calendar = {calendar::to_string(*first), calendar::to_string(*last), say(notice.zh, notice.en),
                           (*last - today).count()};
    }
    if (bench_.pack().calendar.covers(today.year())) return;
    const std::string from = first ? calendar::to_string(*first) : "-", to = last ? calendar::to_string(*last) : "-";
    warn("calendar",
         say(fmt::format("今天（{}）超出了工作日历（{} 至 {}）；其外的工作日只按周末推算，结论为暂定", checkup_.today,
                         from, to),
             fmt::format("today, {}, lies outside the calendar of {} to {}: working days are counted by weekends alone "
                         "and findings are provisional",
                         checkup_.today, from, to)),
         help);
  }

  void locale() {
    for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
      const auto name = world_.variable(variable);
      if (!name || name->empty()) continue;
      checkup_.locale = {variable, *name, false};
      break;
    }
    std::string lower = checkup_.locale.name;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    checkup_.locale.utf8 = lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
    if (checkup_.locale.utf8) return;
    const std::string name =
        checkup_.locale.name.empty() ? say("没有设定", "not set") : fmt::format("`{}`", checkup_.locale.name);
    warn("locale",
         say(fmt::format("语言环境{}{}，不是 UTF-8；程序总是输出 UTF-8，终端可能显示乱码",
                         checkup_.locale.name.empty() ? "" : "是 ", name),
             fmt::format("the locale is {}, which is no UTF-8: what the program prints always is, and a terminal may "
                         "show it wrong",
                         name)),
         say("例如 `export LANG=C.UTF-8`", "for example `export LANG=C.UTF-8`"));
  }

  void terminal() {
    checkup_.terminal = {world_.terminal, world_.error_terminal, world_.size(), world_.variable("TERM").value_or(""),
                         colored(Color::automatic, world_)};
  }

  void cache() {
    checkup_.cache = cache_folder(world_);
    std::error_code fault;
    checkup_.cache_exists = checkup_.cache && std::filesystem::is_directory(*checkup_.cache, fault);
  }

  const Bench& bench_;
  const Judging& judging_;
  const World& world_;
  Language language_;
  Checkup checkup_;
};

}  // namespace

Checkup examine(const Bench& bench, const Judging& judging, const World& world, Language language,
                diag::Diagnostics& diagnostics) {
  return Examination(bench, judging, world, language).run(diagnostics);
}

}  // namespace zhudun::cli
