// Rule packs made of texts or read from a folder, and the small pack the tests of the rooms from pack up begin with.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/told.h"
#include "zhudun/pack/pack.h"

namespace support {

using Texts = std::map<std::string, std::string>;  // the files of a pack by name

struct Rules {
  std::vector<std::unique_ptr<zhudun::source::File>> files;
  zhudun::diag::Diagnostics diagnostics;
  std::unique_ptr<zhudun::pack::Pack> pack;

  std::vector<Told> told() const { return support::told(diagnostics); }
};

inline Rules load(const Texts& texts) {
  Rules rules;
  zhudun::pack::Files files;
  for (const auto& [name, text] : texts) {
    rules.files.push_back(std::make_unique<zhudun::source::File>(name, text));
    files.files.emplace_back(name, rules.files.back().get());
  }
  rules.pack = zhudun::pack::Pack::from_files(files, rules.diagnostics);
  return rules;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// The YAML files of a pack's folder, with the calendars in it and beside it.
inline Texts folder(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  Texts texts;
  const auto add = [&](const fs::path& from, const std::string& prefix) {
    if (!fs::is_directory(from)) return;
    for (const auto& entry : fs::directory_iterator(from)) {
      if (entry.path().extension() == ".yaml")
        texts.emplace(prefix + entry.path().filename().string(), bytes_of(entry.path()));
    }
  };
  add(path, "");
  add(path / "calendars", "calendars/");
  add(path / ".." / "calendars", "calendars/");
  return texts;
}

// A pack of one calendar (2030 alone), one schema, two readings and the rules given.
inline Texts small(const std::string& rules) {
  return {{"pack.yaml", R"y(zhudun-pack: 1
id: small
title: {zh: 小规则包, en: a small pack}
calendar: made-up
declaration: schema.yaml
declarant: base.name
parameters:
  year: {type: int, value: 2030, title: {zh: 年, en: the year}}
readings:
  mood:
    title: {zh: 语气, en: the mood}
    strict: stern
    default: mild
    loose: easy
    values: {stern: {zh: 严, en: stern}, mild: {zh: 平, en: mild}, easy: {zh: 宽, en: easy}}
  days:
    type: number
    title: {zh: 天数, en: the days}
    strict: 1
    default: 3
    loose: none
recipients:
  kept: {zh: 留存, en: kept}
tasks:
  1: {zh: 一, en: one}
  2: {zh: 二, en: two}
conditions:
  open:
    if: base.open
    else: {zh: 已关闭, en: closed}
functions:
  moved:
    params: {d: date}
    result: date
    is: "reading.mood == 'easy' ? d.addDays(1) : d"
    title: {zh: 按语气移动, en: moved by the mood}
  moved_twice:
    params: {d: date}
    result: date
    is: "moved(moved(d))"
)y"},
          {"schema.yaml", R"y(type: object
required: [base]
properties:
  base:
    type: object
    required: [name]
    properties:
      name: {type: string}
      open: {type: boolean}
      begun_on: {type: string, format: date}
      done_on: {type: string, format: date}
      done_at: {type: string, format: date-time}
      due_on: {type: string, format: date}
      due_at: {type: string, format: date-time}
      count: {type: integer}
      file: {type: string, format: path}
      reports: {type: array, items: {$ref: '#/$defs/report'}}
  things:
    type: array
    items:
      type: object
      required: [id]
      properties:
        id: {type: string}
        due_on: {type: string, format: date}
        done_on: {type: string, format: date}
        grade: {type: integer}
        parts: {type: array, items: {$ref: '#/$defs/part'}}
  waivers:
    type: array
    items:
      type: object
      required: [rule, reason, approved_by, approved_on, expires_on]
      properties:
        rule: {type: string}
        subject: {type: string}
        reason: {type: string}
        approved_by: {type: string}
        approved_on: {type: string, format: date}
        expires_on: {type: string, format: date}
$defs:
  part:
    type: object
    required: [id]
    properties: {id: {type: string}, due_on: {type: string, format: date}, done_on: {type: string, format: date}}
  report:
    type: object
    properties: {made_on: {type: string, format: date}, file: {type: string, format: path}}
)y"},
          {"calendars/made-up.yaml", R"y(id: made-up
zone: Made/Up
offset: "+08:00"
years:
  - year: 2030
    notice: {zh: 通知, en: notice}
    holidays: [{name: {zh: 节日, en: Feast}, from: 2030-05-01, to: 2030-05-05}]
    make_up: [2030-05-11]
)y"},
          {"rules.yaml", "rules:\n" + rules}};
}

// One rule of it, R1, with everything it must have but `done` and its subject; `body` is the rest, in lines.
inline std::string rule(const std::string& body, const std::string& id = "R1") {
  std::string text = "  - id: " + id +
                     "\n    task: 1\n    title: {zh: 题, en: title}\n    deliverable: {zh: 件, en: paper}\n"
                     "    recipient: kept\n    basis: {zh: 据, en: basis}\n";
  std::istringstream lines(body);
  for (std::string line; std::getline(lines, line);) text += "    " + line + "\n";
  return text;
}

}  // namespace support
