#include "zhudun/schema/document.h"

#include <fmt/format.h>

#include <algorithm>

namespace zhudun::schema {

source::Span Document::span(FactId fact) const { return trees_[facts_[fact].tree]->span(facts_[fact].node); }

source::Span Document::place(FactId fact) const {
  const Holder* holder = parent(fact);
  if (!holder || type(holder->fact).kind != Kind::object) return span(fact);
  return trees_[facts_[fact].tree]->span(facts_[fact].node - 1);  // the key stands before its value
}

std::string_view Document::string(FactId fact) const { return trees_[facts_[fact].tree]->text(facts_[fact].node); }

calendar::Date Document::date(FactId fact) const {
  return *calendar::add(calendar::Date(), calendar::Days(static_cast<std::int32_t>(facts_[fact].word)));
}

calendar::Timestamp Document::timestamp(FactId fact) const {
  const std::uint32_t word = facts_[fact].word;
  return {calendar::Instant{values_[word >> 1U]}, (word & 1U) != 0};
}

// Of the holders that begin before the fact, the last is its parent or within one of its earlier siblings.
const Document::Holder* Document::parent(FactId fact) const {
  const Type& own = type(fact);
  if (own.kind == Kind::object || own.kind == Kind::array) {
    return holder(fact).parent == kAbsent ? nullptr : &holder(holder(fact).parent);
  }
  const auto after = std::lower_bound(holders_.begin(), holders_.end(), fact,
                                      [](const Holder& holder, FactId sought) { return holder.fact < sought; });
  const Holder* found = &*(after - 1);
  while (position(*found, fact) == found->count) found = &holder(found->parent);
  return found;
}

std::uint32_t Document::position(const Holder& parent, FactId fact) const {
  const auto begin = children_.begin() + parent.first, end = begin + parent.count;
  if (type(parent.fact).kind == Kind::object) return static_cast<std::uint32_t>(std::find(begin, end, fact) - begin);
  const auto found = std::lower_bound(begin, end, fact);
  return static_cast<std::uint32_t>((found != end && *found == fact ? found : end) - begin);
}

std::string Document::path(FactId fact) const {
  const Holder* parent = this->parent(fact);
  if (!parent) return {};
  const Type& holding = type(parent->fact);
  if (holding.kind == Kind::object) {
    const std::uint32_t slot = position(*parent, fact);
    return type(fact).kind == Kind::array ? section_path(parent->fact, slot) : field_path(parent->fact, slot);
  }
  const std::string list = path(parent->fact);
  if (!holding.keyed) return fmt::format("{}/{}", list, position(*parent, fact));
  const FactId id = field(fact, *Schema::slot(type(fact), "id"));
  return fmt::format("{}/{}", list, string(id));
}

std::optional<int> Document::order_of_items(FactId first, FactId second) const {
  const Type& own = type(first);
  if (own.kind != Kind::object || type(second).kind != Kind::object) return std::nullopt;
  const FactId list = holder(first).parent;
  if (list == kAbsent || list != holder(second).parent || !type(list).keyed) return std::nullopt;
  const std::uint32_t slot = *Schema::slot(own, "id");
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
