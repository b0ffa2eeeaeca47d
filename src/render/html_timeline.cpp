// The timeline as a picture (SVG, one lane for what was due, is open, was done, comes next; a bar for each month or
// quarter), the same as a table, and a list of what comes next.
#include <fmt/format.h>

#include <algorithm>

#include "render/html_parts.h"
#include "render/timeline.h"

namespace zhudun::render {
namespace {

using calendar::Date;

struct LaneName {
  std::string_view kind, zh, en;
};
constexpr LaneName kLanes[Timeline::kLanes] = {{"overdue", "逾期", "overdue"},       {"open", "待办", "open"},
                                               {"done", "按期完成", "done in time"}, {"late", "迟办完成", "done late"},
                                               {"waived", "已豁免", "waived"},       {"next", "下次期限", "next due"}};

constexpr double kLeft = 104, kWidth = 960, kTop = 24, kLaneHeight = 48, kBar = 26;
constexpr std::size_t kShownNext = 12;

std::string number(double value) { return fmt::format("{:.1f}", value); }

// In its year: the month's number or the quarter's.
unsigned part_of(const Timeline& timeline, const Timeline::Period& period) {
  return timeline.unit == Timeline::Unit::quarter ? (period.from.month() - 1) / 3 + 1 : period.from.month();
}

std::string_view unit_name(const HtmlPage& page, Timeline::Unit unit) {
  if (unit == Timeline::Unit::year) return page.say("年份", "year");
  return unit == Timeline::Unit::month ? page.say("月份", "month") : page.say("季度", "quarter");
}

class Picture {
 public:
  Picture(HtmlPage& page, const Timeline& timeline) : page_(page), out_(page.out), timeline_(timeline) {
    for (std::size_t lane = 0; lane < Timeline::kLanes; ++lane) {
      if (timeline.sums[lane] > 0) lanes_.push_back(lane);
    }
    step_ = (kWidth - kLeft) / static_cast<double>(timeline.periods.size());
    bottom_ = kTop + kLaneHeight * static_cast<double>(lanes_.size());
  }

  void print() {
    out_.open("svg", {{"viewBox", fmt::format("0 0 {} {}", number(kWidth + 8), number(bottom_ + 40))},
                      {"role", "img"},
                      {"aria-labelledby", "tl-title tl-desc"}});
    out_.element("title", {{"id", "tl-title"}}, page_.say("到期、完成与下次期限", "Due, done and next due"));
    out_.element("desc", {{"id", "tl-desc"}}, described());
    axis();
    as_of_line();
    for (std::size_t at = 0; at < lanes_.size(); ++at) bars(lanes_[at], base_of(at));
    for (std::size_t at = 0; at < lanes_.size(); ++at) {
      label(0, base_of(at) - 8, "lane", page_.say(kLanes[lanes_[at]].zh, kLanes[lanes_[at]].en));
    }
    out_.close();
    out_.line();
  }

 private:
  std::string described() const {
    std::vector<std::string> parts;
    for (const std::size_t lane : lanes_) {
      parts.push_back(fmt::format("{} {}", page_.say(kLanes[lane].zh, kLanes[lane].en), timeline_.sums[lane]));
    }
    return fmt::format(fmt::runtime(page_.say("{} 至 {}，截至 {}：{}。数字见下表。",
                                              "{} to {}, as of {}: {}. The table below has the numbers.")),
                       name_of(timeline_.periods.front(), timeline_.unit),
                       name_of(timeline_.periods.back(), timeline_.unit), page_.report.as_of,
                       joined(parts, page_.say("，", ", ")));
  }

  void label(double x, double y, std::string_view kind, std::string_view text) {
    out_.element("text", {{"x", number(x)}, {"y", number(y)}, {"class", kind}}, text);
  }

  void rule(double x1, double y1, double x2, double y2, std::string_view kind) {
    out_.element("path",
                 {{"class", kind}, {"d", fmt::format("M{} {}L{} {}", number(x1), number(y1), number(x2), number(y2))}},
                 "");
  }

  // A tick for each period, a name for as many as fit, the year where one begins.
  void axis() {
    for (std::size_t at = 0; at < timeline_.periods.size(); ++at) {
      const Timeline::Period& period = timeline_.periods[at];
      const double x = kLeft + step_ * static_cast<double>(at);
      const bool new_year = period.from.month() == 1 && timeline_.unit != Timeline::Unit::year;
      rule(x, new_year ? kTop : bottom_, x, bottom_ + (new_year ? 34 : 5), new_year ? "year" : "tick");
      unit(at, x, period);
      if (new_year || at == 0) year(at, x, period.from.year());
    }
    rule(kLeft, bottom_, kWidth, bottom_, "base");
  }

  void unit(std::size_t at, double x, const Timeline::Period& period) {
    const std::size_t count = timeline_.periods.size();
    const unsigned part = part_of(timeline_, period),
                   every = count > 18 && timeline_.unit == Timeline::Unit::month ? 3 : 1;
    const bool before = at == 0 && timeline_.more_before, after = at + 1 == count && timeline_.more_after;
    if ((part - 1) % every != 0 && !before && !after) return;
    std::string name = fmt::format("{}{}", timeline_.unit == Timeline::Unit::quarter ? "Q" : "", part);
    if (timeline_.unit == Timeline::Unit::year) name = fmt::format("’{:02}", period.from.year() % 100);
    label(x + step_ / 2, bottom_ + 16, "unit", (before ? "≤" : after ? "≥" : "") + name);
  }

  // Unless the next year begins too soon to leave room.
  void year(std::size_t at, double x, int year) {
    const auto next =
        std::find_if(timeline_.periods.begin() + static_cast<std::ptrdiff_t>(at) + 1, timeline_.periods.end(),
                     [](const Timeline::Period& period) { return period.from.month() == 1; });
    const auto room = next - timeline_.periods.begin() - static_cast<std::ptrdiff_t>(at);
    if (static_cast<double>(room) * step_ >= 36) label(x + 4, bottom_ + 33, "y", fmt::format("{:04}", year));
  }

  static double base_of(std::size_t at) { return kTop + kLaneHeight * static_cast<double>(at + 1) - 4; }

  void bars(std::size_t lane, double base) {
    rule(kLeft, base, kWidth, base, "tick");
    std::size_t most = 1;
    for (const Timeline::Period& period : timeline_.periods) most = std::max(most, period.counts[lane]);
    for (std::size_t at = 0; at < timeline_.periods.size(); ++at) {
      const std::size_t count = timeline_.periods[at].counts[lane];
      if (count == 0) continue;
      const double height =
          std::max(4.0, kBar * static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(most, 4)));
      const double x = kLeft + step_ * static_cast<double>(at), wide = std::min(step_ - 3, 26.0);
      out_.element("rect",
                   {{"class", kLanes[lane].kind},
                    {"x", number(x + (step_ - wide) / 2)},
                    {"y", number(base - height)},
                    {"width", number(wide)},
                    {"height", number(height)},
                    {"rx", "2"}},
                   "");
      label(x + step_ / 2, base - height - 4, "n", fmt::format("{}", count));
    }
  }

  void as_of_line() {
    if (!timeline_.as_of) return;
    for (std::size_t at = 0; at < timeline_.periods.size(); ++at) {
      const Timeline::Period& period = timeline_.periods[at];
      if (*timeline_.as_of < period.from || *timeline_.as_of >= period.to) continue;
      const double part = static_cast<double>((*timeline_.as_of - period.from).count()) /
                          static_cast<double>((period.to - period.from).count());
      const double x = kLeft + step_ * (static_cast<double>(at) + part);
      rule(x, kTop - 6, x, bottom_, "now");
      const bool right = x > kWidth - 120;
      label(right ? x + 2 : x - 2, kTop - 11, right ? "now end" : "now",
            fmt::format(fmt::runtime(page_.say("截至 {}", "as of {}")), page_.report.as_of));
    }
  }

  HtmlPage& page_;
  write::HtmlWriter& out_;
  const Timeline& timeline_;
  std::vector<std::size_t> lanes_;
  double step_ = 0, bottom_ = 0;
};

void as_table(HtmlPage& page, const Timeline& timeline) {
  write::HtmlWriter& out = page.out;
  out.open("details", {{"class", "numbers"}});
  out.element("summary", {}, page.say("时间线的数字", "The timeline in numbers"));
  out.open("table");
  out.element("caption", {}, page.say("各期的事项数", "Findings by period"));
  std::vector<std::string_view> titles = {unit_name(page, timeline.unit)};
  for (std::size_t lane = 0; lane < Timeline::kLanes; ++lane) {
    if (timeline.sums[lane] > 0) titles.push_back(page.say(kLanes[lane].zh, kLanes[lane].en));
  }
  page.head_row(titles);
  out.open("tbody");
  for (const Timeline::Period& period : timeline.periods) {
    if (period.counts == decltype(period.counts){}) continue;
    const bool before = &period == &timeline.periods.front() && timeline.more_before;
    const bool after = &period == &timeline.periods.back() && timeline.more_after;
    out.open("tr");
    out.element("th", {{"scope", "row"}},
                name_of(period, timeline.unit) + std::string(before  ? page.say(" 及以前", " and before")
                                                             : after ? page.say(" 及以后", " and after")
                                                                     : ""));
    for (std::size_t lane = 0; lane < Timeline::kLanes; ++lane) {
      if (timeline.sums[lane] == 0) continue;
      out.element("td", {{"class", period.counts[lane] == 0 ? "zero" : ""}}, fmt::format("{}", period.counts[lane]));
    }
    out.close();
    out.line();
  }
  out.close();
  out.close();
  out.close();
  out.line();
}

std::string days_until(const HtmlPage& page, Date day) {
  const auto as_of = day_of(page.report.as_of);
  if (!as_of) return {};
  const auto left = (day - *as_of).count();
  return left == 0 ? std::string(page.say("今天", "today"))
                   : fmt::format(fmt::runtime(page.say("{} 天后", "in {} days")), left);
}

void row(HtmlPage& page, const Coming& next) {
  const report::Finding finding = next.declaration->findings[next.at];
  write::HtmlWriter& out = page.out;
  const auto entry = std::find_if(page.entries.begin(), page.entries.end(), [&](const Entry& one) {
    return one.declaration == next.declaration && one.at == next.at;
  });
  out.open("tr");
  out.element("th", {{"scope", "row"}}, calendar::to_string(next.day));
  out.element("td", {}, days_until(page, next.day));
  if (page.batch()) out.element("td", {{"dir", "auto"}}, next.declaration->company);
  out.open("td");
  const bool listed = entry != page.entries.end();
  if (listed) out.open("a", {{"href", "#f-" + entry->fingerprint()}});
  page.isolated(name_of(finding));
  if (listed) out.close();
  out.close();
  out.open("td");
  page.isolated(finding.deliverable);
  out.text(" → ");
  page.isolated(finding.recipient);
  if (next.again) {
    out.text(" ");
    out.element("span", {{"class", "badge"}}, page.say("下一次", "next round"));
  }
  out.close();
  out.close();
  out.line();
}

void what_comes_next(HtmlPage& page) {
  const std::vector<Coming> all = coming(page.report);
  if (all.empty()) return;
  write::HtmlWriter& out = page.out;
  const std::string_view caption = page.say("接下来", "What comes next");
  out.open("div", {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", caption}});
  out.open("table", {{"class", "next"}});
  out.element("caption", {}, caption);
  std::vector<std::string_view> titles = {page.say("期限", "due"), page.say("还有", "left")};
  if (page.batch()) titles.push_back(page.say("申报", "declaration"));
  titles.push_back(page.say("事项", "finding"));
  titles.push_back(page.say("提交什么，交给谁", "what to submit, to whom"));
  page.head_row(titles);
  out.open("tbody");
  const std::size_t shown = std::min(all.size(), kShownNext);
  for (std::size_t at = 0; at < shown; ++at) row(page, all[at]);
  out.close();
  out.close();
  out.close();
  if (shown < all.size()) {
    out.element("p", {{"class", "note"}},
                fmt::format(fmt::runtime(page.say("另有 {} 项更晚。", "{} more later.")), all.size() - shown));
  }
}

}  // namespace

void html_timeline(HtmlPage& page) {
  const Timeline timeline = timeline_of(page.report);
  page.section("timeline", page.say("时间线", "Timeline"));
  if (timeline.periods.empty()) {
    page.out.element("p", {{"class", "note"}}, page.say("没有带日期的事项。", "No finding has a date."));
  } else {
    page.out.open("div", {{"class", "wide chart"},
                          {"role", "region"},
                          {"tabindex", "0"},
                          {"aria-label", page.say("时间线图", "timeline chart")}});
    Picture(page, timeline).print();
    page.out.close();
    as_table(page, timeline);
  }
  what_comes_next(page);
  page.out.close();
  page.out.line();
}

}  // namespace zhudun::render
