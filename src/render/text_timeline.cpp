#include "render/text_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "render/timeline.h"
#include "zhudun/source/text.h"

namespace zhudun::render {
namespace {

constexpr Periods kRows = {1, 18};
constexpr std::size_t kGap = 3;  // so many empty rows become one

struct Kind {
  char mark;
  std::string_view color, zh, en;
};
constexpr std::size_t kKinds = 4;
constexpr Kind kLegend[kKinds] = {{'!', "1;31", "逾期", "overdue"},
                                  {'=', "32", "已办", "done"},
                                  {'~', "2", "已豁免", "waived"},
                                  {'>', "36", "待办", "coming"}};

using Counts = std::array<std::size_t, kKinds>;
using Lanes = std::array<std::size_t, Timeline::kLanes>;

Counts counts_of(const Lanes& lanes) {
  return {lanes[Timeline::overdue], lanes[Timeline::done] + lanes[Timeline::late], lanes[Timeline::waived],
          lanes[Timeline::open] + lanes[Timeline::next]};
}

std::size_t sum(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), std::size_t{0}); }

struct Row {
  std::string name;
  Counts counts;
  bool here;  // the as-of day is in it
};

class Bars {
 public:
  Bars(const report::Report& report, const Style& style)
      : style_(style), zh_(report.language == source::Language::zh), timeline_(timeline_of(report, kRows)) {
    for (const Timeline::Period& period : timeline_.periods) {
      const bool here = timeline_.as_of && period.from <= *timeline_.as_of && *timeline_.as_of < period.to;
      rows_.push_back({name(period), counts_of(period.counts), here});
      widest_name_ = std::max(widest_name_, source::display_width(rows_.back().name));
      widest_told_ = std::max(widest_told_, told(rows_.back().counts).size());
      most_ = std::max(most_, sum(rows_.back().counts));
    }
  }

  std::string print() {
    if (rows_.empty()) return {};
    legend();
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      const std::size_t empty = empty_from(at);
      if (empty >= kGap) {
        out_ += "  ...\n";
        at += empty - 1;
      } else {
        print(rows_[at]);
      }
    }
    return std::move(out_);
  }

 private:
  std::string say(std::string_view zh, std::string_view en) const { return std::string(zh_ ? zh : en); }

  std::string painted(const std::string& text, std::string_view color) const {
    return style_.color && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", color, text) : text;
  }

  void wrapped(const std::string& text, std::size_t hang) {
    bool first = true;
    for (const std::string& line : source::wrap(text, style_.width > hang + 10 ? style_.width - hang : 10)) {
      out_ += (first ? "" : std::string(hang, ' ')) + line + "\n";
      first = false;
    }
  }

  std::string name(const Timeline::Period& period) const {
    const bool before = &period == &timeline_.periods.front() && timeline_.more_before;
    const bool after = &period == &timeline_.periods.back() && timeline_.more_after;
    return name_of(period, timeline_.unit) + (before  ? say(" 及以前", " and before")
                                              : after ? say(" 及以后", " and after")
                                                      : std::string());
  }

  void legend() {
    const Counts sums = counts_of(timeline_.sums);
    const bool months = timeline_.unit == Timeline::Unit::month, years = timeline_.unit == Timeline::Unit::year;
    std::string words = months  ? say("日期按月", "dates by month")
                        : years ? say("日期按年", "dates by year")
                                : say("日期按季度", "dates by quarter");
    for (std::size_t at = 0; at < kKinds; ++at) {
      if (sums[at] > 0)
        words += fmt::format("  {} {} {}", kLegend[at].mark, say(kLegend[at].zh, kLegend[at].en), sums[at]);
    }
    wrapped(words + say("  * 截至日", "  * as of"), 2);
  }

  // How many rows from this one on have neither a date nor the as-of day.
  std::size_t empty_from(std::size_t at) const {
    std::size_t end = at;
    while (end < rows_.size() && sum(rows_[end].counts) == 0 && !rows_[end].here) ++end;
    return end - at;
  }

  static std::string told(const Counts& counts) {
    std::string text;
    for (std::size_t at = 0; at < kKinds; ++at) {
      if (counts[at] > 0) text += fmt::format("{}{}{}", text.empty() ? "" : " ", kLegend[at].mark, counts[at]);
    }
    return text;
  }

  // How many marks each kind gets: one a date while all rows fit, else in proportion, one at least.
  Counts marks(const Counts& counts, std::size_t room) const {
    Counts shown = counts;
    if (most_ <= room) return shown;
    for (std::size_t at = 0; at < kKinds; ++at) {
      const auto share = static_cast<double>(counts[at]) * static_cast<double>(room) / static_cast<double>(most_);
      if (counts[at] > 0) shown[at] = std::max<std::size_t>(1, static_cast<std::size_t>(share));
    }
    while (sum(shown) > room) --*std::max_element(shown.begin(), shown.end());
    return shown;
  }

  void print(const Row& row) {
    const std::string head = fmt::format("{} {}  ", row.here ? '*' : ' ', source::pad(row.name, widest_name_));
    const std::size_t before = source::display_width(head), behind = widest_told_ + 2;
    if (sum(row.counts) == 0) {
      out_ += head.substr(0, head.find_last_not_of(' ') + 1) + "\n";
      return;
    }
    if (style_.width < before + behind + 2 * kKinds) return wrapped(head + told(row.counts), 4);
    const std::size_t room = style_.width - before - behind;
    const Counts shown = marks(row.counts, room);
    out_ += head;
    for (std::size_t at = 0; at < kKinds; ++at) {
      out_ += painted(std::string(shown[at], kLegend[at].mark), kLegend[at].color);
    }
    out_ += std::string(std::min(most_, room) - sum(shown) + 2, ' ') + told(row.counts) + "\n";
  }

  const Style& style_;
  bool zh_;
  Timeline timeline_;
  std::vector<Row> rows_;
  std::size_t widest_name_ = 0, widest_told_ = 0, most_ = 0;
  std::string out_;
};

}  // namespace

std::string text_timeline(const report::Report& report, const Style& style) { return Bars(report, style).print(); }

}  // namespace zhudun::render
