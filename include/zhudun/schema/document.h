// A declaration understood: the facts a schema knows of, typed and decoded once, each with its span.
// In: a located tree, a schema. Out: a Document, or every error of the declaration at its place.
// Absent facts (missing, null, the empty string) have no node: their slot holds kAbsent.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/calendar/instant.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/schema/schema.h"
#include "zhudun/source/file.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::schema {

using FactId = std::uint32_t;
constexpr FactId kRootFact = 0;
constexpr FactId kAbsent = 0xFFFFFFFF;

// Gives the tree of a table that a declaration names instead of a list; nullptr after reporting why not.
// `columns` are the pairs {name in the header, property}.
using Columns = std::vector<std::pair<std::string, std::string>>;
using TableReader = std::function<std::unique_ptr<yaml::Tree>(std::string_view path, source::Span named_at,
                                                              const Columns& columns, diag::Diagnostics&)>;

struct ReadOptions {
  calendar::Offset offset;  // of a timestamp without one
  TableReader read_table;   // absent: a table is an error
};

class Document {
 public:
  static std::optional<Document> from_yaml(const yaml::Tree& tree, const Schema& schema, const ReadOptions& options,
                                           diag::Diagnostics& diagnostics);

  const Schema& schema() const { return *schema_; }
  std::size_t count() const { return facts_.size(); }
  const source::File& file() const { return trees_.front()->file(); }
  const Type& type(FactId fact) const { return schema_->type(facts_[fact].type); }
  source::Span span(FactId fact) const;
  // Where a reader looks for it: the key of a property, else the fact itself.
  source::Span place(FactId fact) const;

  // An object's property or kAbsent.
  FactId field(FactId object, std::uint32_t slot) const { return children_[holder(object).first + slot]; }
  // A list's items.
  std::size_t size(FactId array) const { return holder(array).count; }
  FactId item(FactId array, std::size_t index) const { return children_[holder(array).first + index]; }

  std::string_view string(FactId fact) const;
  std::int64_t integer(FactId fact) const { return values_[facts_[fact].word]; }
  double number(FactId fact) const { return std::bit_cast<double>(values_[facts_[fact].word]); }
  bool boolean(FactId fact) const { return facts_[fact].word != 0; }
  calendar::Date date(FactId fact) const;
  calendar::Timestamp timestamp(FactId fact) const;

  // The path of ids of an object, `launches/x1/tests/0`; the root's is empty. A list's is its section: `a/b`.
  std::string path(FactId fact) const;
  // The order of the paths of two items of one list that are told apart by their ids, below, at or above 0; nothing for
  // others.
  std::optional<int> order_of_items(FactId first, FactId second) const;
  // The path of a property that an object has or lacks: the object's path, a dot, the key.
  std::string field_path(FactId object, std::uint32_t slot) const;
  // The path of the section that a list property makes, whether it is there or not.
  std::string section_path(FactId object, std::uint32_t slot) const;

 private:
  friend class DocumentReader;
  // Twelve bytes a fact: a declaration may have millions.
  struct Fact {
    yaml::NodeId node = 0;
    std::uint32_t word = 0;  // of an object or list its holder, of a date or truth value itself, of other values where
                             // values_ has it; of a time the index is above the bit that says it is a whole day
    std::uint16_t type = 0;
    std::uint16_t tree = 0;
  };
  // What an object or a list holds, and where it is held.
  struct Holder {
    FactId fact = 0;
    FactId parent = kAbsent;
    std::uint32_t first = 0;  // in children_
    std::uint32_t count = 0;
  };
  const Holder& holder(FactId fact) const { return holders_[facts_[fact].word]; }
  const Holder* parent(FactId fact) const;
  // Slot or index among what the parent holds.
  std::uint32_t position(const Holder& parent, FactId fact) const;

  const Schema* schema_ = nullptr;
  std::vector<const yaml::Tree*> trees_;
  std::vector<std::unique_ptr<yaml::Tree>> tables_;
  std::vector<Fact> facts_;      // in the order of the file: a fact stands behind what holds it
  std::vector<Holder> holders_;  // in the same order
  std::vector<FactId> children_;
  std::vector<std::int64_t> values_;
};

}  // namespace zhudun::schema
