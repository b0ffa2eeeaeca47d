// What could make one waiver cover more, or less, than it says: it names a rule and a subject by their texts alone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

using Segments = std::vector<std::string>;
constexpr std::string_view kAnyId = "ID";

// Without spaces, in small letters.
std::string folded(std::string_view id) {
  std::string text;
  for (const char c : id) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

void lint_ids(const Linted& of, diag::Diagnostics& found) {
  std::map<std::string, const pack::Rule*> seen;
  for (const pack::Rule& rule : of.pack.rules) {
    const auto [before, first] = seen.emplace(folded(rule.id), &rule);
    if (first) continue;
    found.push_back(diag::warning(
        "lint-waiver", rule.place,
        fmt::format("`{}` differs from the rule `{}` only in case or spaces", rule.id, before->second->id),
        "a waiver names a rule by its id: give it another"));
    found.back().labels.push_back({before->second->place, "this is the other"});
  }
}

Segments split(std::string_view path) {
  Segments segments;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t slash = std::min(path.find('/', from), path.size());
    segments.emplace_back(path.substr(from, slash - from));
    from = slash + 1;
  }
  return segments;
}

std::string joined(const Segments& segments) {
  std::string text;
  for (const std::string& segment : segments) text += (text.empty() ? "" : "/") + segment;
  return text;
}

// The paths of the objects and lists that a declaration has once.
void add_sections(const schema::Schema& schema, schema::TypeId id, const std::string& above,
                  std::set<std::string>& sections) {
  for (const schema::Property& property : schema.type(id).properties) {
    const schema::Type& type = schema.type(property.type);
    if (type.kind != schema::Kind::object && type.kind != schema::Kind::array) continue;
    const std::string path = above.empty() ? property.name : above + "/" + property.name;
    sections.insert(type.path.empty() ? path : type.path);
    if (type.kind == schema::Kind::object) add_sections(schema, property.type, path, sections);
  }
}

// How the subjects of a rule over a list look: `a/b/ID/c/ID`.
Segments items_of(const pack::Rule& rule) {
  std::vector<Segments> patterns;
  for (const pack::Each& each : rule.each) {
    Segments pattern = each.list.from ? patterns[*each.list.from] : Segments();
    for (std::string& word : split(each.list.section)) pattern.push_back(std::move(word));
    pattern.emplace_back(kAnyId);
    patterns.push_back(std::move(pattern));
  }
  return patterns.empty() ? Segments() : patterns.back();
}

bool fits(const Segments& subject, const Segments& pattern) {
  return std::equal(
      subject.begin(), subject.end(), pattern.begin(), pattern.end(),
      [](const std::string& own, const std::string& wanted) { return wanted == kAnyId || own == wanted; });
}

void lint_subjects(const Linted& of, diag::Diagnostics& found) {
  std::set<std::string> sections;
  add_sections(of.pack.schema, schema::Schema::kRoot, "", sections);
  for (const pack::Rule& rule : of.pack.rules) {
    if (rule.subject.empty() || sections.contains(rule.subject)) continue;
    const Segments subject = split(rule.subject);
    const auto other = std::find_if(of.pack.rules.begin(), of.pack.rules.end(),
                                    [&](const pack::Rule& one) { return fits(subject, items_of(one)); });
    const auto place = of.sources.rule(rule);
    const auto at = place ? place->find("subject") : std::nullopt;
    if (other == of.pack.rules.end() || !at) continue;
    found.push_back(diag::warning(
        "lint-waiver", at->span(),
        fmt::format("`{}` could be an item of the rule `{}`, whose subjects are `{}`", rule.subject, other->id,
                    joined(items_of(*other))),
        "waivers and reports tell subjects apart by their text: name a section, or what no item can be called"));
  }
}

// What check reads of a waiver.
struct Key {
  std::string_view name;
  schema::Kind kind;
};
constexpr std::array<Key, 6> kKeys = {{{"rule", schema::Kind::string},
                                       {"subject", schema::Kind::string},
                                       {"reason", schema::Kind::string},
                                       {"approved_by", schema::Kind::string},
                                       {"approved_on", schema::Kind::date},
                                       {"expires_on", schema::Kind::date}}};
constexpr std::string_view kShape =
    "a waiver is {rule, subject, reason, approved_by, approved_on, expires_on}, the last two dates, the others texts";

class WaiverSection {
 public:
  WaiverSection(const Linted& of, diag::Diagnostics& found) : schema_(of.pack.schema), found_(found) {
    const auto root = of.sources.declaration();
    const auto properties = root ? root->find("properties") : std::nullopt;
    key_ = properties ? properties->key("waivers") : std::nullopt;
  }

  void check() {
    const schema::Type& root = schema_.type(schema::Schema::kRoot);
    const auto slot = schema::Schema::slot(root, "waivers");
    if (!slot || !key_) return;
    const schema::Type& list = schema_.type(root.properties[*slot].type);
    const bool objects = list.kind == schema::Kind::array && schema_.type(list.items).kind == schema::Kind::object;
    if (!objects) return complain("`waivers` is no list of objects", *key_, true);
    for (const Key& key : kKeys) check_key(schema_.type(list.items), key);
  }

 private:
  void complain(std::string message, const Place& at, bool fails) {
    found_.push_back(fails ? diag::error("lint-waiver", at.span(), std::move(message), std::string(kShape))
                           : diag::warning("lint-waiver", at.span(), std::move(message), std::string(kShape)));
  }

  void check_key(const schema::Type& waiver, const Key& key) {
    const auto slot = schema::Schema::slot(waiver, key.name);
    if (!slot) return complain(fmt::format("a waiver has no `{}`", key.name), *key_, false);
    const schema::Type& type = schema_.type(waiver.properties[*slot].type);
    if (type.kind == key.kind) return;
    complain(fmt::format("`{}` of a waiver is {}, not a {}", key.name, schema::expectation(type),
                         key.kind == schema::Kind::date ? "date" : "text"),
             own_key(key.name).value_or(*key_), true);
  }

  // The key itself, where the list's items are written out below it.
  std::optional<Place> own_key(std::string_view name) const {
    std::optional<Place> place = Place{key_->tree, key_->tree->next(key_->node)};
    for (const std::string_view step : {"items", "properties"}) place = place ? place->find(step) : std::nullopt;
    return place ? place->key(name) : std::nullopt;
  }

  const schema::Schema& schema_;
  diag::Diagnostics& found_;
  std::optional<Place> key_;
};

}  // namespace

void lint_waivers(const Linted& of, diag::Diagnostics& found) {
  lint_ids(of, found);
  lint_subjects(of, found);
  WaiverSection(of, found).check();
}

}  // namespace zhudun::workshop
