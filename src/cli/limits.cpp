#include "cli/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/files.h"
#include "cli/option_table.h"

namespace zhudun::cli {
namespace {

constexpr std::uint64_t kMost = 4'000'000'000;  // offsets, nodes and facts are counted in 32 bits

struct LimitRow {
  std::string_view name;
  std::uint64_t by_default, largest;
  std::string_view help;
};

constexpr std::array<LimitRow, kLimits> kRows = {{
    {"file_bytes", kLargestFile, kMost, "bytes of a declaration or a table"},
    {"depth", 100, 500, "lists and mappings within one another"},
    {"nodes", 20'000'000, 2'000'000'000, "values of a YAML file or a table, an alias counted as all it stands for"},
    {"scalar_bytes", 16U << 20U, kMost, "bytes of one text of a YAML file"},
    {"flow_tokens", 2'000'000, kMost, "brackets, commas and colons of one list or mapping in brackets"},
    {"columns", 1'000, 1'000'000, "columns of a table"},
    {"cell_bytes", 1U << 20U, kMost, "bytes of one cell of a table"},
    {"rules", 10'000, 1'000'000, "rules of a pack, with those of the packs it extends"},
    {"subjects", 2'000'000, kMost, "subjects of one rule in one declaration"},
    {"findings", 2'000'000, kMost, "findings of one declaration"},
    {"missing", 500'000, kMost, "facts that the findings of one declaration lack, counted for each finding"},
    {"cost", 10'000'000, 1'000'000'000'000, "steps of an expression for one subject, and 200 more for each fact"},
    {"total_cost", 300'000'000, 1'000'000'000'000,
     "steps of all expressions for a declaration, and 200 more for each fact"},
}};

// The row that a diagnostic is of: its code is `limit-` and the name, with dashes.
const LimitRow* row_of(const diag::Diagnostic& told) {
  if (!told.code.starts_with("limit-")) return nullptr;
  std::string name = told.code.substr(6);
  std::replace(name.begin(), name.end(), '-', '_');
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const LimitRow& one) { return one.name == name; });
  return row == kRows.end() ? nullptr : &*row;
}

}  // namespace

Limits::Limits() : values_() {
  for (std::size_t at = 0; at < kLimits; ++at) values_[at] = kRows[at].by_default;
}

void Limits::options(OptionTable& table) {
  std::string names;
  for (const LimitRow& row : kRows) names += fmt::format("{}{}", names.empty() ? "" : ", ", row.name);
  Option& option = table.add({"--limit", "NAME=N", "another bound, of " + names + "; may be repeated",
                              [this](OptionReader& reader, const std::string& text) { set(reader, text); }});
  option.repeats = true;
}

void Limits::set(OptionReader& reader, const std::string& given) {
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos) return reader.complain(fmt::format("--limit is `{}`, not NAME=N", given));
  const std::string name = given.substr(0, equals);
  const std::string text = given.substr(equals + 1);
  const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const LimitRow& one) { return one.name == name; });
  if (row == kRows.end()) {
    std::vector<std::string> names;
    for (const LimitRow& one : kRows) names.emplace_back(one.name);
    return reader.not_one_of("the name of --limit", name, names);
  }
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1 || value > row->largest) {
    return reader.complain(fmt::format("the limit `{}` cannot be `{}`", name, text),
                           fmt::format("a whole number from 1 to {}: {}", row->largest, row->help));
  }
  values_[static_cast<std::size_t>(row - kRows.begin())] = value;
}

yaml::Limits Limits::of_yaml() const {
  yaml::Limits limits;
  limits.depth = (*this)[Limit::depth];
  limits.nodes = (*this)[Limit::nodes];
  limits.scalar_bytes = (*this)[Limit::scalar_bytes];
  limits.flow_tokens = (*this)[Limit::flow_tokens];
  return limits;
}

csv::Limits Limits::of_csv() const {
  csv::Limits limits;
  limits.columns = (*this)[Limit::columns];
  limits.cell_bytes = (*this)[Limit::cell_bytes];
  limits.nodes = (*this)[Limit::nodes];
  return limits;
}

check::Limits Limits::of_check() const {
  return {(*this)[Limit::subjects], (*this)[Limit::findings], (*this)[Limit::missing], (*this)[Limit::cost],
          (*this)[Limit::total_cost]};
}

bool reached_limit(const diag::Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const diag::Diagnostic& one) { return row_of(one); });
}

void advise_on_limits(diag::Diagnostics& diagnostics) {
  for (diag::Diagnostic& one : diagnostics) {
    const LimitRow* row = row_of(one);
    if (!row) continue;
    if (!one.help.empty()) one.help += "; ";
    one.help += fmt::format("--limit {}=N raises it, up to {}", row->name, row->largest);
  }
}

}  // namespace zhudun::cli
