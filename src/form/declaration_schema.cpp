// A declaration's JSON Schema. Absent is what zhudun takes as absent: null and the empty text go wherever something may
// be left out, so most types are their own, `null` or `string`, the last with a pattern that only the empty text
// matches.
#include <fmt/format.h>

#include <set>

#include "form/ecma_pattern.h"
#include "form/wording.h"
#include "zhudun/form/json_schema.h"
#include "zhudun/form/uses.h"
#include "zhudun/write/json.h"
#include "zhudun/write/markdown.h"

namespace zhudun::form {
namespace {

using schema::Kind;
using schema::TypeId;
using source::Language;

// Days that there are, from 0001-01-01 to 9999-12-31, and times as declarations may write them.
constexpr std::string_view kDate =
    "(?!0000)\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|"
    "1\\d|"
    "2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29";
constexpr std::string_view kTime =
    "(?:[Tt ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?)?";
constexpr std::string_view kSocialCreditCode = "[0-9A-HJ-NPQRTUWXY]{18}";

class DeclarationSchema {
 public:
  DeclarationSchema(const pack::Pack& pack, Language language)
      : pack_(pack), language_(language), uses_(pack), out_(text_, write::Layout::indented) {
    std::set<TypeId> above;
    find_recursive(schema::Schema::kRoot, above);
  }

  std::string write() && {
    out_.begin_object();
    out_.member("$schema", std::string_view("https://json-schema.org/draft/2020-12/schema"));
    out_.member("$comment", std::string_view("zhudun schema declaration --rules " + pack_.id));
    out_.member("description", std::string_view(pack_.title.in(language_)));
    body(schema::Schema::kRoot, "", false);
    definitions();
    out_.finish();
    return text_ + "\n";
  }

 private:
  // Types that hold themselves stand under $defs and are referred to; all others stand where they are used.
  void find_recursive(TypeId id, std::set<TypeId>& above) {
    if (above.contains(id)) {
      recursive_.insert(id);
      return;
    }
    if (!seen_.insert(id).second) return;
    above.insert(id);
    const schema::Type& type = pack_.schema.type(id);
    for (const schema::Property& property : type.properties) find_recursive(property.type, above);
    if (type.kind == Kind::array) find_recursive(type.items, above);
    above.erase(id);
  }

  static std::string definition(TypeId id) { return fmt::format("type{}", id); }

  void definitions() {
    if (recursive_.empty()) return;
    out_.key("$defs");
    out_.begin_object();
    for (const TypeId id : recursive_) {
      out_.key(definition(id));
      out_.begin_object();
      body(id, "", true);
      out_.end();
    }
    out_.end();
  }

  // `place` is empty where it is not known: within a type that holds itself.
  void value(TypeId id, const source::Text& description, const std::string& place, bool may_be_absent) {
    out_.begin_object();
    describe(description.in(language_), place);
    if (recursive_.contains(id)) {
      out_.member("$ref", std::string_view("#/$defs/" + definition(id)));
      if (!may_be_absent) not_absent();
    } else {
      body(id, place, may_be_absent);
    }
    out_.end();
  }

  void describe(const std::string& text, const std::string& place) {
    if (text.empty()) return;
    out_.member("description", std::string_view(text));
    const auto& rules = uses_.of(place);
    if (rules.empty() || place.empty()) return;
    out_.member("markdownDescription", std::string_view(write::markdown(text) + "\n" + served(rules)));
  }

  // The rules that ask for it, or where there are many their tasks, as a list in Markdown.
  std::string served(const std::vector<const pack::Rule*>& rules) const {
    constexpr std::size_t many = 6;
    std::string shown;
    std::set<std::int64_t> tasks;
    for (const pack::Rule* rule : rules) {
      if (rules.size() <= many)
        shown += fmt::format("\n* `{}` {}", rule->id, write::markdown(rule->title.in(language_)));
      else
        tasks.insert(rule->task);
    }
    for (const std::int64_t task : tasks)
      shown += fmt::format("\n* {} {} {}", language_ == Language::zh ? "任务" : "task", task,
                           write::markdown(task_title(pack_, task, language_)));
    return shown;
  }

  void not_absent() {
    out_.key("not");
    out_.begin_object();
    absent_values();
    out_.end();
  }

  void absent_values() {
    out_.key("enum");
    out_.begin_row();
    out_.null();
    out_.string("");
    out_.end();
  }

  void body(TypeId id, const std::string& place, bool may_be_absent) {
    const schema::Type& type = pack_.schema.type(id);
    switch (type.kind) {
      case Kind::object:
        kinds("object", may_be_absent);
        out_.member("patternErrorMessage", std::string_view(wanted(type, language_)));
        return object(type, place);
      case Kind::array:
        kinds("array", may_be_absent, type.table);
        array(type, place);
        break;
      case Kind::integer:
        if (type.constant) return constant(*type.constant, may_be_absent);
        kinds("integer", may_be_absent);
        break;
      case Kind::number:
        kinds("number", may_be_absent);
        break;
      case Kind::boolean:
        kinds("boolean", may_be_absent);
        break;
      case Kind::string:
      case Kind::date:
      case Kind::date_time:
        string(type, may_be_absent);
        break;
    }
    if (type.minimum) out_.member("minimum", *type.minimum);
    if (type.maximum) out_.member("maximum", *type.maximum);
    out_.member("errorMessage", std::string_view(wanted(type, language_)));
  }

  // The type's own word, and what stands for absent.
  void kinds(std::string_view own, bool may_be_absent, bool any_text = false) {
    if (!may_be_absent && !any_text) return out_.member("type", own);
    out_.key("type");
    out_.begin_row();
    out_.string(own);
    if (own != "string") out_.string("string");
    if (may_be_absent) out_.string("null");
    out_.end();
    if (any_text && !may_be_absent) out_.member("minLength", 1);
    if (!any_text && own != "string") out_.member("pattern", std::string_view("^$"));
  }

  void constant(std::int64_t only, bool may_be_absent) {
    if (!may_be_absent) return out_.member("const", only);
    out_.key("enum");
    out_.begin_row();
    out_.integer(only);
    out_.null();
    out_.string("");
    out_.end();
  }

  void string(const schema::Type& type, bool may_be_absent) {
    if (!type.values.empty()) return values(type, may_be_absent);
    kinds("string", may_be_absent);
    pattern(type, may_be_absent);
    const std::size_t least = std::max<std::size_t>(type.minimum_size, 1);
    if (!may_be_absent) {
      out_.member("minLength", least);
    } else if (least > 1) {
      out_.key("anyOf");
      out_.begin_array();
      length("maxLength", 0);
      length("minLength", least);
      out_.end();
    }
  }

  void length(std::string_view word, std::size_t size) {
    out_.begin_object();
    out_.member(word, size);
    out_.end();
  }

  void pattern(const schema::Type& type, bool may_be_absent) {
    std::string whole;  // matches from end to end
    if (type.kind == Kind::date) whole = kDate;
    if (type.kind == Kind::date_time) whole = fmt::format("(?:{}){}", kDate, kTime);
    if (type.format == "uscc") whole = kSocialCreditCode;
    if (!whole.empty())
      return out_.member("pattern", std::string_view(fmt::format("^(?:{}){}$", whole, may_be_absent ? "?" : "")));
    const auto own = type.pattern ? ecma_pattern(type.pattern_text) : std::nullopt;
    if (own) out_.member("pattern", std::string_view(may_be_absent ? fmt::format("^$|(?:{})", *own) : *own));
  }

  // An editor offers what stands under `enum` or `type`, and absent need not be offered.
  void values(const schema::Type& type, bool may_be_absent) {
    if (!may_be_absent) return listed(type);
    out_.key("anyOf");
    out_.begin_array();
    out_.begin_object();
    listed(type);
    out_.member("errorMessage", std::string_view(wanted(type, language_)));
    out_.end();
    out_.begin_object();
    out_.key("not");
    out_.begin_object();
    out_.key("type");
    out_.begin_row();
    for (const std::string_view kind : {"object", "array", "number", "boolean"}) out_.string(kind);
    out_.end();
    out_.end();
    out_.member("maxLength", 0);
    out_.end();
    out_.end();
  }

  void listed(const schema::Type& type) {
    out_.key("enum");
    out_.begin_row();
    for (const schema::EnumValue& one : type.values) out_.string(one.value);
    out_.end();
    out_.key("enumDescriptions");
    out_.begin_row();
    for (const schema::EnumValue& one : type.values) out_.string(one.title.in(language_));
    out_.end();
  }

  void array(const schema::Type& type, const std::string& place) {
    out_.key("items");
    // an item that is a mapping may not be left empty, any other is then not there
    value(type.items, pack_.schema.type(type.items).description, place.empty() ? place : place + "[]",
          pack_.schema.type(type.items).kind != Kind::object);
    if (type.keyed) out_.member("uniqueItems", true);  // at least: no id stands twice
    if (type.minimum_size == 0) return;
    out_.key("contains");
    out_.begin_object();
    not_absent();
    out_.end();
    out_.member("minContains", type.minimum_size);
  }

  void object(const schema::Type& type, const std::string& place) {
    out_.key("properties");
    out_.begin_object();
    for (const schema::Property& property : type.properties) {
      out_.key(property.name);
      const bool known = !place.empty() || &type == &pack_.schema.type(schema::Schema::kRoot);
      value(property.type, property.description, known ? place_below(place, property.name) : "", !property.required);
    }
    out_.end();
    out_.key("patternProperties");
    out_.begin_object();
    out_.member("^x-", true);
    out_.end();
    out_.member("additionalProperties", false);
    out_.key("required");
    out_.begin_row();
    for (const schema::Property& property : type.properties) {
      if (property.required) out_.string(property.name);
    }
    out_.end();
  }

  const pack::Pack& pack_;
  Language language_;
  Uses uses_;
  std::string text_;
  write::JsonWriter out_;
  std::set<TypeId> seen_, recursive_;
};

}  // namespace

std::string declaration_schema(const pack::Pack& pack, Language language) {
  return DeclarationSchema(pack, language).write();
}

}  // namespace zhudun::form
