#include "zhudun/schema/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "zhudun/source/same.h"
#include "zhudun/yaml/core.h"

namespace zhudun::schema {
namespace {

constexpr std::array kKeywords = {"$schema",  "$id",     "$defs",      "$ref",    "$comment", "title",
                                  "type",     "enum",    "const",      "items",   "required", "properties",
                                  "pattern",  "format",  "minimum",    "maximum", "minItems", "minLength",
                                  "examples", "default", "description"};

// Where a type stands in its schema. With a slash no expression can take it for a name of its own.
std::string at_path(const std::string& path, std::string_view key) { return fmt::format("{}/{}", path, key); }

// How large a number may be, as the end of a sentence about it.
std::string limits(const Type& type) {
  if (type.minimum && type.maximum) return fmt::format(" from {} to {}", *type.minimum, *type.maximum);
  if (type.minimum) return fmt::format(", {} or more", *type.minimum);
  return type.maximum ? fmt::format(", {} or less", *type.maximum) : std::string();
}

}  // namespace

// Reads one schema document; every problem is reported, the first does not stop it.
class SchemaReader {
 public:
  SchemaReader(const yaml::Tree& tree, diag::Diagnostics& diagnostics) : tree_(tree), diagnostics_(diagnostics) {}

  std::optional<Schema> read() {
    const std::size_t before = diagnostics_.size();
    if (tree_.kind(0) != yaml::Kind::mapping) {
      complain("schema-not-a-mapping", 0, "a schema is a mapping");
      return std::nullopt;
    }
    definitions_ = tree_.find(0, "$defs");
    read_type(0, "#");
    if (diagnostics_.size() == before && schema_.type(Schema::kRoot).kind != Kind::object) {
      complain("schema-root", 0, "the root of a declaration's schema is an object");
    }
    check_size();
    if (diagnostics_.size() != before) return std::nullopt;
    find_keyed_lists();
    return std::move(schema_);
  }

 private:
  using NodeId = yaml::NodeId;

  void check_size() {
    const bool wide = std::any_of(schema_.types_.begin(), schema_.types_.end(),
                                  [](const Type& type) { return type.properties.size() > Schema::kMostProperties; });
    if (!wide && schema_.types_.size() <= Schema::kMostTypes) return;
    complain("schema-too-large", 0,
             wide ? fmt::format("an object of the schema has more than {} properties", Schema::kMostProperties)
                  : fmt::format("the schema has more than {} types", Schema::kMostTypes));
  }

  void complain(std::string code, NodeId node, std::string message, std::string help = {}) {
    diagnostics_.push_back(diag::error(std::move(code), tree_.span(node), std::move(message), std::move(help)));
  }

  // The type a schema node describes; its place in the table is fixed before its parts are read, so it may recur.
  TypeId read_type(NodeId node, const std::string& path) {
    if (const auto reference = tree_.find(node, "$ref")) {
      check_beside_reference(node);
      return referred(*reference);
    }
    const auto id = static_cast<TypeId>(schema_.types_.size());
    schema_.types_.emplace_back();
    fill(id, node, path);
    return id;
  }

  TypeId referred(NodeId reference) {
    constexpr std::string_view prefix = "#/$defs/";
    const std::string_view text = tree_.text(reference);
    const std::string name(text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view());
    const auto target = definitions_ && !name.empty() ? tree_.find(*definitions_, name) : std::nullopt;
    if (!target) {
      std::vector<std::string> names;
      if (definitions_) {
        for (const auto [key, value] : tree_.pairs(*definitions_))
          names.push_back("#/$defs/" + std::string(tree_.text(key)));
      }
      const auto near = diag::nearest(text, names);
      complain("schema-reference", reference, fmt::format("`{}` refers to nothing", text),
               near ? fmt::format("did you mean `{}`?", *near) : "references are written #/$defs/NAME");
      return Schema::kRoot;
    }
    const auto known = named_.find(name);
    if (known != named_.end()) return known->second;
    const auto id = static_cast<TypeId>(schema_.types_.size());
    named_.emplace(name, id);
    schema_.types_.emplace_back();
    fill(id, *target, "#/$defs/" + name);
    return id;
  }

  void fill(TypeId id, NodeId node, const std::string& path) {
    if (tree_.kind(node) != yaml::Kind::mapping) {
      complain("schema-not-a-mapping", node, "a schema is a mapping");
      return;
    }
    check_keywords(node);
    Type type;
    type.name = path;
    type.description = description(node);
    type.kind = kind_of(node);
    read_strings(type, node);
    read_numbers(type, node);
    if (const auto columns = tree_.find(node, "x-path")) type.path = tree_.text(*columns);
    type.table = tree_.find(node, "x-table").has_value();
    if (type.kind == Kind::object) read_properties(type, node, path);
    if (type.kind == Kind::array) read_items(type, node, path);
    schema_.types_[id] = std::move(type);
  }

  void check_keywords(NodeId node) {
    for (const auto [key, value] : tree_.pairs(node)) {
      const std::string_view word = tree_.text(key);
      if (word.starts_with("x-") || std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end()) continue;
      constexpr std::size_t most = 100;
      if (diagnostics_.size() > most) return;  // it is wrong enough
      const auto near = diag::nearest(word, {kKeywords.begin(), kKeywords.end()});
      complain("schema-keyword", key, fmt::format("the schema keyword `{}` is not supported", word),
               near ? fmt::format("did you mean `{}`?", *near) : std::string());
    }
  }

  // A reference stands for the whole type; only what is said about it may stand beside it.
  void check_beside_reference(NodeId node) {
    constexpr std::array<std::string_view, 6> kAbout = {"$ref",        "$comment", "title",
                                                        "description", "examples", "default"};
    for (const auto [key, value] : tree_.pairs(node)) {
      const std::string_view word = tree_.text(key);
      if (word.starts_with("x-") || std::find(kAbout.begin(), kAbout.end(), word) != kAbout.end()) continue;
      complain("schema-reference", key, fmt::format("`{}` has no effect beside `$ref`", word),
               "write it where the reference leads");
    }
  }

  source::Text description(NodeId node) const {
    source::Text text;
    if (const auto zh = tree_.find(node, "description")) text.zh = tree_.text(*zh);
    if (const auto en = tree_.find(node, "x-description-en")) text.en = tree_.text(*en);
    return text;
  }

  // `type` is a word or a list of words; `null` among them says nothing new, `string` beside `array` is a table's path.
  std::string_view type_word(NodeId node) {
    const auto type = tree_.find(node, "type");
    if (!type) return tree_.find(node, "properties") ? "object" : tree_.find(node, "const") ? "integer" : "";
    if (tree_.kind(*type) == yaml::Kind::scalar) return tree_.text(*type);
    std::string_view word;
    for (const NodeId item : tree_.children(*type)) {
      if (tree_.text(item) != "null" && word.empty()) word = tree_.text(item);
    }
    return word;
  }

  Kind kind_of(NodeId node) {
    static const std::map<std::string_view, Kind> kinds = {{"object", Kind::object}, {"array", Kind::array},
                                                           {"string", Kind::string}, {"integer", Kind::integer},
                                                           {"number", Kind::number}, {"boolean", Kind::boolean}};
    const std::string_view word = type_word(node);
    const auto found = kinds.find(word);
    if (found == kinds.end()) {
      complain("schema-type", tree_.find(node, "type").value_or(node),
               word.empty() ? "a schema says its `type`" : fmt::format("`{}` is no type", word),
               "object, array, string, integer, number or boolean");
      return Kind::string;
    }
    const auto format = tree_.find(node, "format");
    if (found->second != Kind::string || !format) return found->second;
    const std::string_view name = tree_.text(*format);
    return name == "date" ? Kind::date : name == "date-time" ? Kind::date_time : Kind::string;
  }

  void read_strings(Type& type, NodeId node) {
    if (const auto values = tree_.find(node, "enum")) {
      if (type.kind != Kind::string) complain("schema-enum", *values, "`enum` is for texts");
      const auto titles = tree_.find(node, "x-enum-titles");
      for (const NodeId value : tree_.children(*values)) {
        EnumValue one{std::string(tree_.text(value)), {}};
        const auto title = titles ? tree_.find(*titles, one.value) : std::nullopt;
        if (title) {
          if (const auto zh = tree_.find(*title, "zh")) one.title.zh = tree_.text(*zh);
          if (const auto en = tree_.find(*title, "en")) one.title.en = tree_.text(*en);
        }
        type.values.push_back(std::move(one));
      }
    }
    if (const auto text = tree_.find(node, "pattern")) {
      std::string why;
      type.pattern_text = tree_.text(*text);
      type.pattern = pattern::Pattern::compile(type.pattern_text, why);
      if (!type.pattern)
        complain("schema-pattern", *text, fmt::format("`{}` is no regular expression: {}", type.pattern_text, why));
    }
    if (const auto format = tree_.find(node, "format"); format && type.kind == Kind::string) {
      type.format = tree_.text(*format);
      if (type.format != "uscc" && type.format != "path") {
        complain("schema-format", *format, fmt::format("the format `{}` is not known", type.format),
                 "date, date-time, path or uscc");
      }
    }
  }

  std::optional<std::int64_t> integer_at(NodeId node, std::string_view key) {
    const auto value = tree_.find(node, key);
    if (!value) return std::nullopt;
    const auto number = yaml::to_int(tree_.text(*value));
    if (!number) complain("schema-number", *value, fmt::format("`{}` takes an integer", key));
    return number;
  }

  std::optional<double> number_at(NodeId node, std::string_view key) {
    const auto value = tree_.find(node, key);
    if (!value) return std::nullopt;
    const auto number = yaml::to_double(tree_.text(*value));
    if (!number) complain("schema-number", *value, fmt::format("`{}` takes a number", key));
    return number;
  }

  void read_numbers(Type& type, NodeId node) {
    type.constant = integer_at(node, "const");
    type.minimum = number_at(node, "minimum");
    type.maximum = number_at(node, "maximum");
    for (const char* key : {"minItems", "minLength"}) {
      if (const auto size = integer_at(node, key))
        type.minimum_size = static_cast<std::size_t>(std::max<std::int64_t>(*size, 0));
    }
  }

  void read_properties(Type& type, NodeId node, const std::string& path) {
    const auto properties = tree_.find(node, "properties");
    if (!properties || tree_.kind(*properties) != yaml::Kind::mapping) {
      complain("schema-properties", node, "an object says its `properties`");
      return;
    }
    for (const auto [key, value] : tree_.pairs(*properties)) {
      Property property;
      property.name = tree_.text(key);
      property.type = read_type(value, at_path(path, property.name));
      property.description = description(value);
      if (property.description.zh.empty()) property.description = schema_.type(property.type).description;
      if (const auto columns = tree_.find(value, "x-column")) {
        for (const NodeId column : tree_.children(*columns)) property.columns.emplace_back(tree_.text(column));
      }
      type.properties.push_back(std::move(property));
    }
    const auto required = tree_.find(node, "required");
    if (!required) return;
    for (const NodeId name : tree_.children(*required)) {
      const auto slot = Schema::slot(type, tree_.text(name));
      if (slot) {
        type.properties[*slot].required = true;
      } else {
        complain("schema-required", name, fmt::format("`{}` is required but is no property", tree_.text(name)));
      }
    }
  }

  void read_items(Type& type, NodeId node, const std::string& path) {
    const auto items = tree_.find(node, "items");
    if (!items) {
      complain("schema-items", node, "an array says what its `items` are");
      return;
    }
    type.items = read_type(*items, at_path(path, "item"));
  }

  // Asked of the finished types only: a definition that holds a list of itself is not known while it is read.
  void find_keyed_lists() {
    schema_.number_properties();
    for (Type& type : schema_.types_) {
      if (type.kind != Kind::array) continue;
      const std::uint32_t slot = schema_.id_slot(type.items);
      type.keyed = slot != Schema::kNoSlot && schema_.type(type.items).properties[slot].required;
    }
  }

  const yaml::Tree& tree_;
  diag::Diagnostics& diagnostics_;
  std::optional<NodeId> definitions_;
  std::map<std::string, TypeId> named_;
  Schema schema_;
};

std::optional<Schema> Schema::from_yaml(const yaml::Tree& tree, diag::Diagnostics& diagnostics) {
  return SchemaReader(tree, diagnostics).read();
}

std::optional<std::uint32_t> Schema::slot(const Type& object, std::string_view property, std::uint32_t from) {
  const auto size = static_cast<std::uint32_t>(object.properties.size());
  std::uint32_t at = from;
  for (std::uint32_t looked = 0; looked < size; ++looked, ++at) {
    if (at >= size) at = 0;
    if (source::same(object.properties[at].name, property)) return at;
  }
  return std::nullopt;
}

void Schema::number_properties() {
  for (const Type& type : types_) {
    id_slots_.push_back(slot(type, "id").value_or(kNoSlot));
    first_properties_.push_back(first_properties_.back() + static_cast<std::uint32_t>(type.properties.size()));
  }
}

std::optional<TypeId> Schema::find(std::string_view name) const {
  for (TypeId id = 0; id < types_.size(); ++id) {
    if (types_[id].kind == Kind::object && types_[id].name == name) return id;
  }
  return std::nullopt;
}

std::string expectation(const Type& type) {
  switch (type.kind) {
    case Kind::object:
      return "a mapping";
    case Kind::array:
      return type.table ? "a list, or the path of a CSV file" : "a list";
    case Kind::integer:
      if (type.constant) return std::to_string(*type.constant);
      return "a whole number" + limits(type);
    case Kind::number:
      return "a number" + limits(type);
    case Kind::boolean:
      return "true or false";
    case Kind::date:
      return "a date, YYYY-MM-DD";
    case Kind::date_time:
      return "a time, YYYY-MM-DDThh:mm+08:00";
    case Kind::string:
      break;
  }
  if (type.values.empty()) return type.format == "path" ? "a path" : "a text";
  std::vector<std::string> words;
  for (const EnumValue& value : type.values) words.push_back(value.value);
  return fmt::format("one of {}", fmt::join(words, ", "));
}

}  // namespace zhudun::schema
