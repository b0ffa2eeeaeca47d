#include "lint_sample.h"

using namespace lint_test;

TEST_CASE("a condition that depends on nothing is told with what it decides") {
  const auto one = [](const std::string& condition) {
    const Texts all = lint(applies(condition));
    CAPTURE(condition);
    REQUIRE(all.size() == 1);
    return all.front();
  };
  CHECK(one("1 < 2") == "lint-constant @ 1 < 2: `1 < 2` is always true / let it read a fact, or leave it out");
  CHECK(one("incident.count > 1 && true") ==
        "lint-constant @ true: `true` is always true / it changes nothing: leave it out");
  CHECK(
      one("incident.count > 1 && size('ab') > 2") ==
      "lint-constant @ incident.count > 1 && size('ab') > 2: `incident.count > 1 && size('ab') > 2` is always false / "
      "let it read a fact, or leave it out");
  CHECK(one("incident.count > 1 || false") ==
        "lint-constant @ false: `false` is always false / it changes nothing: leave it out");
  CHECK(one("(true ? incident.count : 3) > 1") ==
        "lint-constant @ true: `true` is always true / keep the outcome that is reached and leave out the rest");
  CHECK(one("incident.steps.all(s, 'a' in ['a'])") ==
        "lint-constant @ 'a' in ['a']: `'a' in ['a']` is always true / let it depend on something, or write `true`");
  CHECK(one("(incident.count > 1 && false) == (incident.kind == 'data')") ==
        "lint-constant @ (incident.count > 1 && false): `(incident.count > 1 && false)` is always false / let it "
        "depend on "
        "something, or write `false`");
}

TEST_CASE("what a constant keeps from being judged is shown beside it") {
  CHECK(labels(applies("(true ? incident.count : 3) > 1")) == Texts{"this is never needed @ 3"});
  CHECK(labels({{"        else: {zh: 不属于, en: another kind}\n",
                 "        else: {zh: 不属于, en: another kind}\n      - {if: 'false', else: {zh: 甲, en: a}}\n"
                 "      - {if: incident.count > 1, else: {zh: 乙, en: b}}\n"}}) ==
        Texts{"this is never needed @ incident.count > 1"});
}

TEST_CASE("what depends on a fact, a parameter, a reading or the day is no constant") {
  for (const char* condition :
       {"incident.count > 1 && incident.kind == 'data'", "period > 10", "reading.pace == 'fast'",
        "has(incident.file) ? incident.count > 1 : true", "!has(incident.file)",
        "incident.steps.exists(s, has(s.held_on))", "incident.found_on.isWorkday()",
        "first(incident.found_on, incident.closed_on) == incident.found_on",
        "cel.bind(n, incident.count, n > 1 && n < 3)", "incident.?file.hasValue()"}) {
    CAPTURE(condition);
    CHECK(lint(applies(condition)) == Texts{});
  }
}

TEST_CASE("a comparison of a thing with itself, or with an empty list, is told") {
  CHECK(
      lint(applies("incident.count==incident.count")) ==
      Texts{"lint-self-comparison @ incident.count==incident.count: `incident.count==incident.count` compares a thing "
            "with itself / it is true wherever it is known: one side was meant to be something else"});
  CHECK(
      lint(applies("incident.found_on < (incident.found_on)")) ==
      Texts{
          "lint-self-comparison @ incident.found_on < (incident.found_on): `incident.found_on < (incident.found_on)` "
          "compares a thing with itself / it is false wherever it is known: one side was meant to be something else"});
  CHECK(
      lint(applies("incident.kind in []")) ==
      Texts{"lint-empty-list @ incident.kind in []: `incident.kind in []` is never true: nothing is in an empty list / "
            "name the values that count"});
  CHECK(lint(applies("incident.found_on == incident.closed_on && incident.kind in ['data']")) == Texts{});
}

TEST_CASE("operands that contradict or repeat one another are told") {
  CHECK(lint(applies("incident.count > 1 && has(incident.file) && !(incident.count > 1)")) ==
        Texts{"lint-contradiction @ !(incident.count > 1): `incident.count > 1` and `!(incident.count > 1)` never hold "
              "together / so the whole is always false: one of the two was meant to be something else"});
  CHECK(
      lint(applies("incident.count < 1 || incident.count >= 1")) ==
      Texts{
          "lint-contradiction @ incident.count >= 1: `incident.count < 1` and `incident.count >= 1` always hold one or "
          "the other / so the whole is always true: one of the two was meant to be something else"});
  CHECK(
      lint(applies("incident.kind == 'data' && 'network' == incident.kind")) ==
      Texts{
          "lint-contradiction @ 'network' == incident.kind: `incident.kind == 'data'` and `'network' == incident.kind` "
          "never hold together / so the whole is always false: one of the two was meant to be something else"});
  CHECK(lint(applies("incident.count > 1 || ( incident.count>1 )")) ==
        Texts{"lint-repeated @ ( incident.count>1 ): `( incident.count>1 )` stands twice in this `||` / leave one out, "
              "or write "
              "what was meant"});
  CHECK(labels(applies("incident.count > 1 || incident.count>1")) == Texts{"it stands here too @ incident.count > 1"});
  CHECK(lint(applies("incident.kind == 'data' ? incident.count > 1 : incident.count > 1")) ==
        Texts{"lint-repeated @ incident.kind == 'data' ? incident.count > 1 : incident.count > 1: both outcomes are "
              "`incident.count > 1` / leave out the choice, or write the outcome that was meant"});
  for (const std::string built : {"{'n': incident.count, ?'m': incident.?count}.n > 1",
                                  "google.protobuf.Int64Value{value: incident.count} > 1"}) {
    CHECK(lint(applies(built + " || " + built)) ==
          Texts{"lint-repeated @ " + built + ": `" + built +
                "` stands twice in this `||` / leave one out, or write what was meant"});
    const std::string other = "incident.kind == 'data' ? " + built + " : " + built.substr(0, built.size() - 1) + "2";
    CHECK(lint(applies(other)) == Texts{});
  }
  CHECK(lint(applies("incident.kind == 'data' || incident.kind == 'network'")) == Texts{});
  CHECK(lint(applies("incident.steps.exists(s, has(s.held_on)) && !incident.steps.all(s, has(s.held_on))")) == Texts{});
}

TEST_CASE("a condition that stands twice in a rule is told") {
  CHECK(lint(applies("urgent(incident.level)")) == Texts{});
  CHECK(lint(applies(kApplies)) ==
        Texts{"lint-repeated @ " + kApplies + ": `" + kApplies +
              "` is a condition of the rule `R1` already / leave one out, or write what was meant"});
  CHECK(lint({{"scope: [big]", "scope: [big, big]"}}) ==
        Texts{"lint-repeated @ big: `big` is a condition of the rule `R1` already / leave one out, or write what was "
              "meant"});
  CHECK(labels(applies("company.big")) == Texts{"it stands here too @ big"});
}

TEST_CASE("an entry that stands twice under needs or evidence is told") {
  CHECK(
      lint({{"evidence: [incident.file, incident.report]",
             "evidence: [incident.file, incident.report, incident.file]"}}) ==
      Texts{
          "lint-repeated @ incident.file: `incident.file` stands twice under `evidence` / leave one out, or write what "
          "was meant"});
  CHECK(lint({{"needs: [incident.level]",
               "needs: ['incident.steps.map(s, s.held_on)', 'incident.steps.map(t, t.held_on)']"}}) ==
        Texts{"lint-repeated @ incident.steps.map(t, t.held_on): `incident.steps.map(t, t.held_on)` stands twice under "
              "`needs` / leave one out, or write what was meant"});
}

TEST_CASE("a text that a fact, a list or a reading never is, is told with what it can be") {
  CHECK(lint(applies("incident.kind == 'netwrok'")) ==
        Texts{"lint-never-equal @ 'netwrok': `incident.kind` is never `netwrok` / did you mean `network`? it is one of "
              "network, data"});
  CHECK(
      lint(applies("incident.level in ['high', 'sever']")) ==
      Texts{"lint-never-equal @ 'sever': `incident.level` is never `sever` / did you mean `severe`? it is one of low, "
            "high, severe"});
  CHECK(lint({{"urgent(incident.level)\"", "urgent('mild')\""}}) ==
        Texts{"lint-never-equal @ 'high': `level` is never `high` / it is one of mild",
              "lint-never-equal @ 'severe': `level` is never `severe` / it is one of mild",
              "lint-constant @ urgent('mild'): `urgent('mild')` is always false / it changes nothing: leave it out"});
  CHECK(lint({{"'maker' in company.roles", "'buyer' in company.roles"}}) ==
        Texts{"lint-never-equal @ 'buyer': `company.roles` is never `buyer` / it is one of maker, seller"});
  CHECK(lint({{"'maker' in company.roles", "'buyer' in company.roles.filter(r, size(r) > 2)"}}) ==
        Texts{"lint-never-equal @ 'buyer': `company.roles.filter(r, size(r) > 2)` is never `buyer` / it is one of "
              "maker, seller"});
  CHECK(lint({{"'maker' in company.roles", "['maker', 'owner'].all(r, r in company.roles)"}}) ==
        Texts{"lint-never-equal @ 'owner': `company.roles` is never `owner` / it is one of maker, seller"});
  CHECK(lint({{"'maker' in company.roles", "company.roles.exists(r, r == 'maler') || company.roles[0] == 'seler'"}}) ==
        Texts{"lint-never-equal @ 'maler': `r` is never `maler` / did you mean `maker`? it is one of maker, seller",
              "lint-never-equal @ 'seler': `company.roles[0]` is never `seler` / did you mean `seller`? it is one of "
              "maker, "
              "seller"});
  CHECK(
      lint(applies("reading.pace != 'fats'")) ==
      Texts{
          "lint-never-equal @ 'fats': `reading.pace` is never `fats` / did you mean `fast`? it is one of fast, slow"});
  CHECK(
      lint({{"level in ['high', 'severe']", "level in ['hihg']"}}) ==
      Texts{
          "lint-never-equal @ 'hihg': `level` is never `hihg` / did you mean `high`? it is one of high, low, severe"});
}

TEST_CASE("texts that can be there, and free texts, are not told") {
  for (const char* condition : {"incident.kind != ''", "incident.kind in ['data', 'network']",
                                "incident.id == 'netwrok'", "incident.file != 'data'", "urgent(incident.id)"}) {
    CAPTURE(condition);
    CHECK(lint(applies(condition)) == Texts{});
  }
}
