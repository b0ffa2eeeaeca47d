// With what the report was made, what its words mean, what was left out and what it is not.
#include <fmt/format.h>

#include <array>

#include "render/listing.h"
#include "render/particulars.h"
#include "render/xlsx_book.h"

namespace zhudun::render {
namespace {

using check::Status;
using write::XlsxSheet;

constexpr std::array<std::pair<const char*, const char*>, check::kStatuses> kMeanings = {{
    {"有期限的义务没有完成，且已过期限", "a duty with a due date is not done, and the date has passed"},
    {"没有期限的义务现在不满足，或者写明的证明材料不在",
     "a duty without a date does not hold now, or its evidence is not there"},
    {"申报缺少判断所需的事实，“缺少”一栏逐一列出",
     "the declaration lacks what is needed to decide; `missing` lists it"},
    {"没有完成，离期限不超过临期天数", "not done, and the due date is no further away than the days that are soon"},
    {"没有完成，离期限还远，或者期限尚未开始计算",
     "not done, and the due date is far away or its clock has not started"},
    {"已经完成，但晚于期限", "done, but after the due date"},
    {"在期限之前完成，或者没有期限的义务已经满足", "done by the due date, or a duty without a date that holds"},
    {"只是鼓励的事项没有做", "something that is only encouraged is not done"},
    {"本来需要处理，有效的豁免覆盖了它", "would need action, and a waiver in force covers it"},
    {"对该企业或该对象不适用，“原因”一栏写明为什么", "does not apply to the company or the subject; `reason` says why"},
}};

class Method {
 public:
  explicit Method(XlsxBook& book)
      : book_(book),
        report_(book.report),
        sheet_(book.add("方法说明", "Method")),
        table_(sheet_, {{book.say("项目", "item"), 32},
                        {book.say("键或取值", "key or value"), 26},
                        {book.say("内容", "content"), 100}}) {}

  void print() {
    table_.fill([&](XlsxTable&) {
      for (const XlsxSheet* sheet : book_.sheets) {
        if (sheet != &sheet_) left_out(*sheet);
      }
      section(book_.say("本次运行", "this run"));
      for (const Particular& one : of_run(report_)) row(one.label, one.key, one.value);
      for (const report::Declaration& declaration : report_.declarations) {
        section(declaration.company.empty() ? declaration.file : declaration.company);
        for (const Particular& one : of_declaration(report_, declaration)) row(one.label, one.key, one.value);
      }
      statuses();
      readings();
      notes();
      left_out(sheet_);
    });
    color_statuses();
    table_.hold(0, false);
    table_.print(book_.margins);
  }

 private:
  void row(std::string_view name, std::string_view key, std::string_view content) {
    for (const std::string_view text : {name, key, content}) table_.text(text);
    table_.end_row();
  }

  void section(std::string_view title) {
    table_.emphasise(true);
    row(title, "", "");
    table_.emphasise(false);
  }

  void statuses() {
    section(book_.say("状态", "statuses"));
    first_status_ = table_.row();
    for (std::size_t at = 0; at < check::kStatuses; ++at) {
      const auto status = static_cast<Status>(at);
      row(report::status_word(status, report_.language), check::to_string(status),
          book_.say(kMeanings[at].first, kMeanings[at].second));
    }
  }

  void color_statuses() {
    for (std::size_t at = 0; at < check::kStatuses; ++at) {
      const auto status = static_cast<Status>(at);
      const auto row = static_cast<std::uint32_t>(first_status_ + at);
      const auto [ink, fill] = colors_of(status);
      sheet_.color_text({row, 0, row, 0}, report::status_word(status, report_.language), ink, fill);
    }
  }

  void readings() {
    if (!report_.readings.empty()) section(book_.say("读法", "readings"));
    for (const report::ReadingChoice& choice : report_.readings) {
      std::string content = choice.title;
      if (!choice.meaning.empty()) content += (content.empty() ? "" : "\n") + ("→ " + choice.meaning);
      row(choice.name, pack::to_string(choice.value), content);
    }
    if (!report_.parameters.empty()) section(book_.say("参数", "parameters"));
    for (const auto& [name, value] : report_.parameters) row(name, fmt::format("{}", value), "");
  }

  void notes() {
    section(book_.say("说明", "notes"));
    row(book_.say("列出的范围", "what is listed"), "",
        report_.all
            ? book_.say("所有结论都逐项列出。", "Every finding is listed.")
            : book_.say("合规和不适用的只在汇总里计数，不逐项列出；加 --all 则全部列出。",
                        "What is met and what does not apply is only counted in the summary; --all lists it too."));
    row(book_.say("打印", "print"), "",
        book_.say(
            "“结论明细”打印到“推算”一栏为止，其余各栏在屏幕上看；其他各表全部打印。",
            "Of `Findings` the columns up to `trace` are printed, the others are for the screen; the other sheets "
            "are printed whole."));
    row(book_.say("日期和时间", "dates and times"), "",
        fmt::format(
            fmt::runtime(book_.say("日期是 {} 的日期；按小时计的期限带时刻，是该时区钟面的时间。",
                                   "Dates are days in {}; due dates counted in hours have a time, as that zone's "
                                   "clock shows it.")),
            report_.zone));
    row(book_.say("暂定的日期", "provisional dates"), "",
        book_.say(
            "推算用到了日历没有覆盖的年份：那一年只按周末推算，放假通知发布后日期可能变动。“原因”一栏写明缺哪一年的通知"
            "。",
            "The derivation needs a year the calendar does not cover; weekends alone are used for it, and the date "
            "may move once that year's notice is out. `reason` names the year."));
    row(book_.say("受读法影响", "sensitive to"), "",
        book_.say(
            "文字可以有不止一种理解；换一个取值状态就会变的结论，列出是哪几个读法。",
            "A text can be read in more than one way; a finding whose status another value would change names the "
            "readings."));
    row(book_.say("不是什么", "what it is not"), "",
        book_.say(
            "本报告不构成法律意见。它按规则包对文字的理解判断企业自己申报的内容；不查看系统，不核对材料的内容，也不代为"
            "提交。"
            "规则所依据的文件和法律才是依据。",
            "This report is not legal advice. It judges what a company declares as the rule pack reads the text; it "
            "does not look into systems, does not verify what documents say and does not submit anything. The "
            "documents the rules rest on, and the law, are the authority."));
  }

  // What a sheet could not hold.
  void left_out(const XlsxSheet& sheet) {
    const write::XlsxLimits& limits = book_.workbook.limits();
    if (sheet.texts_cut() > 0) {
      row(book_.say("截短", "cut"), sheet.name(),
          fmt::format(
              fmt::runtime(book_.say("超过 {} 个字符的单元格截短了，末尾是“…”，其他格式里是完整的；这张表里共 {} 个",
                                     "cells longer than {} characters, which end with `…` here and are whole in "
                                     "other formats: {}")),
              limits.characters, sheet.texts_cut()));
    }
    if (sheet.rows_left_out() > 0) {
      row(book_.say("省略", "left out"), sheet.name(),
          fmt::format(fmt::runtime(book_.say("一张表最多 {} 行，放不下的没有列出，其他格式里是完整的；这张表里共 {} 行",
                                             "rows that are not listed, as a sheet has at most {}, and are in other "
                                             "formats: {}")),
                      limits.rows, sheet.rows_left_out()));
    }
  }

  XlsxBook& book_;
  const report::Report& report_;
  XlsxSheet& sheet_;
  XlsxTable table_;
  std::uint32_t first_status_ = 0;
};

}  // namespace

void xlsx_method(XlsxBook& book) { Method(book).print(); }

}  // namespace zhudun::render
