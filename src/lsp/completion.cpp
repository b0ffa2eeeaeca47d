// What may be written where the cursor stands: the keys that an object can have, the values that are allowed, each with
// what the schema says of it; ids of rules in a waiver; today for a date.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/schema_place.h"
#include "lsp/session.h"

namespace zhudun::lsp {
namespace {

constexpr int kProperty = 10, kValue = 12, kEnumMember = 20;

class Items {
 public:
  Items(write::JsonWriter& out, const Host& host) : out_(out), host_(host) {}

  void keys(const SchemaPlace& place) {
    for (const schema::Property& property : place.object->properties) {
      if (std::find(place.beside.begin(), place.beside.end(), property.name) != place.beside.end()) continue;
      item(property.name, kProperty, property.description.in(host_.language), property.name + ": ", property.required);
    }
  }

  void values(const schema::Type& type, const pack::Pack& pack, const SchemaPlace& place, calendar::Date today) {
    for (const schema::EnumValue& value : type.values)
      item(value.value, kEnumMember, value.title.in(host_.language), value.value);
    if (type.kind == schema::Kind::boolean) {
      item("true", kValue, say(host_.language, "是", "yes"), "true");
      item("false", kValue, say(host_.language, "否", "no"), "false");
    }
    if (type.kind == schema::Kind::date) {
      const std::string text = calendar::to_string(today);
      item(text, kValue, say(host_.language, "判定所截至的一天", "the day it is judged on"), text);
    }
    if (type.constant) item(std::to_string(*type.constant), kValue, "", std::to_string(*type.constant));
    if (place.path == std::vector<std::string>{"waivers", "[]", "rule"}) {
      for (const pack::Rule& rule : pack.rules) item(rule.id, kValue, rule.title.in(host_.language), rule.id);
    }
  }

 private:
  void item(std::string_view label, int kind, std::string_view detail, const std::string& text, bool required = false) {
    out_.begin_object();
    out_.member("label", label);
    out_.member("kind", kind);
    if (!detail.empty()) out_.member("detail", detail);
    out_.member("insertText", std::string_view(text));
    out_.member("sortText", std::string_view(fmt::format("{}{:04}", required ? 0 : 1, count_++)));
    out_.end();
  }

  write::JsonWriter& out_;
  const Host& host_;
  std::size_t count_ = 0;
};

}  // namespace

void write_completion(write::JsonWriter& out, const Text& text, const pack::Pack& pack, std::uint32_t offset,
                      const Host& host) {
  const SchemaPlace place = schema_place(text.bytes, offset, pack.schema, Cursor::writes);
  out.begin_array();
  Items items(out, host);
  if (place.object) items.keys(place);
  if (place.value && place.type) items.values(*place.type, pack, place, text.judged->as_of);
  out.end();
}

}  // namespace zhudun::lsp
