// One rule, compiled: which subjects it has, whether it applies, when it is due, what fulfils it.
// Programs are evaluated over one activation: the environment's slots (pack.h), then the rule's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/cel/program.h"
#include "zhudun/schema/schema.h"
#include "zhudun/source/language.h"

namespace zhudun::pack {

// A compiled expression of a rule, with what has to be at hand before it runs.
struct Expression {
  cel::Program program;
  std::vector<std::uint32_t> lets;      // of the rule, direct and indirect, in order
  std::vector<std::uint32_t> readings;  // of the pack, direct and through functions and lets
  // Of evidence: properties of the schema, by number. Where no fact of a declaration has one of them and no let is an
  // error, no file is named. Empty: it has to be run to tell.
  std::vector<std::uint32_t> shown;
  // Of all there is it asks but readings, the as-of date and parameters that never change: under the same ones it is
  // the same for every subject of every declaration.
  bool fixed = false;
};

struct Condition {
  std::string name;
  Expression expression;
  source::Text otherwise;  // why the rule does not apply where it is false
};

// A list, as slots to follow from the declaration's root or from the subject of an outer list.
struct ListPath {
  std::optional<std::size_t> from;   // index of an outer Each
  std::vector<std::uint32_t> slots;  // the last is the list
  std::string section;               // its path without ids, where it starts from the root
};

// When something is in force, both days included.
struct Effective {
  std::optional<calendar::Date> from, to;
  bool covers(calendar::Date day) const { return (!from || day >= *from) && (!to || day <= *to); }
};

struct Each {
  std::string name;
  std::uint32_t slot = 0;  // in the activation
  ListPath list;
};

struct Let {
  std::string name;
  std::uint32_t slot = 0;
  Expression expression;
};

struct Rule {
  std::string id;
  std::int64_t task = 0;
  source::Text title, deliverable, recipient, basis;
  std::string recipient_name;  // as the pack calls it
  bool submitted = true;       // to the recipient; else it is kept
  bool encouraged = false;
  std::vector<std::uint32_t> scope;  // conditions of the pack, judged in order before the list is looked at
  std::vector<Each> each;
  std::string subject;              // of a rule without a list
  std::optional<ListPath> section;  // of a rule without a list: must be declared and not empty
  std::vector<Let> lets;
  std::vector<Expression> needs;
  std::vector<Condition> applies;
  Effective effective;
  std::optional<Expression> arises;  // the day that decides what is in force; absent: the as-of date
  std::optional<Expression> starts, due, done, cycle;
  std::vector<Expression> evidence;
  std::uint32_t last_slot = 0, done_slot = 0;
  std::uint32_t slots = 0;              // the activation's size
  std::vector<std::uint32_t> readings;  // all that any part uses
  source::Span place;
};

}  // namespace zhudun::pack
