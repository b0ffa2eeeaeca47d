#include "form/places.h"

#include "zhudun/form/uses.h"
#include "zhudun/write/json.h"

namespace zhudun::form {
namespace {

using schema::Kind;

class Least {
 public:
  Least(const schema::Schema& schema, const Answers& answers) : schema_(schema), answers_(answers), out_(text_) {}

  std::string write() && {
    object(schema_.type(schema::Schema::kRoot), "");
    out_.finish();
    return std::move(text_);
  }

 private:
  bool answered_within(const std::string& place) const {
    const auto next = answers_.lower_bound(place + ".");
    return next != answers_.end() && next->first.starts_with(place + ".");
  }

  void object(const schema::Type& type, const std::string& place) {
    out_.begin_object();
    for (const schema::Property& property : type.properties) {
      const std::string own = place_below(place, property.name);
      const schema::Type& inner = schema_.type(property.type);
      if (inner.kind == Kind::object) {
        if (!property.required && !answered_within(own)) continue;
        out_.key(property.name);
        object(inner, own);
      } else if (const auto answer = answer_for(schema_, property, own, answers_)) {
        out_.key(property.name);
        value(inner, *answer);
      }
    }
    out_.end();
  }

  void value(const schema::Type& type, const Answer& answer) {
    if (type.constant) return out_.integer(*type.constant);
    if (const auto* text = std::get_if<std::string>(&answer)) return out_.string(*text);
    if (const auto* flag = std::get_if<bool>(&answer)) return out_.boolean(*flag);
    const auto* words = std::get_if<std::vector<std::string>>(&answer);
    if (!words) return out_.null();
    out_.begin_row();
    for (const std::string& word : *words) out_.string(word);
    out_.end();
  }

  const schema::Schema& schema_;
  const Answers& answers_;
  std::string text_;
  write::JsonWriter out_;
};

}  // namespace

const schema::Property* property_at(const schema::Schema& schema, std::string_view place) {
  schema::TypeId type = schema::Schema::kRoot;
  const schema::Property* property = nullptr;
  while (!place.empty()) {
    const std::string_view word = place.substr(0, place.find('.'));
    const auto slot = schema::Schema::slot(schema.type(type), word);
    if (!slot) return nullptr;
    property = &schema.type(type).properties[*slot];
    type = property->type;
    place.remove_prefix(std::min(word.size() + 1, place.size()));
  }
  return property;
}

Answer placeholder(const schema::Schema& schema, const schema::Property& property) {
  const schema::Type& type = schema.type(property.type);
  if (type.kind == Kind::boolean) return false;
  if (type.kind == Kind::string) return type.values.empty() ? std::string("?") : type.values.front().value;
  if (type.kind != Kind::array) return std::monostate();
  std::vector<std::string> all;
  for (const schema::EnumValue& one : schema.type(type.items).values) all.push_back(one.value);
  return all;
}

std::optional<Answer> answer_for(const schema::Schema& schema, const schema::Property& property, std::string_view place,
                                 const Answers& answers) {
  const auto found = answers.find(place);
  const bool open = found == answers.end() || std::holds_alternative<std::monostate>(found->second);
  if (!open) return found->second;
  return property.required ? std::optional(placeholder(schema, property)) : std::nullopt;
}

std::string least_declaration(const schema::Schema& schema, const Answers& answers) {
  return Least(schema, answers).write();
}

}  // namespace zhudun::form
