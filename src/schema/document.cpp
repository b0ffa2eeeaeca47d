#include "zhudun/schema/document.h"

#include <fmt/format.h>

#include <algorithm>

namespace zhudun::schema {

const Document::Layer& Document::later_layer(FactId fact) const {
  const auto after = std::upper_bound(layers_.begin(), layers_.end(), fact,
                                      [](FactId sought, const Layer& layer) { return sought < layer.first; });
  return *(after - 1);
}

const Document::Table& Document::table(FactId row_or_cell) const {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) { return row_or_cell < table.end(); });
  return *found;
}

// A row has as many numbers as cells has for it, one more than columns: the first is its own, then its cells follow.
FactId Document::cell(FactId row, std::uint32_t slot) const {
  const Table& table = this->table(row);
  const std::uint32_t column = table.columns[slot];
  if (column == kAbsent || table.cells.text(row - table.first + column).empty()) return kAbsent;
  return row + 1 + column;
}

TypeId Document::type_of_other(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    const Table::Place at = table.place(fact);
    return at.is_row() ? table.items : schema_->type(table.items).properties[table.slots[at.column]].type;
  }
  if (has_key(fact)) {
    const std::uint32_t key = words_[fact - 1] & kWord;
    return schema_->type(key >> kSlotBits).properties[key & kSlot].type;
  }
  return schema_->type(type_id(parent(fact))).items;
}

source::Span Document::span(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    const std::size_t at = fact - table.first;
    return table.place(fact).is_row() ? table.cells.span_of_row(at) : table.cells.span(at - 1);
  }
  const Layer& layer = this->layer(fact);
  return layer.tree->span(fact - layer.first);
}

source::Span Document::place(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    const Table::Place at = table.place(fact);
    return at.is_row() ? span(fact) : table.cells.columns()[at.column].title;
  }
  return has_key(fact) ? span(fact - 1) : span(fact);  // the key stands before its value
}

std::string_view Document::string(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    return table.cells.text(fact - table.first - 1);
  }
  const Layer& layer = this->layer(fact);
  return layer.tree->text(fact - layer.first);
}

void Document::visit(FactId fact, const std::function<void(FactId)>& visitor) const {
  visitor(fact);
  const Type& own = type(fact);
  for (std::uint32_t slot = 0; slot < own.properties.size(); ++slot) {
    if (const FactId child = field(fact, slot); child != kAbsent) visit(child, visitor);
  }
  for (std::size_t at = 0; own.kind == Kind::array && at < size(fact); ++at) visit(item(fact, at), visitor);
}

std::int64_t Document::integer(FactId fact) const {
  return is_row_or_cell(fact) ? table(fact).value(fact) : values_[words_[fact]];
}

double Document::number(FactId fact) const { return std::bit_cast<double>(integer(fact)); }

bool Document::boolean(FactId fact) const {
  return is_row_or_cell(fact) ? table(fact).value(fact) != 0 : words_[fact] != 0;
}

calendar::Date Document::date(FactId fact) const {
  const auto serial = is_row_or_cell(fact)
                          ? static_cast<std::int32_t>(table(fact).value(fact))
                          : static_cast<std::int32_t>(words_[fact]) - static_cast<std::int32_t>(kEpoch);
  return *calendar::add(calendar::Date(), calendar::Days(serial));
}

calendar::Timestamp Document::timestamp(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const std::int64_t value = table(fact).value(fact);
    return {calendar::Instant{value >> 1}, (value & 1) != 0};
  }
  const std::uint32_t word = words_[fact];
  return {calendar::Instant{values_[word >> 1U]}, (word & 1U) != 0};
}

// Of the holders that begin before a value, the last is its parent or within one of its earlier siblings.
FactId Document::parent(FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    const Table::Place at = table.place(fact);
    return at.is_row() ? table.list : table.row(at.row);
  }
  if (holds(fact)) return holder(fact).parent;
  const std::vector<Holder>& holders = layer(fact).holders;
  const auto after = std::lower_bound(holders.begin(), holders.end(), fact,
                                      [](const Holder& holder, FactId sought) { return holder.fact < sought; });
  const Holder* found = &*(after - 1);
  while (!position(found->fact, fact)) found = &holder(found->parent);
  return found->fact;
}

std::optional<std::uint32_t> Document::position(FactId parent, FactId fact) const {
  if (is_row_or_cell(fact)) {
    const Table& table = this->table(fact);
    const Table::Place at = table.place(fact);
    return at.is_row() ? at.row : table.slots[at.column];
  }
  const Holder& holder = this->holder(parent);
  if (type(parent).kind == Kind::object) {
    if (!has_key(fact)) return std::nullopt;
    const std::uint32_t slot = words_[fact - 1] & kSlot;
    return slot < type(parent).properties.size() && field(parent, slot) == fact ? std::optional(slot) : std::nullopt;
  }
  if (holder.table != kNoTable) return std::nullopt;
  const auto begin = items_.begin() + holder.first, end = begin + holder.count;
  const auto found = std::lower_bound(begin, end, fact);
  if (found == end || *found != fact) return std::nullopt;
  return static_cast<std::uint32_t>(found - begin);
}

std::string Document::path(FactId fact) const {
  const FactId parent = this->parent(fact);
  if (parent == kAbsent) return {};
  const Type& holding = type(parent);
  const std::uint32_t position = *this->position(parent, fact);
  if (holding.kind == Kind::object)
    return type(fact).kind == Kind::array ? section_path(parent, position) : field_path(parent, position);
  const std::string list = path(parent);
  if (!holding.keyed) return fmt::format("{}/{}", list, position);
  const FactId id = field(fact, schema_->id_slot(type_id(fact)));
  return fmt::format("{}/{}", list, string(id));
}

std::optional<int> Document::order_of_items(FactId first, FactId second) const {
  const TypeId own = type_id(first);
  if (schema_->type(own).kind != Kind::object || type(second).kind != Kind::object) return std::nullopt;
  const FactId list = parent(first);
  if (list == kAbsent || list != parent(second) || !type(list).keyed) return std::nullopt;
  const std::uint32_t slot = schema_->id_slot(own);
  return string(field(first, slot)).compare(string(field(second, slot)));
}

std::string Document::field_path(FactId object, std::uint32_t slot) const {
  const std::string own = path(object);
  const std::string& name = type(object).properties[slot].name;
  return own.empty() ? name : fmt::format("{}.{}", own, name);
}

std::string Document::section_path(FactId object, std::uint32_t slot) const {
  const Property& property = type(object).properties[slot];
  const Type& list = schema_->type(property.type);
  if (!list.path.empty()) return list.path;
  const std::string own = path(object);
  return own.empty() ? property.name : fmt::format("{}/{}", own, property.name);
}

}  // namespace zhudun::schema
