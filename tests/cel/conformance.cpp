// Runs the packaged cases through the function behind `zhudun eval --jsonl`. conformance CASES LEFT_OUT [--failures]
// CASES is what export.mjs writes; LEFT_OUT has lines `suite<tab>name<tab>reason`. A case that fails and is not left
// out fails the run, and so does one that is left out and passes, or that is not there. --failures lists them as lines.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "wire/type_json.h"
#include "zhudun/wire/eval_line.h"

namespace {

using Json = zhudun::wire::Json;

double number(const Json& json) { return json.is_string() ? std::stod(json.get<std::string>()) : json.get<double>(); }

bool same(const Json& want, const Json& got);

bool same_double(const Json& want, const Json& got) {
  const double a = number(want);
  const double b = number(got);
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool same_entries(const Json& want, const Json& got) {
  const Json none = Json::array();
  const Json& a = want.contains("entries") ? want.at("entries") : none;
  std::vector<Json> left(got.at("entries").begin(), got.at("entries").end());
  if (a.size() != left.size()) return false;
  for (const Json& entry : a) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const Json& other) {
      return same(entry.at("key"), other.at("key")) && same(entry.at("value"), other.at("value"));
    });
    if (found == left.end()) return false;
    left.erase(found);
  }
  return true;
}

bool same_values(const Json& want, const Json& got) {
  const Json none = Json::array();
  const Json& a = want.contains("values") ? want.at("values") : none;
  const Json& b = got.at("values");
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

// Whether two cel.expr.Values are the same, of the same kind.
bool same(const Json& want, const Json& got) {
  if (!want.is_object() || !got.is_object() || want.size() != 1 || got.size() != 1) return want == got;
  if (want.begin().key() != got.begin().key()) return false;
  const Json& a = want.begin().value();
  const Json& b = got.begin().value();
  const std::string& kind = want.begin().key();
  if (kind == "doubleValue") return same_double(a, b);
  if (kind == "mapValue") return same_entries(a, b);
  if (kind == "listValue") return same_values(a, b);
  if (kind == "nullValue") return true;
  return a == b;
}

// What is wrong with the answer, or nothing.
std::string judge(const Json& want, const Json& answer) {
  const bool compiled = answer.contains("type");
  const std::string failure = answer.contains("error") ? answer.at("error").get<std::string>() : "";
  if (want.contains("parses") && want.at("parses") != compiled)
    return compiled ? "it should not parse" : "it should parse: " + failure;
  if (want.contains("checks") && want.at("checks") != compiled)
    return compiled ? "it should not check" : "it should check: " + failure;
  if (want.contains("type")) {
    const auto type = zhudun::wire::type_from(want.at("type"));
    const std::string wanted = type ? to_string(*type) : "a type";
    if (!compiled) return "it should have a type: " + failure;
    if (answer.at("type") != wanted)
      return fmt::format("type {}, not {}", wanted, answer.at("type").get<std::string>());
  }
  if (want.contains("error")) {
    if (!answer.contains("error")) return "an error was wanted, not " + answer.dump();
    if (!compiled) return "it should fail when it runs, not before: " + failure;
  }
  if (!want.contains("value")) return {};
  if (!answer.contains("value")) return "a value was wanted: " + answer.dump();
  return same(want.at("value"), answer.at("value"))
             ? ""
             : fmt::format("wanted {}, not {}", want.at("value").dump(), answer.at("value").dump());
}

std::map<std::string, std::string> read_left_out(const char* path) {
  std::map<std::string, std::string> reasons;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.rfind('\t');
    if (!line.empty() && line[0] != '#' && tab != std::string::npos)
      reasons[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return reasons;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const bool listing = argc > 3;
  std::map<std::string, std::string> left_out = read_left_out(argv[2]);
  const zhudun::wire::Setup setup;
  std::ifstream cases(argv[1]);
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  for (std::string line; std::getline(cases, line);) {
    const Json one = Json::parse(line);
    const std::string name = one.at("suite").get<std::string>() + '\t' + one.at("name").get<std::string>();
    const std::string problem =
        judge(one.at("want"), Json::parse(zhudun::wire::eval_line(one.at("request").dump(), setup)));
    const bool listed = left_out.erase(name) > 0;
    if (problem.empty() && !listed) {
      ++passed;
    } else if (!problem.empty() && listed) {
      ++skipped;
    } else {
      ++failed;
      fmt::print("{}\t{}\n", name,
                 listed    ? "passes, but is left out"
                 : listing ? problem
                           : problem + "\n    " + one.at("request").dump());
    }
  }
  for (const auto& [name, reason] : left_out) {
    fmt::print("{}\tis left out, but there is no such case\n", name);
    ++failed;
  }
  fmt::print("{} passed, {} failed, {} skipped\n", passed, failed, skipped);
  return failed == 0 && passed > 0 ? 0 : 1;
}
