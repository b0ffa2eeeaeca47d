// How many findings of each status each task has: of all declarations together, then of each, with sums as formulas.
#include <fmt/format.h>

#include <map>

#include "render/xlsx_book.h"

namespace zhudun::render {
namespace {

using check::Status;
using write::XlsxSheet;
using write::XlsxStyle;

using CountsByTask = std::map<std::int64_t, report::Counts>;

class Summary {
 public:
  explicit Summary(XlsxBook& book) : book_(book), report_(book.report), sheet_(book.add("汇总", "Summary")) {
    for (const report::Task& task : report_.tasks) titles_.emplace(task.number, task.title);
    for (const report::Declaration& declaration : report_.declarations) {
      for (std::size_t at = 0; at < declaration.findings.size(); ++at)
        titles_.emplace(declaration.findings.task(at), "");
    }
  }

  void print() {
    heading();
    XlsxTable table(sheet_, columns());
    CountsByTask all;
    std::vector<CountsByTask> each;
    for (const report::Declaration& declaration : report_.declarations) {
      CountsByTask& own = each.emplace_back();
      for (std::size_t at = 0; at < declaration.findings.size(); ++at) {
        const std::int64_t task = declaration.findings.task(at);
        const auto status = static_cast<std::size_t>(declaration.findings.status(at));
        ++own[task][status];
        ++all[task][status];
      }
    }
    table.fill([&](XlsxTable&) {
      block(table, all, book_.say("全部", "all"), "");
      for (std::size_t at = 0; book_.is_batch() && at < each.size(); ++at) {
        block(table, each[at], report_.declarations[at].company, report_.declarations[at].file);
      }
    });
    for (std::size_t at = 0; at < check::kStatuses; ++at) {
      const auto [ink, fill] = colors_of(static_cast<Status>(at));
      sheet_.color_above_zero(table.cells_of(static_cast<std::uint32_t>(first_status_ + at)), ink, fill);
    }
    table.hold(static_cast<std::uint16_t>(first_status_));
    table.print(book_.margins);
  }

 private:
  void heading() {
    XlsxStyle title, line;
    title.bold = true;
    title.points = 14;
    sheet_.text(report_.pack_title, title);
    sheet_.end_row(xlsx_height(1, title.points));
    const char* chosen = report_.as_of_given ? book_.say("指定", "given") : book_.say("今天", "today");
    sheet_.text(fmt::format(fmt::runtime(book_.say("zhudun {}，截至 {}（{}，{}）", "zhudun {}, as of {} ({}, {})")),
                            report_.version, report_.as_of, chosen, report_.zone),
                line);
    sheet_.end_row(xlsx_height(1));
    std::string whose =
        fmt::format(fmt::runtime(book_.say("共 {} 份申报", "{} declarations")), report_.declarations.size());
    if (report_.declarations.size() == 1) {
      whose = report_.declarations[0].company + "  " + report_.declarations[0].file;
    }
    sheet_.text(whose, line);
    sheet_.end_row(xlsx_height(1));
    sheet_.end_row();
  }

  std::vector<XlsxColumn> columns() {
    constexpr auto kCenter = XlsxStyle::Align::center;
    std::vector<XlsxColumn> made;
    if (book_.is_batch()) {
      made.push_back({book_.say("企业", "company"), 30});
      made.push_back({book_.say("申报文件", "declaration"), 36});
    }
    made.push_back({book_.say("任务", "task"), 8, kCenter});
    made.push_back({book_.say("任务名称", "title"), 40});
    first_status_ = static_cast<std::uint32_t>(made.size());
    for (std::size_t at = 0; at < check::kStatuses; ++at) {
      made.push_back({std::string(report::status_word(static_cast<Status>(at), report_.language)), 10, kCenter});
    }
    made.push_back({book_.say("合计", "total"), 10, kCenter});
    return made;
  }

  void begin_row(XlsxTable& table, std::string_view company, std::string_view file) {
    if (!book_.is_batch()) return;
    table.text(company);
    table.text(file);
  }

  void block(XlsxTable& table, CountsByTask& counts, std::string_view company, std::string_view file) {
    const std::uint32_t first = table.row();
    report::Counts total{};
    for (const auto& [task, title] : titles_) {
      const report::Counts& row = counts[task];
      begin_row(table, company, file);
      table.number(task);
      table.text(title);
      std::size_t all = 0;
      for (std::size_t at = 0; at < row.size(); ++at) {
        table.number(static_cast<std::int64_t>(row[at]));
        total[at] += row[at];
        all += row[at];
      }
      total_of_row(table, all);
      table.end_row();
    }
    totals(table, {first, 0, table.row() - 1, 0}, total, company, file);
  }

  void total_of_row(XlsxTable& table, std::size_t value) {
    const auto last = static_cast<std::uint32_t>(first_status_ + check::kStatuses - 1);
    table.sum({table.row(), first_status_, table.row(), last}, static_cast<std::int64_t>(value));
  }

  void totals(XlsxTable& table, XlsxSheet::Block rows, const report::Counts& total, std::string_view company,
              std::string_view file) {
    table.emphasise(true);
    begin_row(table, company, file);
    table.text(book_.say("合计", "total"));
    table.text("");
    std::size_t all = 0;
    for (const std::size_t count : total) {
      rows.first_column = rows.last_column = table.column();
      titles_.empty() ? table.number(0) : table.sum(rows, static_cast<std::int64_t>(count));
      all += count;
    }
    total_of_row(table, all);
    table.end_row();
    table.emphasise(false);
  }

  XlsxBook& book_;
  const report::Report& report_;
  XlsxSheet& sheet_;
  std::map<std::int64_t, std::string> titles_;
  std::uint32_t first_status_ = 0;
};

}  // namespace

void xlsx_summary(XlsxBook& book) { Summary(book).print(); }

}  // namespace zhudun::render
