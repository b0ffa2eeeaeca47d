#include "check/places.h"

namespace zhudun::check {

using schema::FactId;
using schema::kAbsent;

FactId follow(const schema::Document& document, FactId from, const std::vector<std::uint32_t>& slots) {
  for (const std::uint32_t slot : slots) {
    from = document.field(from, slot);
    if (from == kAbsent) return kAbsent;
  }
  return from;
}

std::string section_path(const schema::Document& document, FactId from, const std::vector<std::uint32_t>& slots) {
  std::string path;
  const schema::Type* type = &document.type(from);
  for (const std::uint32_t slot : slots) {
    if (path.empty() && slots.size() == 1) return document.section_path(from, slot);
    const schema::Property& property = type->properties[slot];
    path += "/" + property.name;
    type = &document.schema().type(property.type);
  }
  return document.path(from) + path;
}

source::Span place_of(const schema::Document& document, std::string_view path) {
  FactId fact = schema::kRootFact;
  while (!path.empty() && document.type(fact).kind == schema::Kind::object) {
    const std::string_view word = path.substr(0, path.find('/'));
    const auto slot = schema::Schema::slot(document.type(fact), word);
    const FactId next = slot ? document.field(fact, *slot) : kAbsent;
    if (next == kAbsent) break;
    fact = next;
    path.remove_prefix(std::min(word.size() + 1, path.size()));
  }
  return document.place(fact);
}

}  // namespace zhudun::check
