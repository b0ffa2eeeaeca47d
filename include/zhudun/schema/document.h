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
#include "zhudun/csv/cells.h"
#include "zhudun/csv/parse.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/schema/schema.h"
#include "zhudun/source/file.h"
#include "zhudun/source/same.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::schema {

using FactId = std::uint32_t;
constexpr FactId kRootFact = 0;
constexpr FactId kAbsent = 0xFFFFFFFF;

// The file of a table that a declaration names instead of a list, and how it is to be read; no file after reporting
// why not.
struct TableFile {
  const source::File* file = nullptr;
  csv::Limits limits;
  yaml::With with = yaml::With::plain_first;
};
using TableReader = std::function<TableFile(std::string_view path, source::Span named_at, diag::Diagnostics&)>;

struct ReadOptions {
  calendar::Offset offset;  // of a timestamp without one
  TableReader read_table;   // absent: a table is an error
  unsigned jobs = 1;        // threads that look at a large table
};

class Document {
 public:
  static std::optional<Document> from_yaml(const yaml::Tree& tree, const Schema& schema, const ReadOptions& options,
                                           diag::Diagnostics& diagnostics);

  const Schema& schema() const { return *schema_; }
  std::size_t count() const { return count_; }
  const source::File& file() const { return layers_.front().tree->file(); }
  const Type& type(FactId fact) const { return schema_->type(type_id(fact)); }
  source::Span span(FactId fact) const;
  // Where a reader looks for it: the key of a property, else the fact itself.
  source::Span place(FactId fact) const;

  // An object's property or kAbsent.
  FactId field(FactId object, std::uint32_t slot) const {
    if (is_row_or_cell(object)) return cell(object, slot);
    const std::uint32_t step = shapes_[holder(object).first + slot];
    return step == 0 ? kAbsent : object + step;
  }
  // The same of an object of the type of that name, and the type; of another neither.
  FactId field_of(FactId object, std::string_view type_name, std::uint32_t slot, const Type*& type) const {
    if (is_row_or_cell(object)) {
      const Type& row = this->type(object);
      type = source::same(row.name, type_name) ? &row : nullptr;
      return type ? cell(object, slot) : kAbsent;
    }
    const Holder& held = holder(object);
    const Type& own = schema_->type(held.type);
    type = source::same(own.name, type_name) ? &own : nullptr;
    const std::uint32_t step = type ? shapes_[held.first + slot] : 0;
    return step == 0 ? kAbsent : object + step;
  }
  // Whether an object has the property, by its number in the schema; it may be said of one that none has.
  bool has_anywhere(std::uint32_t property) const { return present_[property]; }
  // A list's items.
  std::size_t size(FactId array) const { return holder(array).count; }
  FactId item(FactId array, std::size_t index) const {
    const Holder& list = holder(array);
    return list.table == kNoTable ? items_[list.first + index]
                                  : tables_[list.table].row(static_cast<std::uint32_t>(index));
  }

  std::string_view string(FactId fact) const;
  std::int64_t integer(FactId fact) const;
  double number(FactId fact) const;
  bool boolean(FactId fact) const;
  calendar::Date date(FactId fact) const;
  calendar::Timestamp timestamp(FactId fact) const;

  // Every fact, an object's in the order of the schema, what holds others before them.
  void visit(const std::function<void(FactId)>& visitor) const { visit(kRootFact, visitor); }

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
  // A declaration may have millions of facts. One of a tree is the number of its node, behind those of the trees
  // before, and has a word of four bytes:
  //   of a key whose value is a fact: kKey, the type of the object, the slot
  //   of an object or a list: kHolder, its index among the layer's holders
  //   of a value: a date's serial number with kEpoch added, a truth value, else where values_ has it
  // One of a table read cell by cell is its number among rows and cells, behind kTable.
  static constexpr std::uint32_t kHolder = 0x80000000, kKey = 0x40000000, kWord = 0x3fffffff;
  static constexpr std::uint32_t kEpoch = 0x20000000;
  static constexpr std::uint32_t kSlotBits = 14;
  static constexpr std::uint32_t kSlot = (1U << kSlotBits) - 1;
  static_assert(Schema::kMostProperties == kSlot + 1 && Schema::kMostTypes - 1 == kWord >> kSlotBits);
  static constexpr FactId kTable = 0x80000000;
  static constexpr std::uint16_t kNoTable = 0xffff;
  struct Holder {
    FactId fact = 0;
    FactId parent = kAbsent;
    std::uint32_t first = 0;  // an object's in shapes_, a list's in items_
    std::uint32_t count = 0;  // of a list
    std::uint16_t type = 0;
    std::uint16_t table = kNoTable;  // a list's whose items are rows
  };
  struct Layer {
    const yaml::Tree* tree = nullptr;
    FactId first = 0;
    std::vector<Holder> holders;  // in the order of the file
  };
  struct Table {
    csv::Cells cells;
    FactId first = 0;  // the first row's
    FactId list = 0;
    TypeId items = 0;
    std::vector<std::uint32_t> columns;  // by slot; kAbsent: has none
    std::vector<std::uint32_t> slots;    // by column
    // By column, of those that hold no texts: the value of each row's cell as value_of_cell (schema/scalars.h) gives
    // it.
    std::vector<std::vector<std::int64_t>> values;

    // Where a row or one of its cells stands; a row itself has no column.
    struct Place {
      std::uint32_t row, column;
      bool is_row() const { return column == kAbsent; }
    };
    std::uint32_t stride() const { return static_cast<std::uint32_t>(cells.width() + 1); }
    Place place(FactId fact) const { return {(fact - first) / stride(), (fact - first) % stride() - 1}; }
    FactId row(std::uint32_t index) const { return first + index * stride(); }
    FactId end() const { return row(cells.rows()); }
    std::int64_t value(FactId cell) const {
      const Place at = place(cell);
      return values[at.column][at.row];
    }
  };

  void visit(FactId fact, const std::function<void(FactId)>& visitor) const;
  static bool is_row_or_cell(FactId fact) { return fact >= kTable; }
  const Layer& layer(FactId fact) const { return fact < first_layer_end_ ? layers_.front() : later_layer(fact); }
  const Layer& later_layer(FactId fact) const;
  const Holder& holder(FactId fact) const { return layer(fact).holders[words_[fact] & kWord]; }
  bool holds(FactId fact) const { return !is_row_or_cell(fact) && (words_[fact] & kHolder) != 0; }
  // Whether the fact is the value of a key.
  bool has_key(FactId fact) const { return fact > 0 && (words_[fact - 1] & kKey) != 0; }
  const Table& table(FactId row_or_cell) const;
  FactId cell(FactId row, std::uint32_t slot) const;
  TypeId type_id(FactId fact) const { return holds(fact) ? holder(fact).type : type_of_other(fact); }
  TypeId type_of_other(FactId fact) const;  // that is no object or list of a tree
  FactId parent(FactId fact) const;
  // Slot or index among what the parent holds; nothing if it holds others.
  std::optional<std::uint32_t> position(FactId parent, FactId fact) const;

  const Schema* schema_ = nullptr;
  std::size_t count_ = 0;
  FactId first_layer_end_ = 0;
  calendar::Offset offset_;
  std::vector<Layer> layers_;  // the declaration's own, then those of tables that are not read cell by cell
  std::vector<std::unique_ptr<yaml::Tree>> trees_;
  std::vector<Table> tables_;
  std::vector<std::uint32_t> words_;
  // By slot, how many nodes behind an object its property stands; 0: is absent. Objects of the same keys share one.
  std::vector<std::uint32_t> shapes_;
  std::vector<bool> present_;  // by property's number, whether an object may have it
  std::vector<FactId> items_;
  std::vector<std::int64_t> values_;
};

}  // namespace zhudun::schema
