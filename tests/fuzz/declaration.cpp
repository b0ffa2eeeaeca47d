#include "declaration.h"

#include <fmt/format.h>

#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <random>

#include "zhudun/calendar/date.h"
#include "zhudun/pack/builtin.h"
#include "zhudun/write/json.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;

namespace fuzz {
namespace {

using schema::Schema;
using schema::Type;
using schema::TypeId;

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : engine_() % bound; }
  bool one_in(std::size_t many) { return below(many) == 0; }
  template <class List>
  auto of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937 engine_;
};

// A declaration without places: what is changed and printed.
struct Part {
  yaml::Kind kind = yaml::Kind::scalar;
  std::string text;
  bool quoted = false;
  std::vector<std::string> keys;  // of a mapping, one for each item
  std::deque<Part> items;
};

Part from_tree(const yaml::Tree& tree, yaml::NodeId node) {
  Part part;
  part.kind = tree.kind(node);
  if (part.kind == yaml::Kind::scalar) {
    part.text = tree.text(node);
    part.quoted = tree.style(node) != yaml::Style::plain;
  }
  if (part.kind == yaml::Kind::sequence) {
    for (const yaml::NodeId item : tree.children(node)) part.items.push_back(from_tree(tree, item));
  }
  if (part.kind == yaml::Kind::mapping) {
    for (const auto [key, value] : tree.pairs(node)) {
      part.keys.emplace_back(tree.text(key));
      part.items.push_back(from_tree(tree, value));
    }
  }
  return part;
}

std::string any_date(Dice& dice) {
  static constexpr const char* near[] = {"2025-11-10", "2025-11-30", "2025-12-31", "2025-07-31", "2025-01-01",
                                         "2024-02-29", "2025-10-08", "2025-02-08", "2026-01-01", "2030-07-10"};
  static constexpr const char* odd[] = {"2025-02-30", "0000-00-00",  "9999-12-31", "0001-01-01",       "2025-13-01",
                                        "2025-1-1",   "99999-01-01", "2025/11/10", "2025-11-10T00:00", "~"};
  if (dice.one_in(12)) return dice.of(odd);
  const auto date = calendar::parse_date(dice.of(near));
  static constexpr std::int32_t steps[] = {0, 0, 1, -1, 2, 30, -30, 31, 91, -92, 365, -365, 366, 730};
  return to_string(add(*date, calendar::Days(dice.of(steps))).value_or(*date));
}

std::string any_text(Dice& dice) {
  static const std::string texts[] = {"p1",
                                      "p2",
                                      "车联网服务平台",
                                      "x",
                                      "",
                                      "=cmd|' /C calc'!A0",
                                      "<script>alert(1)</script>",
                                      "]]>",
                                      "a\nb",
                                      "\x1b[31mred",
                                      "\xE2\x80\xAE"
                                      "evil",
                                      "\"quoted\"",
                                      "a/b",
                                      "$HOME ${HOME} `id` ~",
                                      "null",
                                      "no",
                                      "1",
                                      "🛡️",
                                      std::string(300, 'n'),
                                      "a: b",
                                      "- x",
                                      "#",
                                      "::error::x",
                                      "%0A"};
  return texts[dice.below(std::size(texts))];
}

Part scalar(std::string text, bool quoted = false) {
  Part part;
  part.text = std::move(text);
  part.quoted = quoted;
  return part;
}

Part make(const Schema& schema, TypeId id, Dice& dice, int depth);

Part make_string(const Type& type, Dice& dice) {
  if (!type.values.empty())
    return scalar(dice.one_in(15) ? "unheard_of" : type.values[dice.below(type.values.size())].value);
  static constexpr const char* paths[] = {"evidence/a.pdf", "evidence/b.pdf", "../a.pdf", "/etc/passwd", "~/a",
                                          "$HOME/a"};
  if (type.format == "path") return scalar(dice.of(paths), true);
  if (type.format == "uscc") return scalar(dice.one_in(4) ? "91310000MA1FL0000X" : "91310000MA1FL0000N", true);
  return scalar(any_text(dice), dice.one_in(2));
}

Part make_number(const Type& type, Dice& dice) {
  static constexpr const char* odd[] = {
      "0", "-1", "3.0", "0.1", "1e400", "9223372036854775807", "9223372036854775808", "0x1f", "017", ".5", "1e3"};
  if (type.constant && !dice.one_in(20)) return scalar(std::to_string(*type.constant));
  if (dice.one_in(5)) return scalar(dice.of(odd));
  const auto least = static_cast<std::int64_t>(type.minimum.value_or(0));
  const auto most = std::min<std::int64_t>(static_cast<std::int64_t>(type.maximum.value_or(1000)), least + 1000);
  const auto whole = least + static_cast<std::int64_t>(dice.below(static_cast<std::size_t>(most - least + 1)));
  if (type.kind == schema::Kind::integer) return scalar(std::to_string(whole));
  return scalar(fmt::format("{}.{}", whole, dice.below(10)));
}

Part make_object(const Schema& schema, const Type& type, Dice& dice, int depth) {
  Part part;
  part.kind = yaml::Kind::mapping;
  for (const schema::Property& property : type.properties) {
    const bool wanted = property.required ? !dice.one_in(25) : depth == 0 ? dice.one_in(3) : dice.one_in(2);
    if (!wanted) continue;
    part.keys.push_back(property.name);
    Part value = make(schema, property.type, dice, depth + 1);
    if (property.name == "id") value = scalar(fmt::format("p{}", dice.below(6)), true);
    part.items.push_back(std::move(value));
  }
  if (dice.one_in(8)) {
    part.keys.push_back(dice.one_in(3) ? "unknown_key" : "x-own");
    part.items.push_back(scalar(any_text(dice), true));
  }
  return part;
}

Part make(const Schema& schema, TypeId id, Dice& dice, int depth) {
  const Type& type = schema.type(id);
  static constexpr const char* times[] = {"T14:20+08:00", "T00:00:00+08:00", "T23:59:59Z", "",
                                          "T24:00+08:00", "T09:30"};
  if (dice.one_in(40)) return scalar(any_text(dice), dice.one_in(2));
  if (depth > 12) return scalar("null");
  Part part;
  switch (type.kind) {
    case schema::Kind::object:
      return make_object(schema, type, dice, depth);
    case schema::Kind::array:
      if (type.table && dice.one_in(4)) return scalar("catalog.csv", true);
      part.kind = yaml::Kind::sequence;
      for (std::size_t count = dice.below(4); count > 0; --count)
        part.items.push_back(make(schema, type.items, dice, depth + 1));
      return part;
    case schema::Kind::string:
      return make_string(type, dice);
    case schema::Kind::integer:
    case schema::Kind::number:
      return make_number(type, dice);
    case schema::Kind::boolean:
      return scalar(dice.one_in(10) ? "yes" : dice.one_in(2) ? "true" : "false");
    case schema::Kind::date:
      return scalar(any_date(dice));
    case schema::Kind::date_time:
      return scalar(any_date(dice) + dice.of(times));
  }
  return part;
}

struct Place {
  Part* part;
  std::optional<TypeId> type;
};

void all_places(Part& part, const Schema& schema, std::optional<TypeId> id, std::vector<Place>& places) {
  places.push_back({&part, id});
  for (std::size_t at = 0; at < part.items.size(); ++at) {
    std::optional<TypeId> below;
    if (id && part.kind == yaml::Kind::sequence && schema.type(*id).kind == schema::Kind::array)
      below = schema.type(*id).items;
    if (id && part.kind == yaml::Kind::mapping && schema.type(*id).kind == schema::Kind::object) {
      const auto slot = Schema::slot(schema.type(*id), part.keys[at]);
      if (slot) below = schema.type(*id).properties[*slot].type;
    }
    all_places(part.items[at], schema, below, places);
  }
}

void add_property(Part& part, const Schema& schema, const Type& type, Dice& dice) {
  if (part.kind != yaml::Kind::mapping || type.properties.empty()) return;
  const schema::Property& property = type.properties[dice.below(type.properties.size())];
  part.keys.push_back(property.name);
  part.items.push_back(make(schema, property.type, dice, 2));
}

void change(Part& root, const Schema& schema, Dice& dice) {
  std::vector<Place> places;
  all_places(root, schema, Schema::kRoot, places);
  const Place place = places[dice.below(places.size())];
  Part& part = *place.part;
  const std::size_t at = dice.below(part.items.size());
  const auto step = static_cast<std::ptrdiff_t>(at);
  switch (dice.below(7)) {
    case 0:
      if (place.type) part = make(schema, *place.type, dice, 2);
      return;
    case 1:
      if (place.type) add_property(part, schema, schema.type(*place.type), dice);
      return;
    case 2:
      if (part.items.empty()) return;
      part.items.erase(part.items.begin() + step);
      if (part.kind == yaml::Kind::mapping) part.keys.erase(part.keys.begin() + step);
      return;
    case 3:
      if (part.kind == yaml::Kind::sequence && !part.items.empty() && part.items.size() < 50)
        part.items.push_back(Part(part.items[at]));
      return;
    case 4:
      if (part.kind == yaml::Kind::sequence && place.type && schema.type(*place.type).kind == schema::Kind::array)
        part.items.push_back(make(schema, schema.type(*place.type).items, dice, 2));
      return;
    case 5:
      if (part.kind == yaml::Kind::scalar)
        part = scalar(dice.one_in(2) ? any_date(dice) : any_text(dice), dice.one_in(2));
      return;
    default:
      if (part.items.empty()) return;
      std::swap(part.items[at], part.items[dice.below(part.items.size())]);
      return;
  }
}

bool plain(std::string_view text) {
  if (text.empty() || text.size() > 60 || text.find(": ") != text.npos || text.find(" #") != text.npos) return false;
  for (const char c : text) {
    const auto value = static_cast<unsigned char>(c);
    if (value < 0x21 || std::strchr("\"'[]{},&*!|>%@`#?\\\x7f", c)) return false;
  }
  return text.front() != '-' && text.front() != ':' && text.back() != ':';
}

std::string spelt(const Part& part) {
  if (!part.quoted && (plain(part.text) || part.text == "null" || part.text == "~")) return part.text;
  return write::json_string(part.text);
}

std::string spelt_key(const std::string& key) { return plain(key) ? key : write::json_string(key); }

void print_flow(const Part& part, std::string& out) {
  if (part.kind == yaml::Kind::scalar) {
    out += spelt(part);
    return;
  }
  const bool mapping = part.kind == yaml::Kind::mapping;
  out += mapping ? "{" : "[";
  for (std::size_t at = 0; at < part.items.size(); ++at) {
    if (at > 0) out += ", ";
    if (mapping) out += spelt_key(part.keys[at]) + ": ";
    print_flow(part.items[at], out);
  }
  out += mapping ? "}" : "]";
}

void print_block(const Part& part, std::size_t indent, Dice& dice, std::string& out) {
  const std::string margin(indent, ' ');
  for (std::size_t at = 0; at < part.items.size(); ++at) {
    const Part& item = part.items[at];
    if (dice.one_in(30)) out += margin + "# a remark\n";
    out += margin + (part.kind == yaml::Kind::mapping ? spelt_key(part.keys[at]) + ":" : "-");
    const bool flow = item.items.empty() || item.kind == yaml::Kind::scalar || dice.one_in(3);
    out += flow ? " " : "\n";
    if (flow) {
      print_flow(item, out);
      out += '\n';
    } else {
      print_block(item, indent + 2, dice, out);
    }
  }
}

std::string print(const Part& root, Dice& dice) {
  std::string out;
  if (root.kind == yaml::Kind::scalar || root.items.empty() || dice.one_in(20)) {
    print_flow(root, out);
    return out + "\n";
  }
  print_block(root, 0, dice, out);
  return out;
}

struct Kept {
  source::File file;
  std::optional<yaml::Tree> tree;
  explicit Kept(std::string text) : file("kept.yaml", std::move(text)) {
    diag::Diagnostics unheard;
    tree = yaml::parse(file, unheard);
  }
};

std::vector<std::unique_ptr<Schema>> read_schemas() {
  static std::deque<Kept> texts;
  std::vector<std::unique_ptr<Schema>> schemas;
  for (const pack::BuiltinFile& builtin : pack::builtin_files()) {
    if (!builtin.path.ends_with("declaration.schema.yaml")) continue;
    const Kept& kept = texts.emplace_back(std::string(builtin.bytes));
    diag::Diagnostics unheard;
    auto schema = Schema::from_yaml(*kept.tree, unheard);
    if (!schema) continue;  // of a pack that adds to another
    const bool first = builtin.path.starts_with(pack::default_pack());
    schemas.insert(first ? schemas.begin() : schemas.end(), std::make_unique<Schema>(std::move(*schema)));
  }
  if (schemas.empty()) std::abort();
  return schemas;
}

std::string changed(std::string_view text, Dice& dice) {
  const source::File file("f.yaml", std::string(text));
  diag::Diagnostics unheard;
  yaml::Limits limits;
  limits.nodes = 20'000;
  const auto tree = yaml::parse(file, unheard, limits);
  if (!tree) return {};
  Part root = from_tree(*tree, 0);
  for (std::size_t count = 1 + dice.below(3); count > 0; --count) change(root, *builtin_schemas().front(), dice);
  return print(root, dice);
}

}  // namespace

std::vector<const Schema*> builtin_schemas() {
  static const auto schemas = read_schemas();
  std::vector<const Schema*> all;
  for (const auto& schema : schemas) all.push_back(schema.get());
  return all;
}

std::vector<const yaml::Tree*> sample_declarations() {
  static const Kept small("id: a\nlist: [{id: b, on: 2025-01-01}, {id: c}]\nnumber: 3\n");
  static const Kept made(make_declaration(1));
  return {&*small.tree, &*made.tree};
}

std::string make_declaration(unsigned seed) {
  Dice dice(seed);
  const Part root = make_object(*builtin_schemas().front(), builtin_schemas().front()->type(Schema::kRoot), dice, 0);
  return print(root, dice);
}

std::size_t mutate_declaration(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  Dice dice(seed);
  std::string text;
  if (dice.one_in(20)) {
    text = make_declaration(seed);
  } else if (!dice.one_in(5)) {
    text = changed({reinterpret_cast<const char*>(data), size}, dice);
  }
  if (text.empty() || text.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::memcpy(data, text.data(), text.size());
  return text.size();
}

}  // namespace fuzz
