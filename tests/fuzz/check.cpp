// The whole of `zhudun check` in a world of the target's own: a declaration on standard input, a report in every text
// format in turn. A status of 2 says why and reports nothing; 0 and 1 are what the report's own findings say; both
// readers give the same bytes; what is printed is harmless.
#include <nlohmann/json.hpp>
#include <sstream>

#include "declaration.h"
#include "promise.h"
#include "read_xml.h"
#include "zhudun/cli/run.h"
#include "zhudun/render/render.h"

using namespace zhudun;
using fuzz::hold;
using Json = nlohmann::json;

namespace {

struct Ran {
  int status = -1;
  std::string out, error;
};

Ran run(std::string_view declaration, const std::vector<std::string>& more) {
  Ran ran;
  cli::World world;
  bool given = false;
  world.write_out = [&](std::string_view bytes) { return ran.out += bytes, true; };
  world.write_error = [&](std::string_view bytes) { ran.error += bytes; };
  world.read_in = [&]() -> std::optional<std::string> {
    return std::exchange(given, true) ? std::string() : std::string(declaration);
  };
  world.now = [] { return std::int64_t{1762732800}; };  // 2025-11-10
  world.variable = [](const char*) { return std::nullopt; };
  std::vector<std::string> arguments = {"check", "-", "--no-evidence"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  ran.status = cli::run(arguments, world);
  return ran;
}

void hold_status(const Ran& ran) {
  hold(ran.status >= 0 && ran.status <= 2, fmt::format("status {}", ran.status));
  hold((ran.status == 2) == ran.out.empty(), "a report, or the status 2: " + ran.error);
  hold(ran.status != 2 || ran.error.find(": ") != std::string::npos, "and then a reason: " + ran.error);
  fuzz::hold_printable(ran.error, "", "standard error");
}

void hold_json(const Ran& ran) {
  const Json report = Json::parse(ran.out, nullptr, false);
  hold(!report.is_discarded(), "json is JSON: " + ran.out);
  bool fails = false;
  for (const Json& finding : report.at("declarations").at(0).at("findings")) {
    const std::string status = finding.at("status");
    fails |= finding.at("binding") == "mandatory" && (status == "overdue" || status == "gap" || status == "undeclared");
  }
  hold(ran.status == (fails ? 1 : 0), fmt::format("the status {} is what the findings say", ran.status));
}

bool all_json(const std::string& lines) {
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    if (!Json::accept(line)) return false;
  }
  return true;
}

void hold_format(const std::string& format, const std::string& out) {
  if (format == "json" || format == "sarif" || format == "gitlab" || format == "oscal")
    hold(Json::accept(out), format + " is JSON: " + out);
  if (format == "jsonl") hold(all_json(out), "each line is JSON: " + out);
  if (format == "junit") hold(fuzz::read_xml(out).has_value(), "junit is XML: " + out);
  if (format == "github" || format == "text") fuzz::hold_printable(out, "", format.c_str());
  hold(!source::first_invalid_utf8(out), format + " is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view declaration = fuzz::bytes(data, size);
  const Ran fast = run(declaration, {"--format", "json", "--all"});
  hold_status(fast);
  const Ran reference = run(declaration, {"--format", "json", "--all", "--reader", "yaml-cpp"});
  hold(fast.status == reference.status && fast.out == reference.out && fast.error == reference.error,
       "both readers give the same bytes");
  if (fast.status == 2) return 0;
  hold_json(fast);

  std::vector<std::string> names;
  for (const render::Format& format : render::formats()) {
    if (!format.binary) names.emplace_back(format.name);
  }
  const std::size_t turn = std::hash<std::string_view>()(declaration);
  for (std::size_t which = 0; which < 2; ++which) {
    const std::string& name = names[(turn + which) % names.size()];
    const Ran ran = run(declaration, {"--format", name, "--lang", turn % 2 == 0 ? "zh" : "en"});
    hold_status(ran);
    hold(ran.status == fast.status, name + " decides nothing");
    hold_format(name, ran.out);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  return fuzz::mutate_declaration(data, size, most, seed);
}
