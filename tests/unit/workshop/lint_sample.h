// A pack in which nothing is wrong, a way to change a word of it, and what lint then finds, as texts.
#pragma once

#include <fmt/format.h>

#include <map>
#include <memory>

#include "support/catch.h"
#include "zhudun/workshop/lint.h"

namespace lint_test {

using namespace zhudun;

using Texts = std::vector<std::string>;

// A pack in which nothing is wrong; every case below changes a word or two of it.
inline const std::map<std::string, std::string> kClean = {
    {"pack.yaml", R"yaml(zhudun-pack: 1
id: sample
title: {zh: 样例, en: a sample}
calendar: cn
declaration: facts.yaml
parameters:
  period: {type: int, value: 30, title: {zh: 天数, en: days}}
readings:
  pace:
    title: {zh: 快慢, en: the pace}
    strict: fast
    default: slow
    loose: slow
    values: {fast: {zh: 快, en: fast}, slow: {zh: 慢, en: slow}}
  hours:
    type: number
    title: {zh: 小时数, en: hours}
    strict: 1
    default: 24
    loose: none
    values: {none: {zh: 无, en: none}}
recipients:
  kept: {zh: 留存, en: kept}
tasks:
  1: {zh: 任务, en: a task}
conditions:
  big: {if: company.big, else: {zh: 规模小, en: it is small}}
functions:
  first: {params: {a: date, b: date}, result: date, is: "reading.pace == 'fast' ? a : b"}
  urgent: {params: {level: string}, result: bool, is: "level in ['high', 'severe']"}
)yaml"},
    {"facts.yaml", R"yaml(type: object
properties:
  company:
    type: object
    properties:
      big: {type: boolean}
      roles: {type: array, items: {type: string, enum: [maker, seller]}}
  incidents:
    type: array
    items:
      type: object
      required: [id]
      properties:
        id: {type: string}
        kind: {type: string, enum: [network, data]}
        level: {type: string, enum: [low, high, severe]}
        count: {type: integer}
        found_on: {type: string, format: date}
        found_at: {type: string, format: date-time}
        closed_on: {type: string, format: date}
        closed_at: {type: string, format: date-time}
        file: {type: string, format: path}
        report: {type: string, format: path}
        steps: {type: array, items: {type: object, properties: {held_on: {type: string, format: date}}}}
  waivers:
    type: array
    items:
      type: object
      required: [rule]
      properties:
        rule: {type: string}
        subject: {type: string}
        reason: {type: string}
        approved_by: {type: string}
        approved_on: {type: string, format: date}
        expires_on: {type: string, format: date}
)yaml"},
    {"rules.yaml", R"yaml(rules:
  - id: R1
    task: 1
    title: {zh: 结案, en: close it}
    deliverable: {zh: 记录, en: a record}
    recipient: kept
    basis: {zh: 第一条, en: article 1}
    scope: [big]
    each: {incident: incidents}
    let:
      closed: "incident.steps.filter(s, has(s.held_on))"
    needs: [incident.level]
    applies:
      - if: "incident.kind == 'network' || urgent(incident.level)"
        else: {zh: 不属于, en: another kind}
    due: "first(incident.found_on.addDays(2), incident.found_on.addDays(period))"
    done: "closed.map(s, s.held_on)"
    evidence: [incident.file, incident.report]
  - id: R2
    task: 1
    title: {zh: 报告, en: report it}
    deliverable: {zh: 报告, en: a report}
    recipient: kept
    basis: {zh: 第二条, en: article 2}
    each: {incident: incidents}
    due: "reading.hours == null ? null : incident.found_at.addHours(reading.hours)"
    done: incident.closed_at
  - id: R3
    task: 1
    title: {zh: 制造, en: make it}
    deliverable: {zh: 说明, en: a note}
    recipient: kept
    basis: {zh: 第三条, en: article 3}
    subject: company
    done: "'maker' in company.roles"
)yaml"},
    {"rules.test.yaml", R"yaml(tests:
  - name: all
    as_of: 2025-05-01
    declaration: {}
    expect:
      - {rule: R1, subject: incidents, status: undeclared}
      - {rule: R2, subject: incidents, status: undeclared}
      - {rule: R3, subject: company, status: gap}
)yaml"},
    {"calendars/cn.yaml", R"yaml(zone: Asia/Shanghai
offset: "+08:00"
years:
  - {year: 2024, notice: {zh: 通知, en: notice}}
  - {year: 2025, notice: {zh: 通知, en: notice}}
  - {year: 2026, notice: {zh: 通知, en: notice}}
)yaml"},
};

struct Edit {
  std::string from, to;
};

struct Sample {
  std::vector<std::unique_ptr<source::File>> kept;
  pack::Files files;
  diag::Diagnostics diagnostics;
  std::unique_ptr<pack::Pack> pack;

  explicit Sample(const std::vector<Edit>& edits) {
    std::map<std::string, std::string> texts = kClean;
    for (const Edit& edit : edits) apply(texts, edit);
    for (const auto& [name, text] : texts) {
      kept.push_back(std::make_unique<source::File>(name, text));
      files.files.emplace_back(name, kept.back().get());
    }
    pack = pack::Pack::from_files(files, diagnostics);
  }

  // The words to change stand once in the pack.
  static void apply(std::map<std::string, std::string>& texts, const Edit& edit) {
    int changed = 0;
    for (auto& [name, text] : texts) {
      for (std::size_t at = text.find(edit.from); at != std::string::npos; at = text.find(edit.from, at)) {
        text.replace(at, edit.from.size(), edit.to);
        at += edit.to.size();
        ++changed;
      }
    }
    INFO(edit.from);
    REQUIRE(changed == 1);
  }
};

inline diag::Diagnostics found(const std::vector<Edit>& edits) {
  const Sample sample(edits);
  std::string errors;
  for (const diag::Diagnostic& one : sample.diagnostics) errors += diag::to_text(one);
  INFO(errors);
  REQUIRE(sample.pack);
  diag::Diagnostics found = workshop::lint(*sample.pack, sample.files);
  for (diag::Diagnostic& one : found) {  // the texts under the carets, because the files end here
    one.code =
        fmt::format("{}{} @ {}", one.severity == diag::Severity::error ? "error " : "", one.code, one.span.text());
    for (diag::Label& label : one.labels) label.message = fmt::format("{} @ {}", label.message, label.span.text());
  }
  return found;
}

// `code @ underlined text: message / help` for each.
inline Texts lint(const std::vector<Edit>& edits) {
  Texts texts;
  for (const diag::Diagnostic& one : found(edits))
    texts.push_back(fmt::format("{}: {} / {}", one.code, one.message, one.help));
  return texts;
}

inline Texts labels(const std::vector<Edit>& edits) {
  Texts texts;
  for (const diag::Diagnostic& one : found(edits)) {
    for (const diag::Label& label : one.labels) texts.push_back(label.message);
  }
  return texts;
}

inline const std::string kApplies = "incident.kind == 'network' || urgent(incident.level)";
inline const std::string kDone = "closed.map(s, s.held_on)";
inline const std::string kDue = "first(incident.found_on.addDays(2), incident.found_on.addDays(period))";

// The sample with another condition under `applies`, or with one added, so that what R1 used stays used.
inline std::vector<Edit> applies(const std::string& condition) {
  return {{"      - if: \"" + kApplies + "\"\n        else: {zh: 不属于, en: another kind}\n",
           "      - if: \"" + kApplies + "\"\n        else: {zh: 不属于, en: another kind}\n" + "      - if: \"" +
               condition + "\"\n        else: {zh: 其他, en: otherwise}\n"}};
}

}  // namespace lint_test
