// What to ask before a declaration is begun: who declares, what the declarer is, what there is none of. In: a pack and
// the answers so far. Out: the next question, and the rules that may bind the declarer, found by judging a declaration
// that says nothing but the answers. Nothing is asked that no rule of those asks.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/pack/pack.h"

namespace zhudun::form {

// Left open; a text; yes or no; words, of which none says that there is nothing.
using Answer = std::variant<std::monostate, std::string, bool, std::vector<std::string>>;
using Answers = std::map<std::string, Answer, std::less<>>;  // by the place they are about

struct Question {
  enum class Kind { name, words, flag, list };
  Kind kind = Kind::name;
  std::string place;
  source::Text description;
  const schema::Type* type = nullptr;  // of words: the text that has the values
  bool many = false;                   // of words: several may be chosen
  bool required = false;
};

class Interview {
 public:
  // `as_of`: rules that look at the day look at this one.
  Interview(const pack::Pack& pack, calendar::Date as_of) : pack_(pack), as_of_(as_of) {}

  // Facts with a few words that conditions of rules ask for: what is chosen with --role.
  std::vector<Question> roles() const;
  // Where the declarer's name stands, if the pack says so.
  std::optional<Question> name() const;
  // The first question that has no answer yet.
  std::optional<Question> next(const Answers& answers) const;
  // In the pack's order: all but those that surely do not apply to whoever answers so.
  std::vector<const pack::Rule*> binding(const Answers& answers) const;

 private:
  std::vector<Question> scope_facts(const std::vector<const pack::Rule*>& rules) const;
  std::vector<Question> lists(const std::vector<const pack::Rule*>& rules) const;

  const pack::Pack& pack_;
  calendar::Date as_of_;
};

}  // namespace zhudun::form
