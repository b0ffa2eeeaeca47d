#include "zhudun/pack/facts.h"

#include <fmt/format.h>

#include "zhudun/pack/functions.h"

namespace zhudun::pack {

using schema::Kind;

cel::Value Facts::value(schema::FactId fact, const schema::Type& type) const {
  switch (type.kind) {
    case Kind::object:
      return cel::Value::object(*this, fact);
    case Kind::array:
      return cel::Value::host_list(*this, fact);
    case Kind::string:
      return cel::Value::borrowed_string(document_.string(fact));
    case Kind::integer:
      return cel::Value::integer(document_.integer(fact));
    case Kind::number:
      return cel::Value::floating(document_.number(fact));
    case Kind::boolean:
      return cel::Value::boolean(document_.boolean(fact));
    case Kind::date:
      return date_value(document_.date(fact));
    case Kind::date_time:
      break;
  }
  const calendar::Timestamp time = document_.timestamp(fact);
  return cel::Value::timestamp(time.at.seconds, 0, time.whole_day);
}

cel::Value Facts::field(schema::FactId fact, const schema::Type& object, std::uint32_t id, std::uint32_t slot) const {
  if (fact == schema::kAbsent) return cel::Value::absent(*this, id, slot);
  return value(fact, document_.schema().type(object.properties[slot].type));
}

cel::Value Facts::field(std::uint32_t id, std::uint32_t slot) const {
  return field(document_.field(id, slot), document_.type(id), id, slot);
}

cel::Value Facts::field_of(std::uint32_t id, std::string_view type, std::uint32_t slot, bool& is) const {
  const schema::Type* object = nullptr;
  const schema::FactId fact = document_.field_of(id, type, slot, object);
  is = object != nullptr;
  return is ? field(fact, *object, id, slot) : cel::Value();
}

cel::Value Facts::at(std::uint32_t id, std::size_t index) const {
  return value(document_.item(id, index), document_.schema().type(document_.type(id).items));
}

bool Facts::has_field(std::uint32_t id, std::uint32_t slot) const {
  return document_.field(id, slot) != schema::kAbsent;
}

std::optional<std::uint32_t> Facts::find_slot(std::uint32_t id, std::string_view field) const {
  return schema::Schema::slot(document_.type(id), field);
}

std::string_view Facts::type_name(std::uint32_t id) const { return document_.type(id).name; }

cel::Value ChosenReadings::field(std::uint32_t, std::uint32_t slot) const {
  const ReadingValue& value = values_[slot];
  if (const auto* number = std::get_if<std::int64_t>(&value)) return cel::Value::integer(*number);
  if (const auto* word = std::get_if<std::string>(&value)) return cel::Value::borrowed_string(*word);
  return cel::Value::null();
}

std::optional<std::uint32_t> ChosenReadings::find_slot(std::uint32_t, std::string_view field) const {
  for (std::size_t slot = 0; slot < readings_.size(); ++slot) {
    if (readings_[slot].name == field) return static_cast<std::uint32_t>(slot);
  }
  return std::nullopt;
}

std::string ChosenReadings::path(std::uint32_t, std::uint32_t slot) const {
  return fmt::format("{}.{}", kTypeName, readings_[slot].name);
}

FactTypes::FactTypes(const schema::Schema& schema, const std::vector<Reading>& readings)
    : schema_(schema), readings_(readings) {
  for (schema::TypeId id = 0; id < schema.size(); ++id) {
    if (schema.type(id).kind == Kind::object) objects_.emplace(schema.type(id).name, id);
  }
}

std::optional<schema::TypeId> FactTypes::find(std::string_view object) const {
  const auto found = objects_.find(object);
  return found == objects_.end() ? std::nullopt : std::optional(found->second);
}

cel::Type FactTypes::type(schema::TypeId id) const {
  const schema::Type& type = schema_.type(id);
  switch (type.kind) {
    case Kind::object:
      return cel::Type::object(type.name);
    case Kind::array:
      return cel::Type::list(this->type(type.items));
    case Kind::string:
      return cel::Type::string();
    case Kind::integer:
      return cel::Type::integer();
    case Kind::number:
      return cel::Type::floating();
    case Kind::boolean:
      return cel::Type::boolean();
    case Kind::date:
      return date_type().type();
    case Kind::date_time:
      break;
  }
  return cel::Type::timestamp();
}

std::optional<cel::Field> FactTypes::find_field(std::string_view object, std::string_view field) const {
  if (object == ChosenReadings::kTypeName) {
    for (std::size_t slot = 0; slot < readings_.size(); ++slot) {
      if (readings_[slot].name != field) continue;
      const cel::Type type = readings_[slot].number ? cel::Type::wrapper(cel::Type::integer()) : cel::Type::string();
      return cel::Field{type, static_cast<std::uint32_t>(slot)};
    }
    return std::nullopt;
  }
  const auto id = find(object);
  const auto slot = id ? schema::Schema::slot(schema_.type(*id), field) : std::nullopt;
  if (!slot) return std::nullopt;
  return cel::Field{type(schema_.type(*id).properties[*slot].type), *slot};
}

std::vector<std::string> FactTypes::field_names(std::string_view object) const {
  std::vector<std::string> names;
  if (object == ChosenReadings::kTypeName) {
    for (const Reading& reading : readings_) names.push_back(reading.name);
  } else if (const auto id = find(object)) {
    for (const schema::Property& property : schema_.type(*id).properties) names.push_back(property.name);
  }
  return names;
}

bool FactTypes::has_object(std::string_view object) const {
  return object == ChosenReadings::kTypeName || find(object).has_value();
}

}  // namespace zhudun::pack
