#include "zhudun/schema/document.h"

#include <fmt/format.h>

namespace zhudun::schema {

source::Span Document::span(FactId fact) const { return trees_[facts_[fact].tree]->span(facts_[fact].node); }

source::Span Document::place(FactId fact) const {
  const Fact& one = facts_[fact];
  return one.key != 0 ? trees_[facts_[one.parent].tree]->span(one.key) : span(fact);
}

std::string_view Document::string(FactId fact) const { return trees_[facts_[fact].tree]->text(facts_[fact].node); }

calendar::Date Document::date(FactId fact) const {
  const calendar::Days days(static_cast<std::int32_t>(facts_[fact].value.integer));
  return *calendar::add(calendar::Date(), days);
}

calendar::Timestamp Document::timestamp(FactId fact) const {
  return {calendar::Instant{facts_[fact].value.integer}, facts_[fact].whole_day};
}

std::string Document::path(FactId fact) const {
  const Fact& one = facts_[fact];
  if (one.parent == kAbsent) return {};
  const Type& parent = type(one.parent);
  if (parent.kind == Kind::object) {
    return type(fact).kind == Kind::array ? section_path(one.parent, one.position)
                                          : field_path(one.parent, one.position);
  }
  const std::string list = path(one.parent);
  if (!parent.keyed) return fmt::format("{}/{}", list, one.position);
  const FactId id = field(fact, *Schema::slot(type(fact), "id"));
  return fmt::format("{}/{}", list, string(id));
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
