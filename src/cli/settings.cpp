#include "cli/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "zhudun/yaml/core.h"

namespace zhudun::cli {
namespace {

constexpr std::int64_t kLargestParameter = 9999;  // a year fits; anything larger is a slip

void complain(diag::Diagnostics& diagnostics, std::string message, std::string help) {
  diagnostics.push_back(diag::error("call", {}, std::move(message), std::move(help)));
}

bool set_reading(const pack::Pack& pack, const std::string& name, const std::string& text, check::Options& options,
                 diag::Diagnostics& diagnostics) {
  for (std::size_t at = 0; at < pack.readings.size(); ++at) {
    const pack::Reading& reading = pack.readings[at];
    if (reading.name != name) continue;
    const auto value = reading.parse(text);
    if (value) options.readings[at] = *value;
    if (!value) {
      std::vector<std::string> row;
      for (const pack::ReadingValue& one : reading.row()) row.push_back(pack::to_string(one));
      const auto near = diag::nearest(text, row);
      complain(diagnostics, fmt::format("the reading `{}` cannot be `{}`", name, text),
               reading.number ? "a whole number from 0, or none"
               : near         ? fmt::format("did you mean `{}`?", *near)
                              : fmt::format("one of {}", fmt::join(row, ", ")));
    }
    return true;
  }
  return false;
}

bool set_parameter(const pack::Pack& pack, const std::string& name, const std::string& text, check::Options& options,
                   diag::Diagnostics& diagnostics) {
  for (std::size_t at = 0; at < pack.parameters.size(); ++at) {
    if (pack.parameters[at].name != name) continue;
    const auto value = yaml::to_int(text);
    const bool fits = value && *value >= 1 && *value <= kLargestParameter;
    if (fits) options.parameters[at] = *value;
    if (!fits) {
      complain(diagnostics, fmt::format("the parameter `{}` cannot be `{}`", name, text),
               fmt::format("a whole number from 1 to {}", kLargestParameter));
    }
    return true;
  }
  return false;
}

}  // namespace

void choose(const pack::Pack& pack, pack::Stance stance, const std::vector<std::pair<std::string, std::string>>& set,
            check::Options& options, diag::Diagnostics& diagnostics) {
  options.readings = check::readings_of(pack, stance);
  options.parameters = check::parameters_of(pack);
  for (const auto& [name, text] : set) {
    if (set_reading(pack, name, text, options, diagnostics) || set_parameter(pack, name, text, options, diagnostics))
      continue;
    std::vector<std::string> names;
    for (const pack::Reading& reading : pack.readings) names.push_back(reading.name);
    for (const pack::Parameter& parameter : pack.parameters) names.push_back(parameter.name);
    const auto near = diag::nearest(name, names);
    complain(diagnostics, fmt::format("the pack has no reading or parameter `{}`", name),
             near ? fmt::format("did you mean `{}`?", *near) : fmt::format("it has {}", fmt::join(names, ", ")));
  }
}

}  // namespace zhudun::cli
