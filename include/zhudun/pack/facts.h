// A declaration as expressions see it: its objects and lists viewed in place, absent facts as unknowns with their path.
// In: a Document. Out: cel values. The view must outlive them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/host.h"
#include "zhudun/pack/reading.h"
#include "zhudun/schema/document.h"
#include "zhudun/source/same.h"

namespace zhudun::pack {

class Facts : public cel::Host {
 public:
  explicit Facts(const schema::Document& document) : document_(document) {}

  const schema::Document& document() const { return document_; }
  cel::Value value(schema::FactId fact) const { return value(fact, document_.type(fact)); }

  cel::Value field(std::uint32_t id, std::uint32_t slot) const override;
  bool has_field(std::uint32_t id, std::uint32_t slot) const override;
  std::optional<std::uint32_t> find_slot(std::uint32_t id, std::string_view field) const override;
  std::string_view type_name(std::uint32_t id) const override;
  bool is_of(std::uint32_t id, std::string_view type) const override {
    return source::same(document_.type(id).name, type);
  }
  cel::Value field_of(std::uint32_t id, std::string_view type, std::uint32_t slot, bool& is) const override;
  std::string path(std::uint32_t id, std::uint32_t slot) const override { return document_.field_path(id, slot); }
  std::size_t size(std::uint32_t id) const override { return document_.size(id); }
  cel::Value at(std::uint32_t id, std::size_t index) const override;

 private:
  cel::Value value(schema::FactId fact, const schema::Type& type) const;
  // `fact`: the field of an object, or kAbsent.
  cel::Value field(schema::FactId fact, const schema::Type& object, std::uint32_t id, std::uint32_t slot) const;

  const schema::Document& document_;
};

// The chosen value of every reading, as the object `reading`.
class ChosenReadings : public cel::Host {
 public:
  static constexpr std::string_view kTypeName = "reading";
  ChosenReadings(const std::vector<Reading>& readings, const std::vector<ReadingValue>& values)
      : readings_(readings), values_(values) {}

  cel::Value field(std::uint32_t id, std::uint32_t slot) const override;
  bool has_field(std::uint32_t, std::uint32_t) const override { return true; }
  std::optional<std::uint32_t> find_slot(std::uint32_t id, std::string_view field) const override;
  std::string_view type_name(std::uint32_t) const override { return kTypeName; }
  std::string path(std::uint32_t, std::uint32_t slot) const override;
  std::size_t size(std::uint32_t) const override { return 0; }
  cel::Value at(std::uint32_t, std::size_t) const override { return {}; }

 private:
  const std::vector<Reading>& readings_;
  const std::vector<ReadingValue>& values_;
};

// What fields the objects of a schema have, and the object `reading`.
class FactTypes : public cel::TypeProvider {
 public:
  FactTypes(const schema::Schema& schema, const std::vector<Reading>& readings);

  cel::Type type(schema::TypeId id) const;
  std::optional<cel::Field> find_field(std::string_view object, std::string_view field) const override;
  std::vector<std::string> field_names(std::string_view object) const override;
  bool has_object(std::string_view object) const override;

 private:
  std::optional<schema::TypeId> find(std::string_view object) const;

  const schema::Schema& schema_;
  std::map<std::string_view, schema::TypeId> objects_;  // the schema's
  const std::vector<Reading>& readings_;
};

}  // namespace zhudun::pack
