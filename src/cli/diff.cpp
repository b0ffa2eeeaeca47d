// `zhudun diff A B [FILE]`: what differs between two packs, days or readings, and for a declaration which findings
// change and why. A side is words with commas: a pack, @DATE, strict, default, loose or NAME=VALUE.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/declarations.h"
#include "cli/packs.h"
#include "cli/settings.h"
#include "zhudun/workshop/diff.h"

namespace zhudun::cli {
namespace {

struct Side {
  Judging judging;
  LoadedPack rules;
  check::Options options;
};

Judging read_side(const std::string& text, diag::Diagnostics& diagnostics) {
  Judging side;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string word = text.substr(from, comma - from);
    from = comma + 1;
    const std::size_t equals = word.find('=');
    if (word.starts_with('@')) {
      side.as_of = calendar::parse_date(word.substr(1));
      if (!side.as_of) {
        diagnostics.push_back(diag::error("call", {}, fmt::format("`{}` names no day", word), "write @YYYY-MM-DD"));
      }
    } else if (equals != std::string::npos) {
      side.set.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    } else if (word == "strict" || word == "default" || word == "loose") {
      side.stance = word == "strict"  ? pack::Stance::strict
                    : word == "loose" ? pack::Stance::loose
                                      : pack::Stance::by_default;
    } else if (!word.empty()) {
      side.rules = word;
    }
  }
  return side;
}

Side open_side(const std::string& text, World& world, diag::Diagnostics& diagnostics) {
  Side side;
  side.judging = read_side(text, diagnostics);
  side.rules = load_pack(side.judging.rules, diagnostics);
  if (!side.rules.pack) return side;
  choose(*side.rules.pack, side.judging.stance, side.judging.set, side.options, diagnostics);
  side.options.as_of = side.judging.as_of.value_or(side.rules.pack->calendar.today(calendar::Instant{world.now()}));
  return side;
}

std::string line_of(const std::optional<report::Finding>& finding, source::Language language) {
  if (!finding) return language == source::Language::zh ? "（无）" : "(none)";
  std::string text(report::status_word(finding->status, language));
  if (!finding->due.empty()) text += " " + finding->due;
  if (finding->days_overdue > 0) text += fmt::format(" +{}", finding->days_overdue);
  return text;
}

std::string pack_changes(const Side& a, const Side& b) {
  static constexpr const char* signs[] = {"+", "-", "~"};
  std::string text;
  for (const workshop::PackChange& change : workshop::compare(*a.rules.pack, *b.rules.pack)) {
    text += fmt::format("{} {}{}{}\n", signs[static_cast<std::size_t>(change.kind)], change.what,
                        change.detail.empty() ? "" : ": ", change.detail);
  }
  return text;
}

std::optional<report::Declaration> judge(const Side& side, const std::string& file, source::Language language,
                                         World& world, diag::Diagnostics& diagnostics) {
  const Understood understood = understand(file, *side.rules.pack, "", world, diagnostics);
  if (!understood.document) return std::nullopt;
  check::Options options = side.options;
  options.check_file = [&](std::string_view path) { return evidence_fault(understood.folder, path); };
  const check::Findings findings = check::run(*understood.document, *side.rules.pack, options, diagnostics);
  return report::from_findings(findings, *understood.document, *understood.files.front(), *side.rules.pack, options,
                               language);
}

std::string finding_changes(const report::Declaration& a, const report::Declaration& b, source::Language language) {
  std::string text;
  const std::vector<workshop::Change> changes = workshop::compare(a, b);
  for (const workshop::Change& change : changes) {
    text += fmt::format("{}  {}: {} -> {}\n", change.rule, change.subject, line_of(change.before, language),
                        line_of(change.after, language));
    for (const std::string& step : change.only_before) text += fmt::format("  - {}\n", step);
    for (const std::string& step : change.only_after) text += fmt::format("  + {}\n", step);
  }
  return text + fmt::format(fmt::runtime(language == source::Language::zh ? "{} 项结论不同\n" : "{} findings differ\n"),
                            changes.size());
}

}  // namespace

int diff_sides(const DiffArguments& call, World& world) {
  diag::Diagnostics diagnostics;
  const Side a = open_side(call.before, world, diagnostics), b = open_side(call.after, world, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  if (call.file.empty()) {
    const std::string text = pack_changes(a, b);
    return world.write_out(text) ? (text.empty() ? kFulfilled : kFailing) : kNotWritten;
  }
  const auto before = judge(a, call.file, call.language, world, diagnostics);
  const auto after = judge(b, call.file, call.language, world, diagnostics);
  if (tell(world, diagnostics) || !before || !after) return kWrong;
  const bool differs = !workshop::compare(*before, *after).empty();
  if (!world.write_out(finding_changes(*before, *after, call.language))) return kNotWritten;
  return differs ? kFailing : kFulfilled;
}

}  // namespace zhudun::cli
