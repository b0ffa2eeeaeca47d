#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "schema/cells.h"
#include "schema/formats.h"
#include "zhudun/csv/grid.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/core.h"

namespace zhudun::schema {

// Checks one tree against one schema and keeps what it finds; every error is reported, none stops it.
class DocumentReader {
 public:
  DocumentReader(const Schema& schema, const ReadOptions& options, diag::Diagnostics& diagnostics)
      : schema_(schema), options_(options), diagnostics_(diagnostics) {
    document_.schema_ = &schema;
  }

  std::optional<Document> read(const yaml::Tree& tree) {
    const std::size_t before = diagnostics_.size();
    document_.trees_.push_back(&tree);
    read_value(0, Schema::kRoot, kAbsent, 0, 0);
    for (std::size_t at = before; at < diagnostics_.size(); ++at) {
      if (diagnostics_[at].severity == diag::Severity::error) return std::nullopt;
    }
    return std::move(document_);
  }

 private:
  using NodeId = yaml::NodeId;
  using Fact = Document::Fact;

  const yaml::Tree& tree() const { return *document_.trees_[current_]; }

  // Of a table's cell also said is where a spreadsheet shows it.
  void complain(std::string code, source::Span span, std::string message, std::string help = {}) {
    if (in_table() && span.file == &tree().file()) {
      if (!grid_) grid_.emplace(*span.file);
      message = fmt::format("{}: {}", grid_->place(span), message);
    }
    diagnostics_.push_back(diag::error(std::move(code), span, std::move(message), std::move(help)));
  }

  static std::string shown(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (text.size() <= longest) return fmt::format("`{}`", text);
    std::size_t cut = longest;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return fmt::format("`{}…`", text.substr(0, cut));
  }

  std::string found(NodeId node) const {
    if (tree().kind(node) == yaml::Kind::mapping) return "a mapping";
    if (tree().kind(node) == yaml::Kind::sequence) return "a list";
    return shown(tree().text(node));
  }

  // A table's cell is the text it shows, be it `007` or `null`.
  bool in_table() const { return current_ != 0; }

  bool absent(NodeId node) const {
    if (tree().kind(node) != yaml::Kind::scalar) return false;
    if (tree().text(node).empty()) return true;
    return !in_table() && tree().type(node) == yaml::ScalarType::null_;
  }

  FactId add(NodeId node, TypeId type, FactId parent, std::uint32_t position, NodeId key) {
    const auto id = static_cast<FactId>(document_.facts_.size());
    Fact fact;
    fact.type = type;
    fact.node = node;
    fact.parent = parent;
    fact.position = position;
    fact.tree = static_cast<std::uint16_t>(current_);
    fact.key = key;
    document_.facts_.push_back(fact);
    return id;
  }

  std::uint32_t reserve_children(FactId fact, std::size_t count) {
    const auto first = static_cast<std::uint32_t>(document_.children_.size());
    document_.children_.resize(first + count, kAbsent);
    document_.facts_[fact].first = first;
    document_.facts_[fact].count = static_cast<std::uint32_t>(count);
    return first;
  }

  // The fact a node is, or kAbsent: where it is absent, and where it is wrong and has been reported.
  FactId read_value(NodeId node, TypeId type_id, FactId parent, std::uint32_t position, NodeId key) {
    const Type& type = schema_.type(type_id);
    if (absent(node)) {
      if (parent == kAbsent) complain("declaration-empty", tree().span(node), "the declaration is empty");
      return kAbsent;
    }
    if (type.kind == Kind::object) return read_object(node, type_id, parent, position, key);
    if (type.kind == Kind::array) return read_array(node, type_id, parent, position, key);
    if (tree().kind(node) != yaml::Kind::scalar) return mismatch(node, type, key);
    if (in_table() && is_cell_error(tree().text(node))) {
      return mismatch(node, type, key, "the spreadsheet shows an error or a column too narrow: mend it and save again");
    }
    const FactId id = add(node, type_id, parent, position, key);
    if (read_scalar(id, node, type, key)) return id;
    document_.facts_.pop_back();
    return kAbsent;
  }

  FactId mismatch(NodeId node, const Type& type, NodeId key, std::string help = {}) {
    const std::string whose = key != 0 ? fmt::format("`{}`", tree().text(key)) : "this item";
    const std::string wanted = key == 0 && node == 0 ? "a mapping of sections" : expectation(type);
    complain("declaration-type", tree().span(node),
             fmt::format("{} is {}, not {}", key == 0 && node == 0 ? "the declaration" : whose, found(node), wanted),
             std::move(help));
    return kAbsent;
  }

  FactId read_object(NodeId node, TypeId type_id, FactId parent, std::uint32_t position, NodeId key) {
    const Type& type = schema_.type(type_id);
    if (tree().kind(node) != yaml::Kind::mapping) return mismatch(node, type, key);
    const FactId id = add(node, type_id, parent, position, key);
    const std::uint32_t first = reserve_children(id, type.properties.size());
    for (const auto [property_key, value] : tree().pairs(node)) {
      const std::string_view name = tree().text(property_key);
      if (name.starts_with("x-")) continue;
      const auto slot = Schema::slot(type, name);
      if (!slot) {
        unknown_key(property_key, type);
        continue;
      }
      const std::size_t errors = diagnostics_.size();
      const FactId child = read_value(value, type.properties[*slot].type, id, *slot, property_key);
      document_.children_[first + *slot] = child;
      if (diagnostics_.size() != errors) wrong_.push_back({id, *slot});
    }
    check_required(id, node, type, key);
    return id;
  }

  // A table's column is unknown once, not in each row.
  void unknown_key(NodeId key, const Type& type) {
    const std::string_view name = tree().text(key);
    if (in_table() && !unknown_columns_.insert(tree().span(key).begin).second) return;
    std::vector<std::string> names;
    for (const Property& property : type.properties) {
      names.push_back(property.name);
      if (in_table()) names.insert(names.end(), property.columns.begin(), property.columns.end());
    }
    const auto near = diag::nearest(name, names);
    complain("declaration-unknown-key", tree().span(key), fmt::format("unknown key {}", shown(name)),
             near         ? fmt::format("did you mean `{}`?", *near)
             : in_table() ? columns_help(type)
                          : "a key of your own begins with `x-`");
  }

  static std::string columns_help(const Type& type) {
    std::vector<std::string> names;
    for (const Property& property : type.properties) {
      names.push_back(property.columns.empty() ? property.name : property.columns.front());
    }
    return fmt::format("columns are {}; one of your own begins with `x-`", fmt::join(names, ", "));
  }

  void check_required(FactId id, NodeId node, const Type& type, NodeId key) {
    for (std::uint32_t slot = 0; slot < type.properties.size(); ++slot) {
      const Property& property = type.properties[slot];
      if (!property.required || document_.field(id, slot) != kAbsent) continue;
      bool reported = false;
      for (const auto& [object, wrong] : wrong_) reported = reported || (object == id && wrong == slot);
      if (reported) continue;
      source::Span at = key != 0 ? tree().span(key) : tree().span(node);
      if (key == 0 && tree().size(node) > 0 && !in_table()) at = tree().span(node + 1);
      complain("declaration-required", at, fmt::format("`{}` is required here", property.name),
               fmt::format("it is {}", expectation(schema_.type(property.type))));
    }
  }

  FactId read_array(NodeId node, TypeId type_id, FactId parent, std::uint32_t position, NodeId key) {
    const Type& type = schema_.type(type_id);
    if (type.table && tree().kind(node) == yaml::Kind::scalar) return read_table(node, type_id, parent, position, key);
    if (tree().kind(node) != yaml::Kind::sequence) return mismatch(node, type, key);
    const FactId id = add(node, type_id, parent, position, key);
    read_items(id, node, type);
    if (document_.facts_[id].count < type.minimum_size) {
      complain("declaration-too-few", tree().span(node),
               fmt::format("`{}` has {} items, at least {} needed", tree().text(key), document_.facts_[id].count,
                           type.minimum_size));
    }
    return id;
  }

  void read_items(FactId id, NodeId node, const Type& type) {
    const std::uint32_t first = reserve_children(id, tree().size(node));
    std::uint32_t kept = 0;
    for (const NodeId item : tree().children(node)) {
      const std::size_t errors = diagnostics_.size();
      const FactId child = read_value(item, type.items, id, kept, 0);
      if (child != kAbsent) {
        document_.children_[first + kept++] = child;
      } else if (diagnostics_.size() == errors && schema_.type(type.items).kind == Kind::object) {
        complain("declaration-empty-item", tree().span(item), "an item of a list is empty");
      }
    }
    document_.facts_[id].count = kept;
    if (type.keyed) check_unique(id, type);
  }

  void check_unique(FactId list, const Type& type) {
    const auto slot = *Schema::slot(schema_.type(type.items), "id");
    std::map<std::string_view, FactId> seen;
    for (std::size_t at = 0; at < document_.size(list); ++at) {
      const FactId id = document_.field(document_.item(list, at), slot);
      if (id == kAbsent) continue;
      const auto [first, fresh] = seen.emplace(document_.string(id), id);
      if (fresh) continue;
      complain("declaration-duplicate-id", document_.span(id),
               fmt::format("the id {} stands twice in this list", shown(document_.string(id))));
      diagnostics_.back().labels.push_back({document_.span(first->second), "first here"});
    }
  }

  FactId read_table(NodeId node, TypeId type_id, FactId parent, std::uint32_t position, NodeId key) {
    const Type& type = schema_.type(type_id);
    if (!options_.read_table || tree().type(node) != yaml::ScalarType::string) return mismatch(node, type, key);
    Columns columns;
    for (const Property& property : schema_.type(type.items).properties) {
      for (const std::string& column : property.columns) columns.emplace_back(column, property.name);
    }
    const std::size_t errors = diagnostics_.size();
    auto table = options_.read_table(tree().text(node), tree().span(node), columns, diagnostics_);
    if (!table && diagnostics_.size() == errors) {
      complain("declaration-table", tree().span(node),
               fmt::format("the table {} cannot be read", shown(tree().text(node))));
    }
    if (!table) return kAbsent;
    const FactId id = add(node, type_id, parent, position, key);
    const std::size_t outer = current_;
    grid_.reset();
    unknown_columns_.clear();
    document_.tables_.push_back(std::move(table));
    document_.trees_.push_back(document_.tables_.back().get());
    current_ = document_.trees_.size() - 1;
    read_items(id, 0, type);
    current_ = outer;
    return id;
  }

  bool read_scalar(FactId id, NodeId node, const Type& type, NodeId key) {
    switch (type.kind) {
      case Kind::integer:
      case Kind::number:
        return read_number(id, node, type, key);
      case Kind::boolean:
        return read_boolean(id, node, type, key);
      case Kind::date:
        return read_date(id, node, type, key);
      case Kind::date_time:
        return read_timestamp(id, node, type, key);
      default:
        return read_string(node, type, key);
    }
  }

  bool read_number(FactId id, NodeId node, const Type& type, NodeId key) {
    const std::string cell = in_table() ? cell_number(tree().span(node), tree().text(node)) : std::string();
    const std::string_view text = in_table() ? std::string_view(cell) : tree().text(node);
    const bool quoted = !in_table() && tree().type(node) == yaml::ScalarType::string;
    if (in_table() && type.kind == Kind::integer && is_shortened(text)) {
      mismatch(node, type, key,
               "the spreadsheet shortened the number: format its column without decimals and save again");
      return false;
    }
    const auto integer = quoted ? std::nullopt : yaml::to_int(text);
    const auto number = quoted ? std::nullopt : yaml::to_double(text);
    const bool whole =
        number && *number == static_cast<double>(static_cast<std::int64_t>(std::clamp(*number, -9e15, 9e15)));
    const bool fits = type.kind == Kind::number ? number && *number - *number == 0 : integer || whole;
    const double value = number.value_or(0);
    const bool within = (!type.minimum || value >= *type.minimum) && (!type.maximum || value <= *type.maximum);
    const bool right = fits && within && (!type.constant || value == static_cast<double>(*type.constant));
    if (!right) {
      const bool unquote = quoted && yaml::to_double(text);
      mismatch(node, type, key, unquote ? fmt::format("write {} without quotes", text) : number_help(text, number));
      return false;
    }
    if (type.kind == Kind::number) {
      document_.facts_[id].value.number = value;
    } else {
      document_.facts_[id].value.integer = integer ? *integer : static_cast<std::int64_t>(value);
    }
    return true;
  }

  std::string number_help(std::string_view text, std::optional<double> number) const {
    return number ? std::string() : number_advice(text);
  }

  bool read_boolean(FactId id, NodeId node, const Type& type, NodeId key) {
    const std::string_view text = tree().text(node);
    const auto value = tree().type(node) == yaml::ScalarType::boolean ? yaml::to_bool(text) : std::nullopt;
    if (!value) {
      mismatch(node, type, key, "write true or false, without quotes");
      return false;
    }
    document_.facts_[id].value.integer = *value ? 1 : 0;
    return true;
  }

  bool read_date(FactId id, NodeId node, const Type& type, NodeId key) {
    const std::string_view text = tree().text(node);
    const auto date = in_table() ? cell_date(text) : calendar::parse_date(text);
    if (!date) {
      const bool timed = calendar::parse_timestamp(text, options_.offset).has_value();
      mismatch(node, type, key, timed ? "this fact is a day: leave the time out" : date_help(text));
      return false;
    }
    document_.facts_[id].value.integer = date->serial();
    return true;
  }

  std::string date_help(std::string_view text) const {
    std::string help = in_table() ? day_number_advice(text) : std::string();
    return help.empty() ? date_advice(text) : help;
  }

  bool read_timestamp(FactId id, NodeId node, const Type& type, NodeId key) {
    const auto time = calendar::parse_timestamp(tree().text(node), options_.offset);
    if (!time) {
      mismatch(node, type, key, date_advice(tree().text(node)));
      return false;
    }
    document_.facts_[id].value.integer = time->at.seconds;
    document_.facts_[id].whole_day = time->whole_day;
    return true;
  }

  bool read_string(NodeId node, const Type& type, NodeId key) {
    const std::string_view text = tree().text(node);
    if (!in_table() && tree().type(node) != yaml::ScalarType::string) {
      mismatch(node, type, key, fmt::format("write \"{}\" in quotes if it is a text", text));
      return false;
    }
    if (!type.values.empty()) return read_word(node, type, key);
    if (type.format == "uscc") {
      if (const std::string fault = uscc_fault(text); !fault.empty()) {
        complain("declaration-uscc", tree().span(node), fmt::format("the code {} {}", shown(text), fault),
                 "GB 32100-2015: 18 characters, the last one checks the others");
        return false;
      }
    }
    if (const std::size_t length = characters(text); length < type.minimum_size) {
      complain("declaration-too-short", tree().span(node),
               fmt::format("`{}` has {} characters, at least {} needed", key != 0 ? tree().text(key) : "item", length,
                           type.minimum_size));
      return false;
    }
    if (type.pattern && !type.pattern->found_in(text)) {
      complain("declaration-pattern", tree().span(node),
               fmt::format("`{}` is {}, which does not match `{}`", key != 0 ? tree().text(key) : "item", shown(text),
                           type.pattern_text));
      return false;
    }
    return true;
  }

  bool read_word(NodeId node, const Type& type, NodeId key) {
    const std::string_view text = tree().text(node);
    std::vector<std::string> words;
    for (const EnumValue& value : type.values) {
      if (value.value == text) return true;
      words.push_back(value.value);
    }
    for (const EnumValue& value : type.values) {
      if (value.title.zh == text || value.title.en == text) {
        mismatch(node, type, key, fmt::format("write {}", value.value));
        return false;
      }
    }
    const auto near = diag::nearest(text, words);
    mismatch(node, type, key, near ? fmt::format("did you mean `{}`?", *near) : std::string());
    return false;
  }

  const Schema& schema_;
  const ReadOptions& options_;
  diag::Diagnostics& diagnostics_;
  Document document_;
  std::size_t current_ = 0;                              // the tree being read
  std::set<std::uint32_t> unknown_columns_;              // of that tree, by their place in the header
  std::optional<csv::Grid> grid_;                        // of that tree, if it is a table with a fault
  std::vector<std::pair<FactId, std::uint32_t>> wrong_;  // properties that are there, but wrong and reported
};

std::optional<Document> Document::from_yaml(const yaml::Tree& tree, const Schema& schema, const ReadOptions& options,
                                            diag::Diagnostics& diagnostics) {
  return DocumentReader(schema, options, diagnostics).read(tree);
}

}  // namespace zhudun::schema
