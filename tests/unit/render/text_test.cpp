// The report as text: never wider than the terminal, whatever a declaration holds, and no colour unless asked for.
#include <regex>

#include "render/text_timeline.h"
#include "support/reported.h"
#include "zhudun/render/render.h"
#include "zhudun/source/text.h"

using namespace zhudun;
using source::Language;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t at = 0; at < times; ++at) result += text;
  return result;
}

// Step by step: GCC 12 sees an overflow in a chain of + that is not there (GCC bug 105651 and its kin).
std::string between(char quote, const std::string& text) {
  std::string quoted(1, quote);
  quoted += text;
  quoted += quote;
  return quoted;
}

// Names as they stand in a declaration, quoted where YAML asks for it.
std::vector<std::string> names() {
  return {"Acme",
          "示例智行汽车（上海）有限公司",
          repeated("甲", 10000),
          repeated("a", 10000),
          repeated("ab ", 3000) + "c",
          repeated("a，", 3000) + "c",
          "\"\\e[2J\\e[31mred\\a\\r\\n\\t\\u0085\\u009b31m\"",
          "\"\\u202Eesrever\\u2066\\u2069\\u200F\\uFEFF\\u2028\"",
          "\"\\U0001F468\\u200D\\U0001F469\\u200D\\U0001F467 \\U0001F1E8\\U0001F1F3 e\\u0301\\u0301\"",
          between('"', repeated("\\U0001F600", 100)),
          between('"', repeated("\\u0301", 100)),
          between('\'', repeated("{}%s\\n</script>", 20))};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const report::Report& report, const render::Style& style = {}) {
  return render::find_format("text")->render(report, style);
}

bool harmless(const std::string& text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return false;
    if (byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0) return false;  // U+0080 to U+009F
  }
  for (const char* mark : {"\u202A", "\u202D", "\u202E", "\u2066", "\u2069", "\u200F", "\uFEFF", "\u2028"}) {
    if (text.find(mark) != std::string::npos) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("no line is wider than 80 columns, and nothing in it moves a cursor") {
  for (const std::string& name : names()) {
    for (const support::Judged& judged : support::grid(name)) {
      for (const Language language : {Language::zh, Language::en}) {
        const std::string text = text_of(support::reported(judged, language));
        INFO(name.substr(0, 60));
        CHECK(harmless(text));
        CHECK_FALSE(source::first_invalid_utf8(text));
        for (const std::string& line : lines_of(text)) {
          if (source::display_width(line) > 80) FAIL_CHECK(line);
          if (line.ends_with(' ')) FAIL_CHECK("ends in a space: " << line);
        }
      }
    }
  }
}

TEST_CASE("ids and paths of any length") {
  const std::string rules = "each: {t: things, p: t.parts}\ndue: p.due_on\ndone: p.done_on\n";
  for (const std::string& id : {repeated("x", 70), repeated("x", 66), repeated("x", 40), repeated("x", 500),
                                repeated("丁", 40), repeated("丁", 4000), std::string("a b c")}) {
    for (const char* as_of : {"2030-06-30", "2032-07-01", "2030-01-01"}) {
      const auto judged =
          support::judge_rule(rules, "{name: a}", as_of, {},
                              fmt::format("things: [{{id: {0}, parts: [{{id: {0}, due_on: 2030-06-30}}]}}]", id));
      for (const std::string& line : lines_of(text_of(support::reported(judged, Language::zh)))) {
        if (source::display_width(line) > 80) FAIL_CHECK(line);
      }
    }
  }
}

TEST_CASE("how the due date stands ends at the last column where there is room, else it has its own line") {
  const auto lines = [](std::size_t length) {
    const std::string id = repeated("x", length);
    const auto judged =
        support::judge_rule("each: {t: things}\ndue: t.due_on\ndone: t.done_on\n", "{name: a}", "2030-07-01", {},
                            fmt::format("things: [{{id: {}, due_on: 2030-06-30}}]", id));
    const auto all = lines_of(text_of(support::reported(judged, Language::en)));
    const auto found =
        std::find_if(all.begin(), all.end(), [](const std::string& line) { return line.starts_with("  R1"); });
    REQUIRE(found != all.end());
    return std::pair(*found, *(found + 1));
  };
  const std::string when = "1 days overdue";  // 14 columns; `  R1  things/` takes 13
  CHECK(lines(5).first == "  R1  things/xxxxx" + std::string(48, ' ') + when);
  CHECK(source::display_width(lines(51).first) == 80);
  CHECK(lines(51).first.ends_with("x  " + when));
  CHECK(lines(52).first == "  R1  things/" + repeated("x", 52));
  CHECK(lines(52).second == "    " + when);
}

TEST_CASE("colour only when it is asked for, and then it is all that is added") {
  for (const support::Judged& judged : support::grid("示例")) {
    const report::Report report = support::reported(judged, Language::zh);
    const std::string plain = text_of(report, {false, 80}), painted = text_of(report, {true, 80});
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(painted != plain);
    CHECK(std::regex_replace(painted, std::regex("\x1b\\[[0-9;]*m"), "") == plain);
    for (const std::string& line : lines_of(painted)) {
      const std::size_t last = line.rfind('\x1b');
      if (last != std::string::npos && line.compare(last, 4, "\x1b[0m") != 0) FAIL_CHECK("colour runs on: " << line);
    }
  }
}

TEST_CASE("what is worst comes first, and the counts last") {
  const std::string text = text_of(support::reported(support::grid("Acme")[0], Language::zh, false));
  std::size_t from = 0;
  for (const char* title : {"\n逾期 ", "\n缺口 ", "\n未申报 ", "\n临期 ", "\n未到期 ", "\n迟办 ", "\n合计 "}) {
    const std::size_t at = text.find(title, from);
    INFO(title);
    REQUIRE(at != std::string::npos);
    from = at;
  }
  CHECK(text.find("\n合规 ") == std::string::npos);
  CHECK(text.find("\n不适用 ") == std::string::npos);
}

TEST_CASE("a declaration with nothing to do says so") {
  const auto judged =
      support::judge_rule("subject: base\ndone: base.done_on\n", "{name: a, done_on: 2030-01-01}", "2030-06-30");
  CHECK(text_of(support::reported(judged, Language::zh, false)).find("没有需要处理的事项。") != std::string::npos);
  CHECK(text_of(support::reported(judged, Language::en, false)).find("Nothing to do.") != std::string::npos);
}

TEST_CASE("a narrow terminal and a wide one") {
  for (const std::size_t width : {40, 41, 60, 120, 400}) {
    for (const support::Judged& judged : support::grid("示例")) {
      for (const Language language : {Language::zh, Language::en}) {
        for (const std::string& line : lines_of(text_of(support::reported(judged, language), {false, width}))) {
          if (source::display_width(line) > width) FAIL_CHECK(line);
        }
      }
    }
  }
}

namespace {

// A finding for each status and its date, so many times.
struct Dated {
  check::Status status;
  std::string date;
  std::size_t times = 1;
};

std::vector<std::string> bars(const std::vector<Dated>& dates, std::size_t width = 80,
                              Language language = Language::en) {
  report::Report report;
  report.language = language;
  report.as_of = "2025-11-10";
  report.declarations.emplace_back();
  for (const Dated& one : dates) {
    report::Finding finding;
    finding.status = one.status;
    finding.due = finding.done = one.date;
    for (std::size_t at = 0; at < one.times; ++at) report.declarations[0].findings.push_back(finding);
  }
  return lines_of(render::text_timeline(report, {false, width}));
}

using Lines = std::vector<std::string>;
using check::Status;

}  // namespace

TEST_CASE("bars: a row a month, the as-of day's marked, empty months between as one line") {
  CHECK(bars({{Status::overdue, "2025-09-30", 2},
              {Status::met, "2025-09-01"},
              {Status::due_soon, "2025-11-30"},
              {Status::waived, "2025-12-01"},
              {Status::pending, "2026-05-01", 3}}) ==
        Lines{"dates by month  ! overdue 2  = done 1  ~ waived 1  > coming 4  * as of", "  2025-09  !!=  !2 =1",
              "  2025-10", "* 2025-11  >    >1", "  2025-12  ~    ~1", "  ...", "  2026-05  >>>  >3"});
  CHECK(bars({{Status::gap, "2025-11-10"}}, 80, Language::zh) ==
        Lines{"日期按月  > 待办 1  * 截至日", "* 2025-11  >  >1"});
}

TEST_CASE("bars: nothing where nothing has a date") {
  CHECK(bars({}).empty());
  CHECK(bars({{Status::met, ""}, {Status::not_applicable, "2025-01-01"}}).empty());
  const auto judged = support::judge_rule("subject: base\ndone: base.open\n", "{name: a}", "2030-06-30");
  CHECK(text_of(support::reported(judged, Language::en)).find("dates by") == std::string::npos);
}

TEST_CASE("bars: quarters and years where months would be too many") {
  CHECK(bars({{Status::met, "2022-01-01"}, {Status::met, "2025-11-01"}})[1] == "  2022 Q1  =  =1");
  CHECK(bars({{Status::met, "2000-01-01"}, {Status::met, "2025-11-01"}}).back() == "* 2025             =  =1");
  CHECK(bars({{Status::met, "2000-01-01"}, {Status::met, "2025-11-01"}})[1] == "  2008 and before  =  =1");
}

TEST_CASE("bars: what is too many for the line is shown in proportion, every kind at least once") {
  for (const std::size_t width : {40, 60, 80, 400}) {
    const Lines lines = bars({{Status::overdue, "2025-10-01", 1},
                              {Status::met, "2025-10-01", 5000},
                              {Status::waived, "2025-10-01", 1},
                              {Status::gap, "2025-10-02", 1},
                              {Status::gap, "2025-11-02", 2500}},
                             width);
    const std::string& row =
        *std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("  2025-10"); });
    for (const std::string& line : lines) CHECK(source::display_width(line) <= width);
    for (const char* part : {"!", "=", "~", ">", "!1 =5000 ~1 >1"}) CHECK(row.find(part) != std::string::npos);
    CHECK(source::display_width(row) == width);
  }
}
