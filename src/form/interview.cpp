#include "zhudun/form/interview.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "form/places.h"
#include "zhudun/check/check.h"
#include "zhudun/form/uses.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::form {
namespace {

using schema::Kind;

// The places, in the order in which the schema has them.
void in_schema_order(const schema::Schema& schema, schema::TypeId id, const std::string& place, const Places& wanted,
                     std::vector<std::string>& found) {
  for (const schema::Property& property : schema.type(id).properties) {
    const std::string own = place_below(place, property.name);
    if (wanted.contains(own)) found.push_back(own);
    const schema::Type& type = schema.type(property.type);
    const bool outside = wanted.lower_bound(own + ".") == wanted.end();
    if (type.kind == Kind::object && !outside) in_schema_order(schema, property.type, own, wanted, found);
  }
}

Question question(const schema::Schema& schema, Question::Kind kind, std::string place) {
  const schema::Property& property = *property_at(schema, place);
  Question question;
  question.kind = kind;
  question.description = property.description;
  question.required = property.required;
  question.type = &schema.type(property.type);
  if (kind == Question::Kind::words && question.type->kind == Kind::array) {
    question.many = true;
    question.type = &schema.type(question.type->items);
  }
  question.place = std::move(place);
  return question;
}

// Where a rule's first list stands, from the root.
std::optional<std::string> list_place(const pack::Pack& pack, const pack::ListPath& list) {
  if (list.from) return std::nullopt;
  std::string place;
  schema::TypeId type = schema::Schema::kRoot;
  for (const std::uint32_t slot : list.slots) {
    const schema::Property& property = pack.schema.type(type).properties[slot];
    place = place_below(place, property.name);
    type = property.type;
  }
  return place;
}

}  // namespace

// What conditions that rules name as their scope read, as questions: words first, then what is so or not.
std::vector<Question> Interview::scope_facts(const std::vector<const pack::Rule*>& rules) const {
  Places read;
  for (const pack::Rule* rule : rules) {
    for (const std::uint32_t index : rule->scope) read.merge(places_of(pack_.conditions[index], pack_));
  }
  std::vector<std::string> ordered;
  in_schema_order(pack_.schema, schema::Schema::kRoot, "", read, ordered);
  std::vector<Question> words, flags;
  for (const std::string& place : ordered) {
    const schema::Type& type = pack_.schema.type(property_at(pack_.schema, place)->type);
    const schema::Type& text = type.kind == Kind::array ? pack_.schema.type(type.items) : type;
    if (text.kind == Kind::string && !text.values.empty())
      words.push_back(question(pack_.schema, Question::Kind::words, place));
    if (type.kind == Kind::boolean) flags.push_back(question(pack_.schema, Question::Kind::flag, place));
  }
  words.insert(words.end(), flags.begin(), flags.end());
  return words;
}

std::vector<Question> Interview::roles() const {
  std::vector<const pack::Rule*> all;
  for (const pack::Rule& rule : pack_.rules) all.push_back(&rule);
  std::vector<Question> facts = scope_facts(all);
  std::erase_if(facts, [](const Question& one) { return one.kind != Question::Kind::words; });
  return facts;
}

std::optional<Question> Interview::name() const {
  const std::string place = fmt::format("{}", fmt::join(pack_.declarant, "."));
  const schema::Property* property = property_at(pack_.schema, place);
  if (!property || pack_.schema.type(property->type).kind != Kind::string) return std::nullopt;
  return question(pack_.schema, Question::Kind::name, place);
}

std::vector<Question> Interview::lists(const std::vector<const pack::Rule*>& rules) const {
  Places places;
  for (const pack::Rule* rule : rules) {
    const pack::ListPath* list = rule->section        ? &*rule->section
                                 : rule->each.empty() ? nullptr
                                                      : &rule->each.front().list;
    if (const auto place = list ? list_place(pack_, *list) : std::nullopt) places.insert(*place);
  }
  std::vector<std::string> ordered;
  in_schema_order(pack_.schema, schema::Schema::kRoot, "", places, ordered);
  std::vector<Question> questions;
  for (std::string& place : ordered)
    questions.push_back(question(pack_.schema, Question::Kind::list, std::move(place)));
  return questions;
}

std::optional<Question> Interview::next(const Answers& answers) const {
  const auto is_open = [&](const Question& one) { return !answers.contains(one.place); };
  if (auto first = name(); first && is_open(*first)) return first;
  // A fact is asked for as long as a rule that may bind asks for it; what is answered narrows the rules.
  const std::vector<const pack::Rule*> rules = binding(answers);
  std::vector<Question> questions = roles();
  const std::vector<Question> facts = scope_facts(rules), all_lists = lists(rules);
  questions.insert(questions.end(), facts.begin(), facts.end());
  questions.insert(questions.end(), all_lists.begin(), all_lists.end());
  const auto open = std::find_if(questions.begin(), questions.end(), is_open);
  return open == questions.end() ? std::nullopt : std::optional(*open);
}

std::vector<const pack::Rule*> Interview::binding(const Answers& answers) const {
  const source::File file("answers", least_declaration(pack_.schema, answers));
  diag::Diagnostics unread;
  const auto tree = yaml::parse(file, unread);
  schema::ReadOptions reading;
  reading.offset = pack_.calendar.offset();
  const auto document = tree ? schema::Document::from_yaml(*tree, pack_.schema, reading, unread) : std::nullopt;
  std::set<const pack::Rule*> not_binding;
  if (document) {
    check::Options options;
    options.as_of = as_of_;
    options.readings = check::readings_of(pack_, pack::Stance::by_default);
    options.parameters = check::parameters_of(pack_);
    const check::Findings findings = check::run(*document, pack_, options, unread);
    for (std::size_t at = 0; at < findings.size(); ++at) {
      const bool conditional = findings.particulars(at).reason.kind == check::Reason::Kind::condition;
      if (findings.status(at) == check::Status::not_applicable && conditional) not_binding.insert(&findings.rule(at));
    }
  }
  std::vector<const pack::Rule*> rules;
  for (const pack::Rule& rule : pack_.rules) {
    if (!not_binding.contains(&rule)) rules.push_back(&rule);
  }
  return rules;
}

}  // namespace zhudun::form
