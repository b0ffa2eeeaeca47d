// The grid: every scenario in every format of the registry. Each reads back, lists the same number of findings and
// holds no raw control character that it forbids. With ZHUDUN_FORMATS_OUT set, what was rendered is kept there for
// tests/formats, where other readers read it.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "support/catch.h"
#include "support/edited.h"
#include "support/package.h"
#include "unit/render/scenarios.h"
#include "zhudun/render/render.h"
#include "zhudun/write/gzip.h"

using namespace zhudun;
using nlohmann::json;
using render::Style;

namespace {

std::size_t occurrences(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all(1);
  for (const char c : text) c == '\n' ? all.emplace_back() : (all.back() += c, all.back());
  if (all.back().empty()) all.pop_back();
  return all;
}

std::size_t starting(const std::string& text, std::string_view what) {
  const std::vector<std::string> all = lines(text);
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const std::string& line) { return line.starts_with(what); }));
}

std::size_t csv_rows(const std::string& text) {
  std::size_t rows = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    quoted ^= text[at] == '"';
    rows += !quoted && text.compare(at, 2, "\r\n") == 0;
  }
  REQUIRE_FALSE(quoted);
  return rows;
}

// How many findings a format lists, read from its bytes.
const std::map<std::string, std::size_t (*)(const std::string&)> kCounts = {
    {"text", [](const std::string& text) { return starting(text, "  R0"); }},
    {"json",
     [](const std::string& text) {
       std::size_t count = 0;
       const json report = json::parse(text);
       for (const json& declaration : report["declarations"]) count += declaration["findings"].size();
       return count;
     }},
    {"jsonl",
     [](const std::string& text) {
       std::size_t count = 0;
       for (const std::string& line : lines(text)) count += json::parse(line)["type"] == "finding";
       return count;
     }},
    {"sarif", [](const std::string& text) { return json::parse(text)["runs"][0]["results"].size(); }},
    {"junit", [](const std::string& text) { return occurrences(text, "<testcase "); }},
    {"github", [](const std::string& text) { return starting(text, "::"); }},
    {"gitlab", [](const std::string& text) { return json::parse(text).size(); }},
    {"md", [](const std::string& text) { return starting(text, "| ") - 2 * starting(text, "| --- |"); }},
    {"csv", [](const std::string& text) { return csv_rows(text) - 1; }},
    {"html", [](const std::string& text) { return occurrences(text, "<article "); }},
    {"ics", [](const std::string& text) { return starting(text, "BEGIN:VEVENT") + starting(text, "BEGIN:VTODO"); }},
    {"oscal",
     [](const std::string& text) {
       const json plan = json::parse(text)["plan-of-action-and-milestones"];
       return plan.value("findings", json::array()).size();
     }},
    {"oscal-ar",
     [](const std::string& text) {
       std::size_t count = 0;
       const json results = json::parse(text)["assessment-results"]["results"];
       for (const json& result : results) count += result.value("findings", json::array()).size();
       return count;
     }},
    {"xlsx",
     [](const std::string& text) {
       return occurrences(package::member(text, "xl/worksheets/sheet3.xml"), "<row ") - 1;
     }},
};

// What of a format's bytes is text: of a workbook all that is packed in it.
std::string texts_of(const std::string& bytes, const render::Format& format) {
  if (!format.binary) return bytes;
  std::string texts;
  for (package::Member& member : package::unpack(bytes)) texts += member.bytes;
  return texts;
}

// Line feeds are every format's own; carriage returns end the rows of CSV and may stand in its cells, and the lines of
// iCalendar; XML and iCalendar allow tabs.
bool has_raw_control(const std::string& text, std::string_view format) {
  const std::string_view allowed = format == "csv"                         ? "\r\n"
                                   : format == "ics"                       ? "\t\r\n"
                                   : format == "junit" || format == "xlsx" ? "\t\n"
                                                                           : "\n";
  return std::any_of(text.begin(), text.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 || byte == 0x7F) && allowed.find(c) == std::string_view::npos;
  });
}

void keep(const std::string& name, const std::string& bytes) {
  const char* folder = std::getenv("ZHUDUN_FORMATS_OUT");
  if (folder) std::ofstream(folder + ("/" + name), std::ios::binary) << bytes;
}

std::string rendered(std::string_view format, const report::Report& report) {
  return render::find_format(format)->render(report, {});
}

report::Report scenario(std::string_view name) {
  for (scenarios::Scenario& one : scenarios::all()) {
    if (one.name == name) return std::move(one.report);
  }
  throw std::invalid_argument(std::string(name));
}

}  // namespace

TEST_CASE("every format lists every finding of every scenario", "[grid]") {
  json counts;
  for (const scenarios::Scenario& scenario : scenarios::all()) {
    counts[scenario.name] = scenario.findings;
    for (const render::Format& format : render::formats()) {
      const std::string name(format.name);
      CAPTURE(scenario.name, name);
      REQUIRE(kCounts.contains(name));  // a new format says in kCounts how its findings are counted
      const std::string bytes = format.render(scenario.report, {});
      CHECK(kCounts.at(name)(bytes) == scenario.findings);
      CHECK_FALSE(has_raw_control(texts_of(bytes, format), name));
      CHECK(bytes == format.render(scenario.report, {}));
      keep(scenario.name + "." + name, bytes);
    }
  }
  keep("counts.json", counts.dump());
  std::string names;
  for (const render::Format& format : render::formats()) names += std::string(format.name) + "\n";
  keep("registry.txt", names);
}

TEST_CASE("findings that several threads spell stand in their order, whole and once") {
  const auto times = [](const std::string& bytes, std::string_view sought) {
    std::size_t count = 0;
    for (std::size_t at = bytes.find(sought); at != std::string::npos; at = bytes.find(sought, at + 1)) ++count;
    return count;
  };
  for (const std::size_t count : {0U, 1U, 48U, 49U, 50U, 51U, 99U, 100U, 101U, 260U}) {
    report::Report report = scenarios::many(count);
    report.declarations.push_back(scenarios::many(3).declarations[0]);
    report.declarations.push_back(scenarios::many(0).declarations[0]);
    report.declarations.push_back(scenarios::many(count).declarations[0]);
    const std::size_t all = 2 * count + 3, declarations_with_some = count > 0 ? 3 : 1;
    for (const std::string name : {"text", "json", "jsonl", "csv", "html"}) {
      CAPTURE(count, name);
      const render::Format& format = *render::find_format(name);
      render::Style style;
      const std::string bytes = format.render(report, style);
      CHECK(kCounts.at(name)(bytes) == all);
      if (name == "json") {
        CHECK(times(bytes, "\n        {\n") == all);
        CHECK(times(bytes, "\n        },\n        {\n") == all - declarations_with_some);
        CHECK(times(bytes, "\n    },\n    {\n") == 3);
      }
      if (name == "html") {
        CHECK(times(bytes, "<div class=\"portion\">") >= (count + 49) / 50 * 2 + 1);
        CHECK(times(bytes, "<div") == times(bytes, "</div>"));
      }
      for (const unsigned jobs : {2U, 3U, 8U}) {
        style.jobs = jobs;
        CHECK(format.render(report, style) == bytes);
      }
    }
  }
}

TEST_CASE("an ending names one format, and the first that has it") {
  CHECK(render::format_of("r.sarif")->name == "sarif");
  CHECK(render::format_of("r.xml")->name == "junit");
  CHECK(render::format_of("r.json")->name == "json");
  CHECK(render::format_of("r.txt")->name == "text");
  CHECK(render::format_of("r.csv")->name == "csv");
  CHECK(render::format_of("r.md")->name == "md");
  CHECK(render::format_of("r.html")->name == "html");
  CHECK(render::format_of("r.ics")->name == "ics");
  CHECK(render::format_of("r.poam.json")->name == "oscal");
  CHECK(render::format_of("r.ar.json")->name == "oscal-ar");
  CHECK(render::format_of(".ar.json")->name == "json");
  CHECK(render::find_format("gitlab")->ending == ".json");
}

TEST_CASE("sarif: levels and kinds by status") {
  const json run = json::parse(rendered("sarif", scenario("every-status-all")))["runs"][0];
  std::map<std::string, std::string> told;
  for (const json& result : run["results"]) {
    told[result["properties"]["status"]] = result["level"].get<std::string>() + " " + result["kind"].get<std::string>();
  }
  CHECK(told == std::map<std::string, std::string>{{"overdue", "error fail"},
                                                   {"gap", "error fail"},
                                                   {"undeclared", "warning fail"},
                                                   {"due_soon", "warning fail"},
                                                   {"late", "note fail"},
                                                   {"advised", "note fail"},
                                                   {"waived", "note fail"},
                                                   {"pending", "none informational"},
                                                   {"met", "none pass"},
                                                   {"not_applicable", "none notApplicable"}});
  for (const json& result : run["results"]) {
    CHECK(result["suppressions"].size() == (result["properties"]["status"] == "waived" ? 1 : 0));
  }
}

TEST_CASE("sarif: each rule once, with help; results point at it") {
  const json run = json::parse(rendered("sarif", scenario("one-company-twice")))["runs"][0];
  REQUIRE(run["tool"]["driver"]["rules"].size() == 1);
  CHECK(run["tool"]["driver"]["rules"][0]["help"]["text"] ==
        "Test before use\nsubmit the test report → the bureau\nbasis: task 1");
  for (const json& result : run["results"]) CHECK(result["ruleIndex"] == 0);
}

TEST_CASE("a file that is no finding's place still has a line") {
  report::Report report = scenario("one");
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.file.clear(); });
  support::edit(report.declarations[0].findings, 0, [&](auto& one) { one.position = {0, 0}; });
  const json region =
      json::parse(rendered("sarif", report))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(region["startLine"] == 1);
  CHECK(region["startColumn"] == 1);
  CHECK(rendered("github", report).starts_with("::error file=company.yaml,line=1,col=1,"));
}

TEST_CASE("sarif: more than code scanning takes is cut, and said") {
  const json shown = json::parse(rendered("sarif", scenarios::many(5'000)))["runs"][0];
  CHECK(shown["invocations"][0]["toolExecutionNotifications"].empty());
  const json fits = json::parse(rendered("sarif", scenarios::many(25'000)))["runs"][0];
  CHECK(fits["results"].size() == 25'000);
  CHECK(fits["invocations"][0]["toolExecutionNotifications"].size() == 1);
  CHECK(fits["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
        "GitHub shows only the gravest 5000 of them");
  const json run = json::parse(rendered("sarif", scenarios::many(25'001)))["runs"][0];
  CHECK(run["results"].size() == 25'000);
  CHECK(run["results"][0]["level"] == "error");
  CHECK(run["results"][24'999]["level"] == "note");
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
        "only the gravest 25000 of 25001 findings are listed");
}

TEST_CASE("sarif: a file too large to upload has fewer results, and says so") {
  report::Report report = scenarios::many(6'000);
  unsigned state = 1;
  support::edit_each(report.declarations[0].findings, [&](report::Finding& finding) {
    finding.reason.clear();
    for (int at = 0; at < 2'600; ++at)
      finding.reason += static_cast<char>(33 + ((state = state * 1664525u + 1013904223u) >> 24) % 90);
  });
  const std::string bytes = rendered("sarif", report);
  CHECK(write::gzip_size(bytes) <= 10'000'000);
  CHECK(write::gzip_size(bytes) > 8'000'000);
  const json run = json::parse(bytes)["runs"][0];
  CHECK(run["results"].size() < 6'000);
  CHECK(run["results"].size() > 3'000);
  CHECK(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] ==
        "only the gravest " + std::to_string(run["results"].size()) + " of 6000 findings are listed");
}

TEST_CASE("sarif: how a result stands to the baseline, if there is one") {
  report::Report report = scenario("every-status");
  CHECK_FALSE(json::parse(rendered("sarif", report))["runs"][0]["results"][0].contains("baselineState"));
  report.baseline.emplace();
  std::size_t at = 0;
  support::edit_each(report.declarations[0].findings,
                     [&](report::Finding& finding) { finding.change = static_cast<report::Change>(1 + at++ % 3); });
  const json run = json::parse(rendered("sarif", report))["runs"][0];
  CHECK(run["results"][0]["baselineState"] == "new");
  CHECK(run["results"][1]["baselineState"] == "updated");
  CHECK(run["results"][2]["baselineState"] == "unchanged");
}

TEST_CASE("sarif: carries what every report carries") {
  const json properties = json::parse(rendered("sarif", scenario("dates")))["runs"][0]["properties"];
  for (const char* key : {"tool", "as_of", "zone", "horizon", "ruleset", "ruleset_sha256", "reading", "calendar"}) {
    INFO(key);
    CHECK(properties["particulars"].contains(key));
  }
  CHECK(properties["declarations"][0]["sha256"] == std::string(64, 'b'));
  CHECK(properties["declarations"][0]["waivers_in_force"] ==
        "R01.1 platforms/16, expires 2026-01-31 (replaced soon; approved by the board on 2025-10-01)");
}

TEST_CASE("fingerprints are each one's own, in a batch too, and hold no line") {
  report::Report report = scenario("one-company-twice");
  const json before = json::parse(rendered("gitlab", report));
  std::set<std::string> seen;
  for (const json& issue : before) seen.insert(issue["fingerprint"]);
  CHECK(seen.size() == 4);
  for (report::Declaration& declaration : report.declarations) {
    support::edit_each(declaration.findings, [](auto& finding) { finding.position.line += 7; });
  }
  const json after = json::parse(rendered("gitlab", report));
  for (const json& issue : after) CHECK(seen.contains(issue["fingerprint"]));
}

TEST_CASE("junit: what fails, errs, is skipped and passes") {
  const std::string xml = rendered("junit", scenario("every-status-all"));
  CHECK(occurrences(xml, "tests=\"10\" failures=\"2\" errors=\"1\" skipped=\"2\"") == 2);
  CHECK(occurrences(xml, "<failure ") == 2);
  CHECK(occurrences(xml, "<error ") == 1);
  CHECK(occurrences(xml, "<skipped ") == 2);
  CHECK(occurrences(xml, "<system-out>") == 5);
  CHECK(occurrences(xml, "time") == 0);
}

TEST_CASE("github: gravest first, escaped, and what GitHub leaves out is said") {
  CHECK(lines(rendered("github", scenario("one")))[0] ==
        "::error file=company.yaml,line=31,col=5,title=R01.1 platforms/company.yaml::197 days overdue%0ATest "
        "before use%0Asubmit the test report → the bureau, due 2025-04-27%0Astill lacking: tests");
  const std::vector<std::string> all = lines(rendered("github", scenario("many")));
  CHECK(all[149].starts_with("::error "));
  CHECK(all[150].starts_with("::notice "));
  CHECK(all[300] == "error 150, warning 0, notice 150; GitHub shows the first 10 of each");
}

TEST_CASE("github: what the baseline tolerates is a notice") {
  const std::string out = rendered("github", scenario("baseline"));
  CHECK(starting(out, "::error ") == 2);
  CHECK(starting(out, "::notice ") == 3);
}

TEST_CASE("github: lines of particulars are no commands, whatever a name holds") {
  for (const char* name : {"::error::x", "\n::error::x", "##[error]x", " ##[group]x", "\r::stop-commands::x"}) {
    report::Report report = scenario("nothing");
    report.declarations[0].company = report.declarations[0].file = report.pack_id = name;
    const std::string out = rendered("github", report);
    CHECK(starting(out, "::") == 0);
    CHECK(occurrences(out, "##[") == 0);
    CHECK(starting(out, "\r") == 0);
  }
}

TEST_CASE("junit: what the baseline tolerates is skipped") {
  const std::string xml = rendered("junit", scenario("baseline"));
  CHECK(occurrences(xml, "tests=\"5\" failures=\"2\" errors=\"0\" skipped=\"2\"") == 2);
}

TEST_CASE("every text of a format carries what the report was made with") {
  const report::Report report = scenario("baseline");
  for (const char* format : {"text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "md", "csv", "html"}) {
    std::string out = rendered(format, report);
    std::erase_if(out, [](char c) { return c == '\\' || c == '\n'; });
    CAPTURE(format);
    for (const std::string& part :
         {report.version, report.as_of, report.zone, report.pack_id, report.pack_sha256, report.declarations[0].sha256,
          std::string("named_day"), std::string("2026"), std::string("2026-01-31"), std::string("2025-11-30"),
          std::string("2025-10-31"), std::string("2026-12-31"), std::string("old.json")}) {
      if (occurrences(out, part) == 0) FAIL_CHECK(part);
    }
  }
}

TEST_CASE(
    "csv: a byte-order mark only if it is asked for; the last header cell is the run's, its cells the declaration's") {
  const report::Report report = scenario("batch");
  const std::string plain = rendered("csv", report);
  render::Style style;
  style.bom = true;
  CHECK(render::find_format("csv")->render(report, style) == "\xEF\xBB\xBF" + plain);
  CHECK(render::find_format("md")->render(report, style) == rendered("md", report));
  const std::string head = plain.substr(0, plain.find("\r\n"));
  CHECK(occurrences(head, ",change,\"run: tool: zhudun 0.1.0; as of: 2025-11-10 (today); ") == 1);
  CHECK(occurrences(head, "declaration sha256: " + std::string(64, 'b')) == 3);
  CHECK(occurrences(plain, "," + std::string(64, 'b') + "\r\n") == 4);
}

TEST_CASE("csv: what a batch was made with fits into a cell") {
  report::Report report = scenario("batch");
  for (int at = 0; at < 1000; ++at) report.declarations.push_back(report.declarations[1]);
  const std::string plain = rendered("csv", report);
  const std::size_t begin = plain.find("\"run: "), end = plain.find("…\"\r\n");
  REQUIRE(end != std::string::npos);
  CHECK(end - begin == 30'000);
}

TEST_CASE("a step summary is the Markdown report, cut at a line and said to be") {
  const report::Report report = scenario("many");
  const std::string whole = rendered("md", report);
  CHECK(render::step_summary(report, whole.size()) == whole);
  for (const std::size_t limit : {whole.size() - 1, whole.size() / 2, std::size_t{1000}, std::size_t{200}}) {
    const std::string cut = render::step_summary(report, limit);
    CHECK(cut.size() <= limit);
    const std::size_t notice = cut.find("\n**This is cut");
    REQUIRE(notice != std::string::npos);
    CHECK(whole.starts_with(cut.substr(0, notice)));
    CHECK((notice == 0 || cut[notice - 1] == '\n'));
  }
  CHECK(render::step_summary(report, 10).empty());
}

TEST_CASE("csv: the header is in the report's language") {
  report::Report report = scenario("nothing");
  CHECK(rendered("csv", report).starts_with("declaration,company,rule,"));
  report.language = source::Language::zh;
  CHECK(rendered("csv", report).starts_with("申报文件,企业,规则,"));
}

TEST_CASE("md: every row has as many cells as the header") {
  for (const std::string& line : lines(rendered("md", scenario("hostile")))) {
    if (!line.starts_with("| ")) continue;
    std::size_t bars = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] == '\\') {
        ++at;
      } else {
        bars += line[at] == '|';
      }
    }
    CHECK(bars == 7);
  }
}
