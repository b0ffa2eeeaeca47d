// What is asked, in which order, and what an answer rules out.
#include "zhudun/form/interview.h"

#include "support/catch.h"
#include "support/rules.h"
#include "zhudun/form/draft.h"

using namespace zhudun;

namespace {

using Names = std::vector<std::string>;

struct Asked {
  support::Rules rules;
  form::Interview interview;
  form::Answers answers;
  explicit Asked(support::Rules loaded)
      : rules(std::move(loaded)), interview(*rules.pack, *calendar::parse_date("2030-07-10")) {}

  std::string next() const {
    const auto question = interview.next(answers);
    return question ? question->place : "";
  }
  Names binding() const {
    Names ids;
    for (const pack::Rule* rule : interview.binding(answers)) ids.push_back(rule->id);
    return ids;
  }
  std::string draft() const { return form::draft(*rules.pack, interview, answers, {}); }
};

support::Texts drills_texts() { return support::folder(std::string(ZHUDUN_ROOT) + "/tests/packs/fire-drills"); }
Asked drills() { return Asked(support::load(drills_texts())); }

}  // namespace

TEST_CASE("questions come in order, each once, and what is ruled out is not asked") {
  Asked asked = drills();
  Names order;
  for (std::string place; !(place = asked.next()).empty(); asked.answers[place] = std::monostate())
    order.push_back(place);
  CHECK(order ==
        Names{"owner.name", "owner.kinds", "owner.occupies_buildings", "buildings", "alarms.faults", "counts"});

  asked.answers = {{"owner.name", std::string("甲")}, {"owner.kinds", Names{"office"}}};
  CHECK(asked.next() == "owner.occupies_buildings");
  asked.answers["owner.occupies_buildings"] = false;
  CHECK(asked.next() == "buildings");  // a rule without that condition reads it
  asked.answers["buildings"] = asked.answers["alarms.faults"] = std::monostate();
  CHECK(asked.next().empty());
}

TEST_CASE("rules bind unless an answer surely rules them out") {
  Asked asked = drills();
  const Names all = {"F1.1", "F1.2", "F2.1", "F2.2", "F3.1", "F3.2", "F3.3"};
  CHECK(asked.binding() == all);
  asked.answers["owner.occupies_buildings"] = std::monostate();
  CHECK(asked.binding() == all);
  asked.answers["owner.kinds"] = Names{"office"};
  CHECK(asked.binding() == Names{"F1.1", "F1.2", "F2.1", "F3.1", "F3.2", "F3.3"});
  asked.answers["owner.occupies_buildings"] = false;
  CHECK(asked.binding() == Names{"F2.1", "F3.1", "F3.3"});
  asked.answers["buildings"] = Names{};  // none today is no rule less
  CHECK(asked.binding() == Names{"F2.1", "F3.1", "F3.3"});
}

TEST_CASE("a rule that is not in force yet binds too") {
  support::Texts texts = drills_texts();
  std::string& rules = texts["F3.yaml"];
  rules.insert(rules.find("    subject: owner\n"), "    effective: {from: 2031-01-01}\n");
  const Asked asked(support::load(texts));
  CHECK(asked.binding().size() == 7);
}

TEST_CASE("an answer stands in the draft, whatever it leaves of the rules") {
  Asked asked = drills();
  asked.answers = {{"owner.name", std::string("a: b")},
                   {"owner.kinds", Names{"office"}},
                   {"owner.occupies_buildings", false},
                   {"alarms.faults", Names{}}};
  const std::string text = asked.draft();
  for (const char* line : {"  name: \"a: b\"", "  occupies_buildings: false", "  faults: []", "\nbuildings:\n"})
    CHECK(text.find(line) != std::string::npos);
  CHECK(text.find("\ncounts:") == std::string::npos);
  CHECK(text.find("#   counts：使用人数") != std::string::npos);
}

TEST_CASE("a draft says how to write what it has, and nothing of what it has not") {
  support::Texts texts = support::small(support::rule("subject: base\ndone: base.open"));
  const auto says = [&](const char* hint) {
    return Asked(support::load(texts)).draft().find(hint) != std::string::npos;
  };
  CHECK(says("日期写作 2025-03-14"));
  CHECK(says("evidence/report.pdf"));
  texts["schema.yaml"] =
      "type: object\nproperties:\n  base: {type: object, properties: {name: {type: string}, open: {type: boolean}}}\n";
  CHECK_FALSE(says("日期写作"));
  CHECK_FALSE(says("evidence/report.pdf"));
  CHECK(says("写空列表 []"));
}

TEST_CASE("a long description of an entry's first key stands below it") {
  support::Texts texts = support::small(support::rule("each: {t: things}\ndone: t.done_on"));
  const std::string item = "        id: {type: string}\n        due_on";
  const std::size_t at = texts["schema.yaml"].find(item);
  REQUIRE(at != std::string::npos);
  std::string words;
  for (int word = 0; word < 40; ++word) words += " word";
  texts["schema.yaml"].replace(at, item.size(),
                               "        id: {type: string, description: 'which" + words + "'}\n        due_on");
  const std::string draft = Asked(support::load(texts)).draft();
  INFO(draft);
  CHECK(draft.find("\n  # - id: t1\n  #   # which word word") != std::string::npos);
}

TEST_CASE("a date that must be there is left open until it is known") {
  support::Texts texts = support::small(support::rule("subject: base\ndone: base.open"));
  const std::size_t at = texts["schema.yaml"].find("required: [name]");
  texts["schema.yaml"].replace(at, 16, "required: [name, begun_on]");
  const Asked asked{support::load(texts)};
  CHECK(asked.binding() == Names{"R1"});
  CHECK(asked.draft().find("\n  begun_on:\n") != std::string::npos);
}
