// The JSON contract: its keys, their types, and that both formats parse whatever a declaration holds.
#include <nlohmann/json.hpp>
#include <set>

#include "support/reported.h"
#include "zhudun/render/render.h"

using namespace zhudun;
using nlohmann::json;
using source::Language;

namespace {

json parsed(const report::Report& report) { return json::parse(render::find_format("json")->render(report, {})); }

void check_has(const json& object, const std::vector<const char*>& keys) {
  for (const char* key : keys) {
    INFO(key);
    CHECK(object.contains(key));
  }
}

bool is_moment(const json& value) {
  if (value.is_null()) return true;
  const std::string text = value.get<std::string>();
  if (text.size() == 10) return calendar::parse_date(text).has_value();
  return text.size() == 25 && calendar::parse_timestamp(text, {}).has_value();
}

}  // namespace

TEST_CASE("every key of the contract, of its type") {
  for (const support::Judged& judged : support::grid("示例")) {
    const json report = parsed(support::reported(judged, Language::zh));
    check_has(report, {"zhudun", "ruleset", "as_of", "reading", "declarations"});
    CHECK(report["zhudun"]["version"].is_string());
    CHECK(report["zhudun"]["report"] == 1);
    CHECK(report["ruleset"]["sha256"].get<std::string>().size() == 64);
    CHECK(report["reading"].size() == judged.rules->pack->readings.size());
    const json& one = report["declarations"].at(0);
    check_has(one, {"file", "sha256", "company", "summary", "findings"});
    CHECK(one["summary"].size() == check::kStatuses);
    for (const json& finding : one["findings"]) {
      check_has(finding, {"rule", "task", "subject", "status", "binding", "due", "done", "next_due", "days_overdue",
                          "provisional", "title", "deliverable", "recipient", "basis", "reason", "missing",
                          "sensitive_to", "trace", "location"});
      CHECK(finding["task"].is_number_integer());
      CHECK(finding["days_overdue"].is_number_integer());
      CHECK(finding["provisional"].is_boolean());
      CHECK(check::parse_status(finding["status"].get<std::string>()));
      CHECK(std::set<std::string>{"mandatory", "encouraged"}.contains(finding["binding"]));
      for (const char* key : {"due", "done", "next_due"}) CHECK(is_moment(finding[key]));
      for (const char* key : {"missing", "sensitive_to", "trace"}) CHECK(finding[key].is_array());
      CHECK(finding["location"]["line"].get<int>() >= 1);
      CHECK(finding["location"]["column"].get<int>() >= 1);
      CHECK(finding["location"]["file"] == "a.yaml");
    }
  }
}

TEST_CASE("the summary counts all; met and not applicable are listed only when asked for") {
  for (const support::Judged& judged : support::grid("示例")) {
    const json all = parsed(support::reported(judged, Language::zh, true)),
               few = parsed(support::reported(judged, Language::zh, false));
    CHECK(all["declarations"][0]["summary"] == few["declarations"][0]["summary"]);
    std::size_t sum = 0;
    for (const auto& [status, count] : all["declarations"][0]["summary"].items()) sum += count.get<std::size_t>();
    CHECK(all["declarations"][0]["findings"].size() == sum);
    for (const json& finding : few["declarations"][0]["findings"]) {
      CHECK(finding["status"] != "met");
      CHECK(finding["status"] != "not_applicable");
    }
  }
}

TEST_CASE("readings are words, numbers or null") {
  const auto judged = support::judge_rule("subject: base\ndone: base.open\n", "{name: a}", "2030-06-30");
  CHECK(parsed(support::reported(judged, Language::zh))["reading"] == json::parse(R"({"mood": "mild", "days": 3})"));
  const auto none = support::judge_rule("subject: base\ndone: base.open\n", "{name: a}", "2030-06-30",
                                        support::reading(1, pack::ReadingValue()));
  CHECK(parsed(support::reported(none, Language::zh))["reading"]["days"].is_null());
}

TEST_CASE("hostile texts come back as they were") {
  const std::string name = "\"\\e[2J \\\" \\\\ \\0 \\u2028 </script> \\U0001F600 \\u202E 甲 \\x7f\"";
  for (const support::Judged& judged : support::grid(name)) {
    const report::Report report = support::reported(judged, Language::zh);
    const std::string bytes = render::find_format("json")->render(report, {});
    CHECK(bytes.find('\x1b') == std::string::npos);
    CHECK(json::parse(bytes)["declarations"][0]["company"] == report.declarations[0].company);
    CHECK(report.declarations[0].company.find('\x1b') == 0);
  }
}

TEST_CASE("JSON Lines: a run, its declarations, their findings, one object a line") {
  for (const support::Judged& judged : support::grid("甲\\n乙")) {
    report::Report report = support::reported(judged, Language::en);
    report.declarations.push_back(report.declarations[0]);
    const std::string bytes = render::find_format("jsonl")->render(report, {});
    CHECK(bytes.ends_with("\n"));
    CHECK_FALSE(bytes.ends_with("\n\n"));
    std::istringstream lines(bytes);
    std::map<std::string, std::size_t> types;
    const json whole = parsed(report);
    std::vector<json> findings;
    for (std::string line; std::getline(lines, line);) {
      const json one = json::parse(line);
      ++types[one["type"].get<std::string>()];
      if (one["type"] == "finding") findings.push_back(one);
    }
    CHECK(types["run"] == 1);
    CHECK(types["declaration"] == 2);
    CHECK(types["finding"] == 2 * report.declarations[0].findings.size());
    for (std::size_t at = 0; at < report.declarations[0].findings.size(); ++at) {
      json same = whole["declarations"][0]["findings"][at];
      same["type"] = "finding";
      same["file"] = "a.yaml";
      CHECK(findings[at] == same);
    }
  }
}

TEST_CASE("formats are found by name and by ending") {
  CHECK(render::find_format("json")->name == "json");
  CHECK(render::find_format("JSON") == nullptr);
  CHECK(render::find_format("") == nullptr);
  CHECK(render::format_of("a/b.json")->name == "json");
  CHECK(render::format_of("a.jsonl")->name == "jsonl");
  CHECK(render::format_of("a.txt")->name == "text");
  CHECK(render::format_of("json") == nullptr);
  CHECK(render::format_of(".json") == nullptr);
  CHECK(render::format_of("a.json.bak") == nullptr);
  std::set<std::string_view> names;
  for (const render::Format& format : render::formats()) CHECK(names.insert(format.name).second);
}
