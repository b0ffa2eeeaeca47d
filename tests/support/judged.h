// A declaration judged by a pack: one call from two texts to findings.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/rules.h"
#include "zhudun/check/check.h"
#include "zhudun/yaml/parse.h"

namespace support {

struct Judged {
  std::shared_ptr<Rules> rules;
  std::unique_ptr<zhudun::source::File> file;
  std::unique_ptr<zhudun::yaml::Tree> tree;
  std::unique_ptr<zhudun::schema::Document> document;
  zhudun::check::Options options;
  zhudun::diag::Diagnostics diagnostics;
  zhudun::check::Findings findings;

  zhudun::check::Finding only() const {
    REQUIRE(findings.size() == 1);
    return findings[0];
  }
  zhudun::check::Finding find(std::string_view rule, std::string_view subject) const {
    for (auto& finding : findings.all()) {
      if (finding.rule->id == rule && finding.subject == subject) return finding;
    }
    FAIL("no finding of " << rule << " for " << subject);
    return {};
  }
};

using Change = std::function<void(zhudun::check::Options&)>;

inline zhudun::calendar::Date day(std::string_view text) {
  const auto date = zhudun::calendar::parse_date(text);
  INFO(text);
  REQUIRE(date);
  return *date;
}

inline Judged judge(std::shared_ptr<Rules> rules, const std::string& declaration, std::string_view as_of,
                    const Change& change = {}) {
  using namespace zhudun;
  Judged judged;
  INFO(declaration);
  for (const Told& told : rules->told()) FAIL(told);
  REQUIRE(rules->pack);
  judged.rules = std::move(rules);
  judged.file = std::make_unique<source::File>("a.yaml", declaration);
  auto tree = yaml::parse(*judged.file, judged.diagnostics);
  REQUIRE(tree);
  judged.tree = std::make_unique<yaml::Tree>(std::move(*tree));
  schema::ReadOptions read;
  read.offset = judged.rules->pack->calendar.offset();
  auto document = schema::Document::from_yaml(*judged.tree, judged.rules->pack->schema, read, judged.diagnostics);
  for (const Told& told : support::told(judged.diagnostics)) FAIL(told);
  REQUIRE(document);
  judged.document = std::make_unique<schema::Document>(std::move(*document));
  judged.options.as_of = day(as_of);
  judged.options.readings = check::readings_of(*judged.rules->pack, pack::Stance::by_default);
  judged.options.parameters = check::parameters_of(*judged.rules->pack);
  if (change) change(judged.options);
  judged.findings = check::run(*judged.document, *judged.rules->pack, judged.options, judged.diagnostics);
  return judged;
}

// One rule of the small pack, and a declaration whose `base` is the mapping given.
inline Judged judge_rule(const std::string& body, const std::string& base, std::string_view as_of,
                         const Change& change = {}, const std::string& more = {}) {
  auto rules = std::make_shared<Rules>(load(small(rule(body))));
  return judge(std::move(rules), fmt::format("base: {}\n{}", base, more), as_of, change);
}

inline Change reading(std::size_t which, zhudun::pack::ReadingValue value) {
  return [which, value](zhudun::check::Options& options) { options.readings[which] = value; };
}

// A finding in one line: status, due, done, next due; `-` for none.
inline std::string brief(const zhudun::check::Finding& finding) {
  using zhudun::check::Moment;
  const auto text = [](const std::optional<Moment>& moment) {
    if (!moment) return std::string("-");
    return moment->time ? zhudun::calendar::to_string(*moment->time, zhudun::calendar::Offset{480})
                        : zhudun::calendar::to_string(moment->date);
  };
  return fmt::format("{} {} {} {}", zhudun::check::to_string(finding.status), text(finding.due), text(finding.done),
                     text(finding.next_due));
}

inline std::vector<std::string> sensitive(const Judged& judged, const zhudun::check::Finding& finding) {
  std::vector<std::string> names;
  for (const std::uint32_t at : finding.sensitive_to) names.push_back(judged.rules->pack->readings[at].name);
  return names;
}

}  // namespace support
