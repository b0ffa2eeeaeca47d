#include "zhudun/check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "check/judge.h"
#include "check/places.h"
#include "check/shared.h"
#include "check/waiver_index.h"
#include "zhudun/source/aside.h"

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

// What else was told hangs on how far the judging came.
void tell_used_up(const Budget& budget, const Limits& limits, const schema::Document& document,
                  diag::Diagnostics& diagnostics) {
  const source::Span whole{&document.file(), 0, 0};
  if (budget.too_many_findings()) {
    diagnostics.push_back(
        diag::error("limit-findings", whole,
                    fmt::format("the declaration has more findings than the limit `findings` of {}", limits.findings)));
  } else if (budget.too_many_missing()) {
    diagnostics.push_back(diag::error(
        "limit-missing", whole,
        fmt::format("the findings lack more facts of the declaration than the limit `missing` of {}", limits.missing)));
  } else {
    diagnostics.push_back(
        diag::error("limit-total-cost", whole,
                    fmt::format("the rules need more steps for the declaration than the limit `total_cost` of {}",
                                limits.total_cost)));
  }
}

// A rule, or some of the items it goes through, and what is found of them.
struct Share {
  const pack::Rule* rule;
  Judge::Part part;
  Findings findings;
  diag::Diagnostics diagnostics;
  bool whole = true;
};

// Few facts are judged sooner than a thread begins.
constexpr std::size_t kWorthThreads = 20'000;
constexpr std::size_t kItems = 5'000;  // of one share

// Rules know nothing of one another, and the items of a list neither.
std::vector<Share> shares_of(const schema::Document& document, const pack::Pack& pack, const Options& options) {
  std::vector<Share> shares;
  for (const pack::Rule& rule : pack.rules) {
    if (!options.only.empty() && options.only != rule.id) continue;
    std::size_t items = 0;
    if (rule.each.size() == 1) {
      const schema::FactId list = follow(document, schema::kRootFact, rule.each.front().list.slots);
      if (list != schema::kAbsent) items = document.size(list);
    }
    if (items > options.limits.subjects) items = 0;  // where to stop is seen by who goes through all
    const std::size_t parts = std::max<std::size_t>(items / kItems, 1);
    for (std::size_t part = 0; part < parts; ++part) {
      shares.push_back({&rule, {}, Findings(document), {}});
      if (parts > 1) shares.back().part = {items * part / parts, items * (part + 1) / parts};
    }
  }
  return shares;
}

// Each thread takes the next share that nobody has taken, and the results are put together in the order of the pack.
// False: a limit was reached within a rule, and what came after it in its list was judged for nothing.
bool judge_on_threads(const pack::Facts& facts, const pack::Pack& pack, const Options& options, Shared& shared,
                      Budget& budget, Findings& result, diag::Diagnostics& diagnostics) {
  std::vector<Share> shares = shares_of(facts.document(), pack, options);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    diag::Diagnostics told;
    Judge judge(facts, pack, options, shared, budget, told);
    for (std::size_t at = next++; at < shares.size(); at = next++) {
      Share& share = shares[at];
      share.whole = judge.judge(*share.rule, share.part, share.findings);
      share.diagnostics = std::exchange(told, {});
    }
  };
  {
    std::vector<std::jthread> others;
    source::start_threads(others, options.jobs - 1, work);
    work();
  }
  for (Share& share : shares) {
    if (!share.whole) return false;
    result.append(std::move(share.findings));
    std::move(share.diagnostics.begin(), share.diagnostics.end(), std::back_inserter(diagnostics));
  }
  return true;
}

void judge_in_turn(const pack::Facts& facts, const pack::Pack& pack, const Options& options, Shared& shared,
                   Budget& budget, Findings& result, diag::Diagnostics& diagnostics) {
  Judge judge(facts, pack, options, shared, budget, diagnostics);
  for (const pack::Rule& rule : pack.rules) {
    if (options.only.empty() || options.only == rule.id) judge.judge(rule, {}, result);
  }
}

Findings judge_rules(const schema::Document& document, const pack::Pack& pack, const Options& options,
                     diag::Diagnostics& diagnostics) {
  const pack::Facts facts(document);
  const std::shared_ptr<Shared> shared = options.shared ? options.shared : to_share(pack);
  std::optional<Budget> budget(std::in_place, options.limits, document.count());
  const std::size_t before = diagnostics.size();
  Findings result(document);
  const bool many = document.count() >= kWorthThreads && options.jobs > 1 && !options.watch;
  if (!many || !judge_on_threads(facts, pack, options, *shared, *budget, result, diagnostics)) {
    // What a limit kept from being judged is to be the same on however many threads.
    result = Findings(document);
    diagnostics.resize(before);
    budget.emplace(options.limits, document.count());
    judge_in_turn(facts, pack, options, *shared, *budget, result, diagnostics);
  }
  if (result.size() > options.limits.findings) budget->find(result.size());
  if (budget->used_up()) {
    diagnostics.resize(before);
    tell_used_up(*budget, options.limits, document, diagnostics);
  }
  return result;
}

}  // namespace

std::shared_ptr<Shared> to_share(const pack::Pack& pack) { return std::make_shared<Shared>(pack); }

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
  Findings result = judge_rules(document, pack, options, diagnostics);
  result.waivers = read_waivers(document);
  WaiverIndex waivers(result.waivers, options.as_of);
  for (std::size_t at = 0; at < result.size() && !result.waivers.empty(); ++at) {
    const Status before = result.unwaived(at);
    const auto [cover, waiver] = waivers.find(result.rule(at).id, result.subject(at), can_be_waived(before));
    if (cover != Cover::none) result.cover(at, cover, waiver, cover == Cover::in_force ? Status::waived : before);
  }
  return result;
}

}  // namespace zhudun::check
