#include "schema/document_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "schema/cells.h"
#include "zhudun/schema/advice.h"
#include "zhudun/source/same.h"

namespace zhudun::schema {

std::optional<Document> DocumentReader::read(const yaml::Tree& tree) {
  const std::size_t before = diagnostics_.size();
  document_.offset_ = options_.offset;
  enter(tree);
  document_.first_layer_end_ = static_cast<FactId>(document_.words_.size());
  usual_.resize(schema_.properties());
  recent_.resize(schema_.size());
  document_.present_.resize(schema_.properties());
  if (!is_foreign()) read_value(0, Schema::kRoot, kAbsent, 0);
  for (std::size_t at = before; at < diagnostics_.size(); ++at) {
    if (diagnostics_[at].severity == diag::Severity::error) return std::nullopt;
  }
  return std::move(document_);
}

void DocumentReader::complain(std::string code, source::Span span, std::string message, std::string help) {
  if (in_table() && span.file == &tree().file()) {
    if (!grid_) grid_.emplace(*span.file);
    message = fmt::format("{}: {}", grid_->place(span), message);
  }
  tell(diag::error(std::move(code), span, std::move(message), std::move(help)));
}

// A file that is wrong throughout is not told so a million times: after so many errors nothing more is read, and after
// so many warnings no more are told.
void DocumentReader::tell(diag::Diagnostic diagnostic) {
  constexpr std::size_t most = 100;
  const bool error = diagnostic.severity == diag::Severity::error;
  std::size_t& told = error ? errors_ : warnings_;
  if (told > most) return;
  if (++told > most) {
    diagnostic.code = "declaration-too-many";
    diagnostic.message = fmt::format("more than {} {}; from here on none is told", most, error ? "errors" : "warnings");
    diagnostic.help.clear();
  }
  diagnostics_.push_back(std::move(diagnostic));
  full_ = errors_ > most;
}

std::string DocumentReader::shown(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return fmt::format("`{}…`", text.substr(0, cut));
}

std::string DocumentReader::found(NodeId node) const {
  if (tree().kind(node) == yaml::Kind::mapping) return "a mapping";
  if (tree().kind(node) == yaml::Kind::sequence) return "a list";
  return shown(tree().text(node));
}

// Of a scalar.
bool DocumentReader::absent(NodeId node, std::string_view text) const {
  return text.empty() || (!in_table() && tree().is_null(node));
}

// The nodes of a tree become facts: of those read from now on.
void DocumentReader::enter(const yaml::Tree& tree) {
  document_.layers_.push_back({&tree, static_cast<FactId>(document_.words_.size()), {}});
  document_.words_.resize(document_.words_.size() + tree.count());
  go_back_to(document_.layers_.size() - 1);
}

void DocumentReader::go_back_to(std::size_t layer) {
  current_ = layer;
  tree_ = document_.layers_[layer].tree;
  first_ = document_.layers_[layer].first;
}

FactId DocumentReader::hold(NodeId node, TypeId type, FactId parent) {
  const FactId fact = fact_of(node);
  std::vector<Document::Holder>& holders = document_.layers_[current_].holders;
  document_.words_[fact] = Document::kHolder | static_cast<std::uint32_t>(holders.size());
  holders.push_back({fact, parent, 0, 0, static_cast<std::uint16_t>(type)});
  ++document_.count_;
  return fact;
}

Document::Holder& DocumentReader::holder(FactId fact) {
  auto layer = document_.layers_.rbegin();
  while (fact < layer->first) ++layer;
  return layer->holders[document_.words_[fact] & Document::kWord];
}

// Where the properties of an object stand behind it, by slot: objects of one list mostly are alike.
std::uint32_t DocumentReader::shape_of(TypeId type, std::span<const std::uint32_t> steps) {
  Recent& recent = recent_[type];
  std::vector<std::uint32_t>& shapes = document_.shapes_;
  for (const std::uint32_t first : recent.shapes) {
    if (first != kAbsent && std::equal(steps.begin(), steps.end(), shapes.begin() + first)) return first;
  }
  const auto made = static_cast<std::uint32_t>(shapes.size());
  shapes.insert(shapes.end(), steps.begin(), steps.end());
  for (std::uint32_t slot = 0; slot < steps.size(); ++slot) {
    if (steps[slot] != 0) document_.present_[schema_.first_property(type) + slot] = true;
  }
  recent.shapes[recent.next++ % recent.shapes.size()] = made;
  return made;
}

std::uint32_t DocumentReader::keep(std::int64_t value) {
  document_.values_.push_back(value);
  return static_cast<std::uint32_t>(document_.values_.size() - 1);
}

bool DocumentReader::is_foreign() {
  const Type& root = schema_.type(Schema::kRoot);
  if (tree().kind(0) != yaml::Kind::mapping || tree().size(0) == 0) return false;
  for (const auto [key, value] : tree().pairs(0)) {
    const std::string_view name = tree().text(key);
    if (is_own(name) || Schema::slot(root, name)) return false;
  }
  std::vector<std::string> names;
  for (const Property& property : root.properties) names.push_back(property.name);
  std::size_t looked_at = 0;
  constexpr std::size_t few = 100;  // keys that are looked at more closely than whether they are known
  for (const auto [key, value] : tree().pairs(0)) {
    const std::string_view name = tree().text(key);
    if (++looked_at > few) break;
    if (diag::nearest(name, names) || meant_property(name, root)) return false;
  }
  complain("declaration-foreign", tree().span(1), "the file is no declaration: none of its keys is known",
           how_it_begins());
  return true;
}

std::string DocumentReader::how_it_begins() const {
  for (const Property& property : schema_.type(Schema::kRoot).properties) {
    const auto& constant = schema_.type(property.type).constant;
    if (constant) return fmt::format("a declaration begins with `{}: {}`", property.name, *constant);
  }
  return {};
}

FactId DocumentReader::read_value(NodeId node, TypeId type_id, FactId parent, NodeId key) {
  if (full_) return kAbsent;
  const Type& type = schema_.type(type_id);
  const bool scalar = tree().kind(node) == yaml::Kind::scalar;
  const std::string_view text = scalar ? tree().text(node) : std::string_view();
  if (scalar && absent(node, text)) {
    if (parent == kAbsent) complain("declaration-empty", tree().span(node), "the declaration is empty");
    return kAbsent;
  }
  if (type.kind == Kind::object) return read_object(node, type_id, parent, key);
  if (type.kind == Kind::array) return read_array(node, type_id, parent, key);
  if (!scalar) return mismatch(node, type, key);
  if (in_table() && is_cell_error(text)) {
    return mismatch(node, type, key, "the spreadsheet shows an error or a column too narrow: mend it and save again");
  }
  if (!read_scalar(node, text, type, key)) return kAbsent;
  ++document_.count_;
  return fact_of(node);
}

FactId DocumentReader::mismatch(NodeId node, const Type& type, NodeId key, std::string help) {
  if (help.empty() && tree().kind(node) == yaml::Kind::scalar &&
      (type.kind == Kind::object || type.kind == Kind::array)) {
    help = collection_advice(tree().text(node), type, key == 0 ? std::string_view() : tree().text(key));
  }
  if (help.empty() && node == 0 && key == 0) help = how_it_begins();
  const std::string whose = key != 0 ? fmt::format("`{}`", tree().text(key)) : "this item";
  const std::string wanted = key == 0 && node == 0 ? "a mapping of sections" : expectation(type);
  complain("declaration-type", tree().span(node),
           fmt::format("{} is {}, not {}", key == 0 && node == 0 ? "the declaration" : whose, found(node), wanted),
           std::move(help));
  return kAbsent;
}

FactId DocumentReader::read_object(NodeId node, TypeId type_id, FactId parent, NodeId key) {
  const Type& type = schema_.type(type_id);
  if (tree().kind(node) != yaml::Kind::mapping) return mismatch(node, type, key);
  const FactId id = hold(node, type_id, parent);
  const std::size_t width = type.properties.size(), first = steps_.size();
  steps_.resize(first + width, 0);
  std::size_t at = 0;
  std::uint32_t next = 0;
  for (const auto [property_key, value] : tree().pairs(node)) {
    const std::string_view name = tree().text(property_key);
    if (is_own(name)) continue;
    const auto slot = slot_of(name, type_id, at++, next);
    next = slot.value_or(next) + 1;
    if (!slot) {
      if (const auto meant = unknown_key(property_key, type)) wrong_.push_back({id, *meant});
      continue;
    }
    const std::size_t errors = diagnostics_.size();
    const FactId child = read_value(value, type.properties[*slot].type, id, property_key);
    if (child != kAbsent) {
      document_.words_[fact_of(property_key)] = Document::kKey | (type_id << Document::kSlotBits) | *slot;
      steps_[first + *slot] = child - id;
    }
    if (diagnostics_.size() != errors) wrong_.push_back({id, *slot});
  }
  holder(id).first = shape_of(type_id, {steps_.data() + first, width});
  steps_.resize(first);
  check_required(id, node, type, key);
  return id;
}

// Items of a list mostly have their keys in one order: the slot that the key at this place had last is tried first.
// Else they mostly have that of the schema.
std::optional<std::uint32_t> DocumentReader::slot_of(std::string_view key, TypeId type_id, std::size_t at,
                                                     std::uint32_t next) {
  const Type& type = schema_.type(type_id);
  if (at >= type.properties.size()) return Schema::slot(type, key, next);
  std::uint32_t& usual = usual_[schema_.first_property(type_id) + at];
  if (source::same(type.properties[usual].name, key)) return usual;
  const auto slot = Schema::slot(type, key, next);
  if (slot) usual = *slot;
  return slot;
}

std::optional<std::uint32_t> DocumentReader::unknown_key(NodeId key, const Type& type) {
  if (full_) return std::nullopt;
  const std::string_view name = tree().text(key);
  if (in_table() && !unknown_columns_.insert(tree().span(key).begin).second) return std::nullopt;
  std::vector<std::string> names;
  for (const Property& property : type.properties) {
    names.push_back(property.name);
    if (in_table()) names.insert(names.end(), property.columns.begin(), property.columns.end());
  }
  const auto near = diag::nearest(name, names);
  const auto meant = meant_property(name, type);
  std::string help = in_table() ? columns_help(type) : "a key of your own begins with `x-`";
  if (name.starts_with("　") || name.starts_with("\xC2\xA0")) help = "indent with ordinary spaces, not full-width ones";
  if (near) help = fmt::format("did you mean `{}`?", *near);
  if (meant) help = meant_help(type.properties[*meant]);
  complain("declaration-unknown-key", tree().span(key), fmt::format("unknown key {}", shown(name)), std::move(help));
  return meant;
}

std::string DocumentReader::meant_help(const Property& property) {
  if (property.description.zh.empty()) return fmt::format("write `{}`", property.name);
  return fmt::format("write `{}` ({})", property.name, property.description.zh);
}

std::string DocumentReader::columns_help(const Type& type) {
  std::vector<std::string> names;
  for (const Property& property : type.properties) {
    names.push_back(property.columns.empty() ? property.name : property.columns.front());
  }
  return fmt::format("columns are {}; one of your own begins with `x-`", fmt::join(names, ", "));
}

void DocumentReader::check_required(FactId id, NodeId node, const Type& type, NodeId key) {
  for (std::uint32_t slot = 0; slot < type.properties.size() && !full_; ++slot) {
    const Property& property = type.properties[slot];
    if (!property.required || document_.field(id, slot) != kAbsent) continue;
    bool reported = false;
    for (const auto& [object, wrong] : wrong_) reported = reported || (object == id && wrong == slot);
    if (reported) continue;
    source::Span at = key != 0 ? tree().span(key) : tree().span(node);
    if (key == 0 && tree().size(node) > 0 && !in_table()) at = tree().span(node + 1);
    const Type& wanted = schema_.type(property.type);
    complain("declaration-required", at, fmt::format("`{}` is required here", property.name),
             wanted.constant ? how_it_begins() : fmt::format("it is {}", expectation(wanted)));
  }
}

FactId DocumentReader::read_array(NodeId node, TypeId type_id, FactId parent, NodeId key) {
  const Type& type = schema_.type(type_id);
  if (type.table && tree().kind(node) == yaml::Kind::scalar) return read_table(node, type_id, parent, key);
  if (tree().kind(node) != yaml::Kind::sequence) return mismatch(node, type, key);
  const FactId id = hold(node, type_id, parent);
  const std::size_t errors = diagnostics_.size();
  read_items(id, node, type);
  if (document_.size(id) < type.minimum_size && diagnostics_.size() == errors) {
    complain(
        "declaration-too-few", tree().span(node),
        fmt::format("`{}` has {} items, at least {} needed", tree().text(key), document_.size(id), type.minimum_size));
  }
  return id;
}

void DocumentReader::read_items(FactId list, NodeId node, const Type& type) {
  const std::size_t first = document_.items_.size();
  document_.items_.resize(first + tree().size(node));
  std::uint32_t kept = 0;
  for (const NodeId item : tree().children(node)) {
    const std::size_t errors = diagnostics_.size();
    const FactId child = read_value(item, type.items, list, 0);
    if (child != kAbsent) {
      document_.items_[first + kept++] = child;
    } else if (diagnostics_.size() == errors && schema_.type(type.items).kind == Kind::object) {
      complain("declaration-empty-item", tree().span(item), "an item of a list is empty");
    }
  }
  holder(list).first = static_cast<std::uint32_t>(first);
  holder(list).count = kept;
  if (type.keyed) check_unique(list, type);
}

void DocumentReader::check_unique(FactId list, const Type& type) {
  const std::uint32_t slot = schema_.id_slot(type.items);
  if (surely_unique(list, slot)) return;
  std::map<std::string_view, FactId> seen;
  for (std::size_t at = 0; at < document_.size(list); ++at) {
    const FactId id = document_.field(document_.item(list, at), slot);
    if (id == kAbsent) continue;
    const auto [first, fresh] = seen.emplace(document_.string(id), id);
    if (fresh) continue;
    complain("declaration-duplicate-id", document_.span(id),
             fmt::format("the id {} stands twice in this list", shown(document_.string(id))));
    if (full_) return;
    diagnostics_.back().labels.push_back({document_.span(first->second), "first here"});
  }
}

// Ids sorted by the first bytes in which they differ, so that hardly any two are compared as texts.
bool DocumentReader::surely_unique(FactId list, std::uint32_t slot) const {
  const auto id = [&](std::size_t at) {
    const FactId fact = document_.field(document_.item(list, at), slot);
    return fact == kAbsent ? std::string_view() : document_.string(fact);
  };
  const std::size_t count = document_.size(list);
  std::size_t rising = 0;
  for (std::string_view before; rising < count; ++rising) {
    const std::string_view one = id(rising);
    if (rising > 0 && !(before < one)) break;
    before = one;
  }
  if (rising == count) return true;
  const std::string_view first = id(0);
  std::size_t common = first.size();
  for (std::size_t at = 1; at < count; ++at) {
    const std::string_view one = id(at);
    const auto differ = std::mismatch(one.begin(), one.end(), first.begin(), first.end()).second;
    common = std::min(common, static_cast<std::size_t>(differ - first.begin()));
  }
  struct Mark {
    std::uint64_t bytes = 0;
    std::uint32_t at = 0;
  };
  std::vector<Mark> marks(count);
  for (std::size_t at = 0; at < count; ++at) {
    marks[at].at = static_cast<std::uint32_t>(at);
    for (std::size_t i = common; i < common + sizeof marks[at].bytes; ++i) {
      marks[at].bytes = marks[at].bytes << 8U | (i < id(at).size() ? static_cast<unsigned char>(id(at)[i]) : 0U);
    }
  }
  std::sort(marks.begin(), marks.end(),
            [&](const Mark& a, const Mark& b) { return a.bytes != b.bytes ? a.bytes < b.bytes : id(a.at) < id(b.at); });
  const auto twice = std::adjacent_find(marks.begin(), marks.end(), [&](const Mark& a, const Mark& b) {
    return a.bytes == b.bytes && id(a.at) == id(b.at);
  });
  return twice == marks.end();
}

std::optional<Document> Document::from_yaml(const yaml::Tree& tree, const Schema& schema, const ReadOptions& options,
                                            diag::Diagnostics& diagnostics) {
  return DocumentReader(schema, options, diagnostics).read(tree);
}

}  // namespace zhudun::schema
