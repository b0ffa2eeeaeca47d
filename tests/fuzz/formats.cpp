// A declaration judged once by a pack that is kept, on a day and with readings that the bytes choose, and its report in
// every format there is: many more reports in the same time than by the whole program.
#include <deque>
#include <nlohmann/json.hpp>

#include "declaration.h"
#include "promise.h"
#include "read_xml.h"
#include "zhudun/check/check.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/render/render.h"
#include "zhudun/report/report.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;
using fuzz::hold;

namespace {

struct Held {
  std::deque<source::File> files;
  std::unique_ptr<pack::Pack> pack;
  Held() {
    pack::Files named;
    const std::string folder = std::string(pack::default_pack()) + "/";
    for (const pack::BuiltinFile& builtin : pack::builtin_files()) {
      const bool own = builtin.path.starts_with(folder);
      if (!own && !builtin.path.starts_with("calendars/")) continue;
      const std::string name(own ? builtin.path.substr(folder.size()) : builtin.path);
      named.files.emplace_back(name, &files.emplace_back(name, std::string(builtin.bytes)));
    }
    diag::Diagnostics told;
    pack = pack::Pack::from_files(named, told);
    hold(pack != nullptr, "the default pack is there");
  }
};

void hold_format(const render::Format& format, const std::string& out) {
  const std::string name(format.name);
  hold(!out.empty(), name + " is not empty");
  if (format.binary) return;
  hold(!source::first_invalid_utf8(out), name + " is UTF-8");
  for (const char byte : out) {
    const auto value = static_cast<std::uint8_t>(byte);
    hold((value >= 0x20 && value != 0x7f) || byte == '\n' || byte == '\r' || byte == '\t',
         [&] { return fmt::format("{} holds the byte {:#x}", name, value); });
  }
  if (name == "json" || name == "sarif" || name == "gitlab" || name == "oscal")
    hold(nlohmann::json::accept(out), name + " is JSON: " + out);
  if (name == "junit") hold(fuzz::read_xml(out).has_value(), "junit is XML: " + out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Held held;
  const source::File file("company.yaml", std::string(fuzz::bytes(data, size)));
  diag::Diagnostics told;
  yaml::Limits limits;
  limits.nodes = 20'000;
  const auto tree = yaml::parse(file, told, limits);
  if (!tree) return 0;
  schema::ReadOptions read;
  read.offset = held.pack->calendar.offset();
  const auto document = schema::Document::from_yaml(*tree, held.pack->schema, read, told);
  if (!document) return 0;

  const std::size_t turn = std::hash<std::string_view>()(file.bytes());
  static constexpr const char* days[] = {"2025-11-10", "2025-11-30", "2025-12-31",
                                         "2024-02-29", "2027-03-01", "9999-12-31"};
  check::Options options;
  options.as_of = *calendar::parse_date(days[turn % std::size(days)]);
  options.readings = check::readings_of(*held.pack, static_cast<pack::Stance>(turn / 8 % 3));
  options.parameters = check::parameters_of(*held.pack);
  check::Findings findings = check::run(*document, *held.pack, options, told);
  fuzz::hold_told(told);
  if (diag::failed(told)) return 0;
  hold(!findings.empty(), "every rule has a finding");

  const auto language = turn / 32 % 2 == 0 ? source::Language::zh : source::Language::en;
  report::Report report = report::begin(*held.pack, options, {"0.0.0", language, true, turn / 64 % 2 == 0});
  report.declarations.push_back(
      report::from_findings(std::move(findings), *document, file, *held.pack, options, language));
  for (const render::Format& format : render::formats()) {
    if (format.binary && turn % 16 != 0) continue;  // slow, and fuzzed by itself
    hold_format(format, format.render(report, {}));
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  return fuzz::mutate_declaration(data, size, most, seed);
}
