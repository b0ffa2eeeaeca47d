// Tables in place of lists: cell by cell where all is right with one, else row by row as a tree, which tells what is
// not.
#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "schema/document_reader.h"
#include "schema/scalars.h"
#include "zhudun/source/aside.h"

namespace zhudun::schema {
namespace {

struct Column {
  const Type* type = nullptr;
  bool required = false;
  std::vector<std::int64_t>* values = nullptr;  // of the cells, if they are no texts
};

// Looks at the rows' cells and keeps their values.
std::optional<std::size_t> count_right_rows(const csv::Cells& cells, std::uint32_t from, std::uint32_t to,
                                            const std::vector<Column>& columns, calendar::Offset offset) {
  std::size_t count = to - from;
  for (std::uint32_t row = from; row < to; ++row) {
    std::size_t cell = cells.first_of_row(row);
    for (const Column& column : columns) {
      const std::size_t at = cell++;
      if (!column.type) continue;
      const std::string_view text = cells.text(at);
      if (text.empty()) {
        if (column.required) return std::nullopt;
        continue;
      }
      const auto value = value_of_cell(cells.span(at), text, *column.type, offset);
      if (!value) return std::nullopt;
      if (column.values) (*column.values)[row] = *value;
      ++count;
    }
  }
  return count;
}

}  // namespace

FactId DocumentReader::read_table(NodeId node, TypeId type_id, FactId parent, NodeId key) {
  const Type& type = schema_.type(type_id);
  if (!options_.read_table || tree().type(node) != yaml::ScalarType::string) return mismatch(node, type, key);
  const std::size_t errors = diagnostics_.size();
  const TableFile table = options_.read_table(tree().text(node), tree().span(node), diagnostics_);
  if (!table.file) {
    if (diagnostics_.size() == errors)
      complain("declaration-table", tree().span(node),
               fmt::format("the table {} cannot be read", shown(tree().text(node))));
    return kAbsent;
  }
  const FactId id = hold(node, type_id, parent);
  if (table.with == yaml::With::reference || !read_cells(id, table, type)) read_rows(id, table, type);
  return id;
}

csv::Columns DocumentReader::columns_of(const Type& row) {
  return [&row](std::string_view title) -> std::optional<std::string> {
    for (const Property& property : row.properties) {
      if (std::find(property.columns.begin(), property.columns.end(), title) != property.columns.end())
        return property.name;
    }
    return std::nullopt;
  };
}

// A table of which every cell is right needs no tree; false: something is not, and nothing was kept.
bool DocumentReader::read_cells(FactId list, const TableFile& table, const Type& type) {
  const Type& row = schema_.type(type.items);
  auto cells = csv::Cells::read(*table.file, columns_of(row), table.limits);
  if (!cells) return false;
  Document::Table made;
  made.list = list;
  made.items = type.items;
  made.first = document_.tables_.empty() ? Document::kTable : document_.tables_.back().end();
  made.columns.assign(row.properties.size(), kAbsent);
  for (const csv::Cells::Column& column : cells->columns()) {
    const auto slot = Schema::slot(row, column.key);
    if (!slot && !is_own(column.key)) return false;
    if (slot) made.columns[*slot] = static_cast<std::uint32_t>(made.slots.size());
    if (slot) document_.present_[schema_.first_property(type.items) + *slot] = true;
    made.slots.push_back(slot.value_or(kAbsent));
  }
  const std::uint64_t facts = std::uint64_t{cells->rows()} * (cells->width() + 1);
  if (facts >= kAbsent - made.first || document_.tables_.size() >= Document::kNoTable) return false;
  made.cells = std::move(*cells);
  const auto count = count_right_cells(made, row);
  if (!count || made.cells.rows() < type.minimum_size) return false;
  const std::size_t number = document_.tables_.size();
  holder(list).table = static_cast<std::uint16_t>(number);
  holder(list).count = made.cells.rows();
  document_.tables_.push_back(std::move(made));
  if (!type.keyed || surely_unique(list, schema_.id_slot(type.items))) {
    document_.count_ += *count;
    return true;
  }
  document_.tables_.pop_back();
  holder(list).table = Document::kNoTable;
  return false;
}

// How many facts the cells are, each row one as well; nothing where one is not surely right, or a required one absent.
std::optional<std::size_t> DocumentReader::count_right_cells(Document::Table& table, const Type& row) const {
  const csv::Cells& cells = table.cells;
  const std::vector<std::uint32_t>& slots = table.slots;
  for (std::uint32_t slot = 0; slot < row.properties.size(); ++slot) {
    if (row.properties[slot].required && std::find(slots.begin(), slots.end(), slot) == slots.end())
      return std::nullopt;
  }
  std::vector<Column> columns;
  table.values.resize(slots.size());
  for (std::size_t at = 0; at < slots.size(); ++at) {
    columns.emplace_back();  // one of the declarer's own is not looked at
    if (slots[at] == kAbsent) continue;
    const Property& property = row.properties[slots[at]];
    columns.back() = {&schema_.type(property.type), property.required};
    if (columns.back().type->kind == Kind::string) continue;
    table.values[at].resize(cells.rows());
    columns.back().values = &table.values[at];
  }
  constexpr std::uint32_t worth_a_thread = 20'000;  // rows
  const std::uint32_t parts = std::clamp(cells.rows() / worth_a_thread, 1U, std::max(options_.jobs, 1U));
  const auto begin_of = [&](std::uint32_t part) {
    return static_cast<std::uint32_t>(std::uint64_t{cells.rows()} * part / parts);
  };
  std::vector<std::future<std::optional<std::size_t>>> others;
  for (std::uint32_t part = 1; part < parts; ++part) {
    others.push_back(source::aside(true, [&, part] {
      return count_right_rows(cells, begin_of(part), begin_of(part + 1), columns, options_.offset);
    }));
  }
  auto count = count_right_rows(cells, 0, begin_of(1), columns, options_.offset);
  for (auto& other : others) {
    const auto more = other.get();
    count = count && more ? std::optional(*count + *more) : std::nullopt;
  }
  return count;
}

void DocumentReader::read_rows(FactId list, const TableFile& table, const Type& type) {
  auto rows = csv::parse(*table.file, columns_of(schema_.type(type.items)), diagnostics_, table.limits, table.with);
  if (!rows) return;
  if (document_.words_.size() + rows->count() >= Document::kTable) {
    return complain("limit-nodes", {table.file, 0, 0},
                    "the declaration and its tables have more values than can be numbered");
  }
  const std::size_t outer = current_;
  grid_.reset();
  unknown_columns_.clear();
  document_.trees_.push_back(std::make_unique<yaml::Tree>(std::move(*rows)));
  enter(*document_.trees_.back());
  read_items(list, 0, type);
  go_back_to(outer);
}

}  // namespace zhudun::schema
