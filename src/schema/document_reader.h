// Checks one tree, and the tables it names, against one schema and keeps what it finds; every error is reported, none
// stops it. Structure is read in document_reader.cpp, tables in document_tables.cpp, single values in
// document_values.cpp.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/csv/grid.h"
#include "zhudun/schema/document.h"

namespace zhudun::schema {

// Whether a key is the declarer's own, of which nothing is known.
inline bool is_own(std::string_view key) { return key.size() > 1 && key[0] == 'x' && key[1] == '-'; }

class DocumentReader {
 public:
  DocumentReader(const Schema& schema, const ReadOptions& options, diag::Diagnostics& diagnostics)
      : schema_(schema), options_(options), diagnostics_(diagnostics) {
    document_.schema_ = &schema;
  }

  std::optional<Document> read(const yaml::Tree& tree);

 private:
  using NodeId = yaml::NodeId;
  const yaml::Tree& tree() const { return *tree_; }

  void tell(diag::Diagnostic diagnostic);
  // Of a table's cell also said is where a spreadsheet shows it.
  void complain(std::string code, source::Span span, std::string message, std::string help = {});
  static std::string shown(std::string_view text);
  std::string found(NodeId node) const;

  // A table's cell is the text it shows, be it `007` or `null`.
  bool in_table() const { return current_ != 0; }

  bool absent(NodeId node, std::string_view text) const;
  void enter(const yaml::Tree& tree);
  void go_back_to(std::size_t layer);
  FactId fact_of(NodeId node) const { return first_ + node; }
  // Makes the node an object or a list.
  FactId hold(NodeId node, TypeId type, FactId parent);
  Document::Holder& holder(FactId fact);
  std::uint32_t shape_of(TypeId type, std::span<const std::uint32_t> steps);
  std::uint32_t keep(std::int64_t value);
  void set(NodeId node, std::uint32_t word) { document_.words_[fact_of(node)] = word; }

  // A mapping of which no key is known or nearly so is something else altogether; said once instead of key by key.
  bool is_foreign();
  std::string how_it_begins() const;

  // The fact a node is, or kAbsent: where it is absent, and where it is wrong and has been reported.
  FactId read_value(NodeId node, TypeId type_id, FactId parent, NodeId key);
  FactId mismatch(NodeId node, const Type& type, NodeId key, std::string help = {});
  FactId read_object(NodeId node, TypeId type_id, FactId parent, NodeId key);
  std::optional<std::uint32_t> slot_of(std::string_view key, TypeId type_id, std::size_t at, std::uint32_t next);

  // The property that a key was meant to be, if that is sure. A table's column is unknown once, not in each row.
  std::optional<std::uint32_t> unknown_key(NodeId key, const Type& type);
  static std::string meant_help(const Property& property);
  static std::string columns_help(const Type& type);
  void check_required(FactId id, NodeId node, const Type& type, NodeId key);
  FactId read_array(NodeId node, TypeId type_id, FactId parent, NodeId key);
  void read_items(FactId list, NodeId node, const Type& type);
  void check_unique(FactId list, const Type& type);
  bool surely_unique(FactId list, std::uint32_t slot) const;
  FactId read_table(NodeId node, TypeId type_id, FactId parent, NodeId key);
  static csv::Columns columns_of(const Type& row);
  bool read_cells(FactId list, const TableFile& table, const Type& type);
  std::optional<std::size_t> count_right_cells(Document::Table& table, const Type& row) const;
  void read_rows(FactId list, const TableFile& table, const Type& type);

  bool read_scalar(NodeId node, std::string_view text, const Type& type, NodeId key);
  bool read_number(NodeId node, const Type& type, NodeId key);
  static std::string number_help(std::string_view text, std::optional<double> number, const Type& type);
  bool read_boolean(NodeId node, const Type& type, NodeId key);
  bool read_date(NodeId node, const Type& type, NodeId key);
  std::string date_help(std::string_view text) const;
  bool read_timestamp(NodeId node, const Type& type, NodeId key);
  bool read_string(NodeId node, std::string_view text, const Type& type, NodeId key);
  bool read_word(NodeId node, const Type& type, NodeId key);

  const Schema& schema_;
  const ReadOptions& options_;
  diag::Diagnostics& diagnostics_;
  std::size_t errors_ = 0;  // told; the same of warnings
  std::size_t warnings_ = 0;
  bool full_ = false;  // of errors: nothing more is read
  Document document_;
  // The shapes that objects of a type had last.
  struct Recent {
    std::array<std::uint32_t, 8> shapes{kAbsent, kAbsent, kAbsent, kAbsent, kAbsent, kAbsent, kAbsent, kAbsent};
    std::size_t next = 0;
  };
  std::vector<Recent> recent_;        // by type
  std::vector<std::uint32_t> steps_;  // of the objects being read, one behind the other
  std::vector<std::uint32_t> usual_;  // by property's number: the slot of the key that last stood first, second, ...
  std::size_t current_ = 0;           // the layer of the tree being read
  const yaml::Tree* tree_ = nullptr;  // that tree
  FactId first_ = 0;                  // and its first fact
  std::set<std::uint32_t> unknown_columns_;              // of that tree, by their place in the header
  std::optional<csv::Grid> grid_;                        // of that tree, if it is a table with a fault
  std::vector<std::pair<FactId, std::uint32_t>> wrong_;  // properties that are there, but wrong and reported
};

}  // namespace zhudun::schema
