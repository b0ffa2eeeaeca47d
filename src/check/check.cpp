#include "zhudun/check/check.h"

#include <array>

#include "check/judge.h"

namespace zhudun::check {
namespace {

constexpr std::array<std::string_view, kStatuses> kNames = {
    "overdue", "gap", "undeclared", "due_soon", "pending", "late", "met", "advised", "waived", "not_applicable"};

bool can_be_waived(Status status) {
  return status == Status::overdue || status == Status::gap || status == Status::undeclared ||
         status == Status::due_soon;
}

// Waivers are written in the declaration, under keys that are the engine's own.
std::vector<Waiver> read_waivers(const schema::Document& document) {
  std::vector<Waiver> waivers;
  const schema::Type& root = document.schema().type(schema::Schema::kRoot);
  const auto slot = schema::Schema::slot(root, "waivers");
  const schema::FactId list = slot ? document.field(schema::kRootFact, *slot) : schema::kAbsent;
  if (list == schema::kAbsent) return waivers;
  for (std::size_t at = 0; at < document.size(list); ++at) {
    const schema::FactId item = document.item(list, at);
    const auto fact = [&](std::string_view name) {
      const auto own = schema::Schema::slot(document.type(item), name);
      return own ? document.field(item, *own) : schema::kAbsent;
    };
    const auto text = [&](std::string_view name) {
      const schema::FactId found = fact(name);
      return found == schema::kAbsent ? std::string() : std::string(document.string(found));
    };
    const auto date = [&](std::string_view name) {
      const schema::FactId found = fact(name);
      return found == schema::kAbsent ? calendar::Date() : document.date(found);
    };
    waivers.push_back({text("rule"), text("subject"), text("reason"), text("approved_by"), date("approved_on"),
                       date("expires_on"), false, document.span(item)});
  }
  return waivers;
}

void apply_waivers(Finding& finding, std::vector<Waiver>& waivers, calendar::Date as_of) {
  for (std::size_t at = 0; at < waivers.size(); ++at) {
    Waiver& waiver = waivers[at];
    if (waiver.rule != finding.rule->id || (!waiver.subject.empty() && waiver.subject != finding.subject)) continue;
    waiver.matched = true;
    if (!can_be_waived(finding.unwaived) || finding.cover == Cover::in_force) continue;
    finding.cover = as_of < waiver.approved_on  ? Cover::not_yet
                    : as_of > waiver.expires_on ? Cover::expired
                                                : Cover::in_force;
    finding.waiver = at;
  }
  if (finding.cover == Cover::in_force) finding.status = Status::waived;
}

}  // namespace

std::string_view to_string(Status status) { return kNames[static_cast<std::size_t>(status)]; }

std::optional<Status> parse_status(std::string_view name) {
  for (std::size_t at = 0; at < kNames.size(); ++at) {
    if (kNames[at] == name) return static_cast<Status>(at);
  }
  return std::nullopt;
}

std::vector<pack::ReadingValue> readings_of(const pack::Pack& pack, pack::Stance stance) {
  std::vector<pack::ReadingValue> values;
  for (const pack::Reading& reading : pack.readings) values.push_back(reading.at(stance));
  return values;
}

std::vector<std::int64_t> parameters_of(const pack::Pack& pack) {
  std::vector<std::int64_t> values;
  for (const pack::Parameter& parameter : pack.parameters) values.push_back(parameter.value);
  return values;
}

std::vector<cel::Value> activation(const pack::Facts& facts, const pack::ChosenReadings& readings,
                                   const pack::Pack& pack, const Options& options) {
  std::vector<cel::Value> values(pack.environment.slots());
  const schema::Type& root = pack.schema.type(schema::Schema::kRoot);
  for (std::uint32_t slot = 0; slot < root.properties.size(); ++slot)
    values[slot] = facts.field(schema::kRootFact, slot);
  bind_run(values, readings, pack, options);
  return values;
}

void bind_run(std::vector<cel::Value>& activation, const pack::ChosenReadings& readings, const pack::Pack& pack,
              const Options& options) {
  activation[pack.as_of_slot] = pack::date_value(options.as_of);
  for (std::size_t at = 0; at < options.parameters.size(); ++at) {
    activation[pack.parameter_slot + at] = cel::Value::integer(options.parameters[at]);
  }
  activation[pack.reading_slot] = cel::Value::object(readings, 0);
}

Findings run(const schema::Document& document, const pack::Pack& pack, const Options& options,
             diag::Diagnostics& diagnostics) {
  Findings result;
  result.waivers = read_waivers(document);
  const pack::Facts facts(document);
  Judge judge(facts, pack, options, diagnostics);
  for (const pack::Rule& rule : pack.rules) {
    if (options.only.empty() || options.only == rule.id) judge.judge(rule, result.findings);
  }
  for (Finding& finding : result.findings) {
    finding.unwaived = finding.status;
    apply_waivers(finding, result.waivers, options.as_of);
  }
  return result;
}

}  // namespace zhudun::check
