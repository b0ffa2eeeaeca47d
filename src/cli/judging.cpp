#include "cli/judging.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/settings.h"
#include "zhudun/pack/rule_names.h"

namespace zhudun::cli {
namespace {

bool has_rule(const pack::Pack& pack, const std::string& id) {
  return std::any_of(pack.rules.begin(), pack.rules.end(), [&](const pack::Rule& rule) { return rule.id == id; });
}

void warn_of_waivers(const check::Findings& findings, const pack::Pack& pack, diag::Diagnostics& diagnostics) {
  constexpr std::size_t most = 100;
  std::size_t unmatched = 0;
  for (const check::Waiver& waiver : findings.waivers) {
    if (waiver.matched || unmatched > most) continue;
    if (++unmatched > most) {
      diagnostics.push_back(
          diag::warning("waiver-unmatched", waiver.place,
                        fmt::format("more than {} waivers match no finding; the report names all", most)));
      continue;
    }
    const std::string subject = waiver.subject.empty() ? std::string() : fmt::format(" of `{}`", waiver.subject);
    diagnostics.push_back(diag::warning(
        "waiver-unmatched", waiver.place, fmt::format("the waiver of `{}`{} matches no finding", waiver.rule, subject),
        has_rule(pack, waiver.rule) ? std::string()
                                    : "the pack has no such rule; " + pack::rule_advice(pack, waiver.rule)));
  }
}

}  // namespace

void Judging::options(OptionTable& table) {
  table.add({"--as-of", "DATE", "judge as of this day, YYYY-MM-DD; default: today in the calendar's zone",
             [this](OptionReader& reader, const std::string& text) { as_of = reader.date("--as-of", text); }});
  pack_option(table, "--rules", rules);
  table.choice<pack::Stance>(
      "--reading", "R", stance,
      {{"strict", pack::Stance::strict}, {"default", pack::Stance::by_default}, {"loose", pack::Stance::loose}},
      "how to read what the text leaves open: strict, default or loose");
  table
      .add({"--set", "K=V", "one reading or parameter, NAME=VALUE; may be repeated",
            [this](OptionReader& reader, const std::string& text) { reader.setting(text, set); }})
      .repeats = true;
  reader.limits.options(table);
  table.choice<yaml::With>("--reader", "WHICH", reader.with,
                           {{"fast", yaml::With::plain_first}, {"yaml-cpp", yaml::With::reference}},
                           "fast, which hands over to yaml-cpp what is not plain, or yaml-cpp alone; same results");
}

Bench set_up(const Judging& judging, const World& world, diag::Diagnostics& diagnostics) {
  Bench bench;
  bench.rules = load_pack(judging.rules, diagnostics, judging.reader);
  bench.reader = judging.reader;
  bench.options.limits = judging.reader.limits.of_check();
  if (!bench.rules.pack) return bench;
  choose(bench.pack(), judging.stance, judging.set, bench.options, diagnostics);
  bench.options.as_of = judging.as_of.value_or(bench.pack().calendar.today(calendar::Instant{world.now()}));
  bench.as_of_given = judging.as_of.has_value();
  return bench;
}

std::optional<check::Findings> find(const Bench& bench, const Understood& understood, EvidenceFolders* evidence,
                                    diag::Diagnostics& diagnostics) {
  if (!understood.document) return std::nullopt;
  check::Options options = bench.options;
  if (evidence) {
    options.check_file = [folder = evidence->at(understood.folder)](std::string_view path) {
      return folder->fault_of(path);
    };
  }
  check::Findings findings = check::run(*understood.document, bench.pack(), options, diagnostics);
  warn_of_waivers(findings, bench.pack(), diagnostics);
  if (!unchanged(understood, diagnostics) || diag::failed(diagnostics)) return std::nullopt;
  if (findings.empty()) {
    diagnostics.push_back(
        diag::error("nothing-judged", {understood.files.front().get(), 0, 0}, "no rule had anything to judge"));
    return std::nullopt;
  }
  return findings;
}

std::optional<report::Declaration> judge(const Bench& bench, const Understood& understood, bool evidence,
                                         source::Language language, diag::Diagnostics& diagnostics) {
  EvidenceFolders folders;
  auto findings = find(bench, understood, evidence ? &folders : nullptr, diagnostics);
  if (!findings) return std::nullopt;
  return report::from_findings(std::move(*findings), *understood.document, *understood.files.front(), bench.pack(),
                               bench.options, language);
}

std::optional<report::Declaration> judge_and_keep(const Bench& bench, std::shared_ptr<const Understood> understood,
                                                  EvidenceFolders* evidence, source::Language language,
                                                  diag::Diagnostics& diagnostics) {
  if (!understood->document) return std::nullopt;
  auto findings = find(bench, *understood, evidence, diagnostics);
  if (!findings) return std::nullopt;
  return report::from_findings(std::move(*findings), *understood->document, *understood->files.front(), bench.pack(),
                               bench.options, language, understood->sha256.get(), understood);
}

}  // namespace zhudun::cli
