#include "lint_sample.h"

using namespace lint_test;

TEST_CASE("a clean pack has no findings") { CHECK(lint({}).empty()); }

TEST_CASE("names that nothing uses are told where they are given") {
  const std::vector<std::pair<std::vector<Edit>, std::string>> cases = {
      {{{"  period: {", "  spare: {value: 2, title: {zh: 备用, en: spare}}\n  period: {"}},
       "lint-unused @ spare: no expression uses the parameter `spare` / leave it out, or use it where its value stands "
       "as "
       "a number"},
      {{{"reading.pace == 'fast' ? a : b", "a < b ? a : b"}},
       "lint-unused @ pace: no expression uses the reading `pace` / leave it out, or let the rules it touches read "
       "`reading.pace`"},
      {{{"  kept: {", "  court: {zh: 法院, en: a court}\n  kept: {"}},
       "lint-unused @ court: no rule has the recipient `court` / leave it out, or name it in the rules whose "
       "`deliverable` "
       "goes there"},
      {{{"  1: {zh: 任务, en: a task}", "  1: {zh: 任务, en: a task}\n  2: {zh: 其二, en: the second}"}},
       "lint-unused @ 2: the task 2 has no rule / leave it out, or write its rules"},
      {{{"    scope: [big]\n", ""}},
       "lint-unused @ big: no rule has the condition `big` in its `scope` / leave it out, or name it in the `scope` of "
       "the "
       "rules it belongs to"},
      {{{" || urgent(incident.level)", ""}},
       "lint-unused @ urgent: no expression calls the function `urgent` / leave it out, or call it"},
      {{{"level in ['high', 'severe']", "reading.pace == 'slow'"}},
       "lint-unused @ level: the function `urgent` does not use its parameter `level` / leave it out here and in every "
       "call"},
      {{{"    let:\n", "    let:\n      spare: incident.count\n"}},
       "lint-unused @ spare: the rule `R1` does not use `spare` / leave it out, or use it"},
      {{{"reading.hours == null ? null : incident.found_at.addHours(reading.hours)",
         "timestamp('2025-05-01T00:00:00Z').addHours(reading.hours)"},
        {"done: incident.closed_at", "done: company.big"}},
       "lint-unused @ incident: the rule `R2` asks nothing of `incident` / every item is judged alike: let an "
       "expression "
       "read it, or write the rule with `subject`"},
  };
  for (const auto& [edits, wanted] : cases) CHECK(lint(edits) == Texts{wanted});
  CHECK(lint({{"each: {incident: incidents}\n    due", "each: {incident: incidents, step: incident.steps}\n    due"},
              {"done: incident.closed_at", "done: step.held_on"},
              {"incident.found_at.addHours(reading.hours)", "date(year, 1, 1)"},
              {"  period: {", "  year: {value: 2025, title: {zh: 年, en: year}}\n  period: {"}}) == Texts{});
}

TEST_CASE("a reading that changes or explains nothing is told") {
  CHECK(
      lint({{"strict: fast", "strict: slow"}}) ==
      Texts{
          "lint-reading @ pace: `strict`, `default` and `loose` of the reading `pace` are all `slow` / a text that is "
          "read in one way only needs no reading: write the value where it is used",
          "lint-reading @ fast: the reading `pace` is never `fast` / it is one of slow",
          "lint-never-equal @ 'fast': `reading.pace` is never `fast` / it is one of slow"});
  CHECK(
      lint({{"values: {fast: {zh: 快, en: fast}, slow", "values: {slow"}}) ==
      Texts{
          "lint-reading @ fast: the reading `pace` does not say what `fast` means / add it under `values`: fast: {zh: "
          "..., en: ...}"});
  CHECK(
      lint({{"    values: {none: {zh: 无, en: none}}\n", ""}}) ==
      Texts{
          "lint-reading @ none: the reading `hours` does not say what `none` means / add it under `values`: none: {zh: "
          "..., en: ...}"});
  CHECK(
      lint({{"slow: {zh: 慢, en: slow}}", "slow: {zh: 慢, en: slow}, slwo: {zh: 更慢, en: slower}}"}}) ==
      Texts{"lint-reading @ slwo: the reading `pace` is never `slwo` / did you mean `slow`? it is one of fast, slow"});
}

TEST_CASE("a text that is not written, or in the wrong language, is told") {
  CHECK(lint({{"en: close it", "en: TODO close it"}}) ==
        Texts{"lint-text @ TODO close it: the English text is not written yet / say it in your own words"});
  CHECK(lint({{"zh: 第一条", "zh: '  '"}}) ==
        Texts{"lint-text @ '  ': the Chinese text is not written yet / say it in your own words"});
  CHECK(lint({{"zh: 不属于", "zh: 待定"}}) ==
        Texts{"lint-text @ 待定: the Chinese text is not written yet / say it in your own words"});
  CHECK(lint({{"zh: 规模小", "zh: it is little"}}) ==
        Texts{"lint-text @ it is little: the Chinese text has no Chinese character / say it in Chinese"});
  CHECK(lint({{"en: report it", "en: 报告 it"}}) ==
        Texts{"lint-text @ 报告 it: the English text has Chinese characters / say it in English"});
  CHECK(lint({{"en: article 2", "en: 第二条"}}) == Texts{"lint-text @ 第二条: the English text is the same as the "
                                                         "Chinese / say it in each language, in your own words"});
  CHECK(lint({{"en: article 2", "en: 'article 2 of “GB 44495-2024”, todos included'"}}) == Texts{});
}

TEST_CASE("a rule without a test and a test without a rule are told") {
  CHECK(
      lint({{"      - {rule: R2, subject: incidents, status: undeclared}\n", ""}}) ==
      Texts{
          "lint-untested @ R2: no test expects anything of `R2` / add one in a file NAME.test.yaml: its boundary days, "
          "its absent facts, its readings"});
  CHECK(
      lint({{"{rule: R3, subject", "{rule: R33, subject"}}) ==
      Texts{
          "error lint-unknown-rule @ R33: the pack has no rule `R33` / did you mean `R3`? its rules are R1, R2, R3",
          "lint-untested @ R3: no test expects anything of `R3` / add one in a file NAME.test.yaml: its boundary days, "
          "its absent facts, its readings"});
}

TEST_CASE("rule ids that differ only in case or spaces are told") {
  CHECK(lint({{"- id: R2", "- id: r 1"}, {"{rule: R2,", "{rule: r 1,"}}) ==
        Texts{"lint-waiver @ r 1: `r 1` differs from the rule `R1` only in case or spaces / a waiver names a rule by "
              "its id: "
              "give it another"});
  CHECK(labels({{"- id: R2", "- id: r 1"}, {"{rule: R2,", "{rule: r 1,"}}) == Texts{"this is the other @ R1"});
  CHECK(lint({{"- id: R2", "- id: R1.a"}, {"{rule: R2,", "{rule: R1.a,"}}) == Texts{});
}

TEST_CASE("a subject that an item of another rule could have is told") {
  CHECK(
      lint({{"subject: company\n", "subject: incidents/all\n"}}) ==
      Texts{
          "lint-waiver @ incidents/all: `incidents/all` could be an item of the rule `R1`, whose subjects are "
          "`incidents/ID` / waivers and reports tell subjects apart by their text: name a section, or what no item can "
          "be called"});
  for (const char* subject : {"incidents", "company/all", "incidents/all/steps"}) {
    CAPTURE(subject);
    CHECK(lint({{"subject: company\n", fmt::format("subject: {}\n", subject)}}) == Texts{});
  }
}

TEST_CASE("a section of waivers that the engine cannot read is told") {
  const std::string help =
      " / a waiver is {rule, subject, reason, approved_by, approved_on, expires_on}, the last two dates, the others "
      "texts";
  CHECK(lint({{"        expires_on: {type: string, format: date}\n", ""}}) ==
        Texts{"lint-waiver @ waivers: a waiver has no `expires_on`" + help});
  CHECK(lint({{"approved_on: {type: string, format: date}", "approved_on: {type: string}"}}) ==
        Texts{"error lint-waiver @ approved_on: `approved_on` of a waiver is a text, not a date" + help});
  CHECK(lint({{"        rule: {type: string}", "        rule: {type: integer}"}}) ==
        Texts{"error lint-waiver @ rule: `rule` of a waiver is a whole number, not a text" + help});
  CHECK(lint({{"  waivers:\n    type: array\n",
               "  waivers: {type: array, items: {type: string}}\n  permits:\n    type: array\n"}}) ==
        Texts{"error lint-waiver @ waivers: `waivers` is no list of objects" + help});
  CHECK(lint({{"  waivers:\n    type: array", "  permits:\n    type: array"}}) == Texts{});
}

TEST_CASE("findings come in the order of the files, those of a pack below are left to it") {
  const Texts both = lint({{"en: close it", "en: TODO"}, {"'maker' in", "'baker' in"}, {"en: the pace", "en: TBD"}});
  REQUIRE(both.size() == 3);
  CHECK(both[0].starts_with("lint-text @ TBD"));
  CHECK(both[1].starts_with("lint-text @ TODO"));
  CHECK(both[2].starts_with("lint-never-equal @ 'baker'"));

  Sample sample({{"en: close it", "en: TODO"}, {"en: the pace", "en: TBD"}});
  std::erase_if(sample.files.files, [](const auto& file) { return file.first == "rules.yaml"; });
  const diag::Diagnostics own = workshop::lint(*sample.pack, sample.files);
  REQUIRE(own.size() == 1);
  CHECK(own[0].span.text() == "TBD");
}
