#include "zhudun/form/uses.h"

#include <fmt/format.h>

namespace zhudun::form {
namespace {

using cel::ExprId;

// Where the values of an expression stand. A list that an expression makes of single values has no place of its own:
// it is written as the place of its elements and a mark.
constexpr char kMadeList = '^';

std::string element(const std::string& list) {
  if (list.ends_with(kMadeList)) return list.substr(0, list.size() - 1);
  return list + "[]";
}

std::string list_of(const std::string& item) {
  return item.ends_with("[]") ? item.substr(0, item.size() - 2) : item + kMadeList;
}

Places each_of(const Places& places, std::string (*change)(const std::string&)) {
  Places changed;
  for (const std::string& place : places) changed.insert(change(place));
  return changed;
}

// Walks expressions, keeps every place that they read.
class Reader {
 public:
  explicit Reader(const pack::Pack& pack) {
    const auto& sections = pack.schema.type(schema::Schema::kRoot).properties;
    for (std::uint32_t slot = 0; slot < sections.size(); ++slot) variables_[slot] = {sections[slot].name};
  }

  void bind(std::uint32_t slot, Places places) { variables_[slot] = std::move(places); }
  void note(const Places& places) {
    for (const std::string& place : places) {
      if (!place.ends_with(kMadeList) && !place.ends_with("[]")) read_.insert(place);
    }
  }
  Places& read() { return read_; }

  Places walk(const cel::Program& program) {
    program_ = &program;
    locals_.clear();
    return visit(program.root());
  }

 private:
  Places visit(ExprId id) {
    return std::visit([&](const auto& node) { return visit(id, node); }, program_->expr(id).node);
  }

  Places visit(ExprId, const cel::Literal&) { return {}; }

  Places visit(ExprId id, const cel::Name& node) {
    const cel::Resolution& found = program_->resolution(id);
    if (found.kind == cel::Resolution::Kind::local) {
      for (std::size_t at = locals_.size(); at-- > 0;) {
        if (locals_[at].first == node.name) return locals_[at].second;
      }
    }
    const auto variable = variables_.find(found.slot);
    if (found.kind != cel::Resolution::Kind::variable || variable == variables_.end()) return {};
    note(variable->second);
    return variable->second;
  }

  Places visit(ExprId, const cel::Select& node) {
    Places fields;
    for (const std::string& place : visit(node.operand)) fields.insert(place_below(place, node.field));
    note(fields);
    return fields;
  }

  Places visit(ExprId, const cel::Call& node) {
    std::vector<Places> arguments;
    for (const ExprId argument : node.arguments) arguments.push_back(visit(argument));
    if (node.function == "_[_]" || node.function == "_[?_]") return each_of(arguments[0], element);
    Places same;
    if (node.function == "_?_:_")
      arguments.erase(arguments.begin());
    else if (node.function != "_+_")
      return same;
    for (const Places& one : arguments) same.insert(one.begin(), one.end());
    return same;
  }

  Places visit(ExprId, const cel::ListExpr& node) {
    Places elements;
    for (const ExprId one : node.elements) elements.merge(visit(one));
    return each_of(elements, list_of);
  }

  Places visit(ExprId id, const cel::MapExpr&) { return visit_operands(id); }
  Places visit(ExprId id, const cel::MessageExpr&) { return visit_operands(id); }

  Places visit_operands(ExprId id) {
    for (const ExprId operand : program_->operands(id)) visit(operand);
    return {};
  }

  Places visit(ExprId, const cel::Comprehension& node) {
    using Kind = cel::Comprehension::Kind;
    const Places range = visit(node.range);
    const bool optional = node.kind == Kind::opt_map || node.kind == Kind::opt_flat_map;
    locals_.emplace_back(node.second_variable.empty() ? node.variable : node.second_variable,
                         optional ? range : each_of(range, element));
    if (node.condition != cel::no_expr) visit(node.condition);
    const Places result = node.result == cel::no_expr ? Places() : visit(node.result);
    locals_.pop_back();
    if (node.kind == Kind::filter) return range;
    if (node.kind == Kind::map || node.kind == Kind::transform_list) return each_of(result, list_of);
    return optional ? result : Places();
  }

  Places visit(ExprId, const cel::Bind& node) {
    locals_.emplace_back(node.name, visit(node.value));
    const Places body = visit(node.body);
    locals_.pop_back();
    return body;
  }

  const cel::Program* program_ = nullptr;
  std::map<std::uint32_t, Places> variables_;
  std::vector<std::pair<std::string, Places>> locals_;
  Places read_;
};

// A list that a rule goes through, and the objects on the way to it.
std::string follow(Reader& reader, const pack::Pack& pack, schema::TypeId type, std::string place,
                   const std::vector<std::uint32_t>& slots) {
  for (const std::uint32_t slot : slots) {
    const schema::Property& property = pack.schema.type(type).properties[slot];
    place = place_below(place, property.name);
    reader.note({place});
    type = property.type;
  }
  return place;
}

void read_lists(Reader& reader, const pack::Pack& pack, const pack::Rule& rule) {
  std::vector<std::pair<std::string, schema::TypeId>> subjects;
  for (const pack::Each& each : rule.each) {
    const auto [place, type] = each.list.from ? subjects[*each.list.from] : std::pair(std::string(), schema::TypeId{0});
    const std::string list = follow(reader, pack, type, place, each.list.slots);
    schema::TypeId item = type;
    for (const std::uint32_t slot : each.list.slots) item = pack.schema.type(item).properties[slot].type;
    subjects.emplace_back(element(list), pack.schema.type(item).items);
    reader.bind(each.slot, {element(list)});
  }
  if (rule.section) follow(reader, pack, schema::Schema::kRoot, "", rule.section->slots);
}

}  // namespace

std::string place_below(std::string_view place, std::string_view key) {
  return place.empty() ? std::string(key) : fmt::format("{}.{}", place, key);
}

Places places_of(const pack::Condition& condition, const pack::Pack& pack) {
  Reader reader(pack);
  reader.walk(condition.expression.program);
  return std::move(reader.read());
}

Places places_of(const pack::Pack& pack, const pack::Rule& rule) {
  Reader reader(pack);
  for (const std::uint32_t index : rule.scope) reader.walk(pack.conditions[index].expression.program);
  read_lists(reader, pack, rule);
  for (const pack::Let& let : rule.lets) reader.bind(let.slot, reader.walk(let.expression.program));
  const auto walk_all = [&](const std::vector<pack::Expression>& all) {
    for (const pack::Expression& one : all) reader.walk(one.program);
  };
  walk_all(rule.needs);
  for (const pack::Condition& condition : rule.applies) reader.walk(condition.expression.program);
  for (const auto* part : {&rule.arises, &rule.starts, &rule.due, &rule.done, &rule.cycle}) {
    if (*part) reader.walk((*part)->program);
  }
  walk_all(rule.evidence);
  return std::move(reader.read());
}

Uses::Uses(const pack::Pack& pack) {
  for (const pack::Rule& rule : pack.rules) {
    for (const std::string& place : places_of(pack, rule)) rules_[place].push_back(&rule);
  }
}

const std::vector<const pack::Rule*>& Uses::of(std::string_view place) const {
  static const std::vector<const pack::Rule*> none;
  const auto found = rules_.find(place);
  return found == rules_.end() ? none : found->second;
}

}  // namespace zhudun::form
