#include "lsp/texts.h"

#include <algorithm>
#include <map>

namespace zhudun::lsp {
namespace {

// The first line of the place, without spaces at its end: a subject may be many lines long.
Anchor anchor_of(const source::Span& place) {
  std::string_view text = place.text();
  text = text.substr(0, text.find_first_of("\r\n"));
  while (text.ends_with(' ')) text.remove_suffix(1);
  return {place.begin, place.begin + static_cast<std::uint32_t>(text.size()), place.file};
}

bool leads_to(const check::Finding& finding, const source::File* file, std::uint32_t offset) {
  return std::any_of(finding.trace.begin(), finding.trace.end(), [&](const check::Step& step) {
    return step.at.file == file && step.at.begin <= offset && offset <= step.at.end;
  });
}

}  // namespace

std::vector<Shown> shown_of(const Judged& judged) {
  std::vector<Shown> shown;
  if (!judged.findings || !judged.report) return shown;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const check::Finding>> found;
  for (check::Finding& one : judged.findings->all()) {
    const std::pair key(one.rule->id, one.subject);
    found[key] = std::make_shared<const check::Finding>(std::move(one));
  }
  for (report::Finding told : judged.report->findings) {
    const auto match = found.find({told.rule, told.subject});
    if (match == found.end()) continue;
    const source::Span& place = match->second->place;
    const Anchor anchor = place ? anchor_of(place) : Anchor{0, 0, judged.file};
    shown.push_back({match->second, std::make_shared<const report::Finding>(std::move(told)), anchor});
  }
  return shown;
}

std::string standing_of(const report::Finding& told, source::Language language) {
  const std::string word(report::status_word(told.status, language));
  if (told.when.find(word) != std::string::npos) return told.when;
  return told.when.empty() ? word : word + " " + told.when;
}

std::vector<const Shown*> at_offset(const Text& text, std::uint32_t offset) {
  std::vector<const Shown*> here, led;
  for (const Shown& one : text.shown) {
    const bool within = one.anchor.file == text.file() && one.anchor.begin <= offset && offset <= one.anchor.end;
    if (within) here.push_back(&one);
    if (!within && leads_to(*one.found, text.file(), offset)) led.push_back(&one);
  }
  // A fact that stands on the subject's own line is meant before the subject.
  return led.empty() ? here : led;
}

}  // namespace zhudun::lsp
