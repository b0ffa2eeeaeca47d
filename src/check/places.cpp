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
  std::string path = document.path(from);
  const schema::Type* type = &document.type(from);
  for (const std::uint32_t& slot : slots) {
    const schema::Property& property = type->properties[slot];
    type = &document.schema().type(property.type);
    const bool is_list = &slot == &slots.back();
    if (is_list && !type->path.empty()) return type->path;
    path += (is_list ? "/" : ".") + property.name;
  }
  return path;
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
