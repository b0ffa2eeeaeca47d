// Packs to bytes and back. Their programs, most of them never run, stay bytes until they are asked for.
#include <algorithm>

#include "zhudun/cel/program_bytes.h"
#include "zhudun/pack/functions.h"
#include "zhudun/pack/pack.h"
#include "zhudun/source/archive.h"

// What packs are made of. A binding names all the members of a struct, so that none can be forgotten.
namespace zhudun::calendar {

template <class A>
void fields(A& archive, Name& name) {
  auto& [zh, en] = name;
  archive_all(archive, zh, en);
}
template <class A>
void fields(A& archive, Holiday& holiday) {
  auto& [name, first, last] = holiday;
  archive_all(archive, name, first, last);
}
template <class A>
void fields(A& archive, Year& one) {
  auto& [year, notice, holidays, make_up] = one;
  archive_all(archive, year, notice, holidays, make_up);
}

}  // namespace zhudun::calendar

namespace zhudun::schema {

template <class A>
void fields(A& archive, Property& property) {
  auto& [name, type, required, description, columns] = property;
  archive_all(archive, name, type, required, description, columns);
}
template <class A>
void fields(A& archive, EnumValue& one) {
  auto& [value, title] = one;
  archive_all(archive, value, title);
}
template <class A>
void fields(A& archive, Type& type) {
  auto& [kind, name, properties, items, keyed, table, path, values, pattern, pattern_text, format, minimum, maximum,
         constant, minimum_size, description] = type;
  archive_all(archive, kind, name, properties, items, keyed, table, path, values, pattern_text, format, minimum,
              maximum, constant, minimum_size, description);
  std::string unheard;
  if (A::kReads && !pattern_text.empty()) pattern = pattern::Pattern::compile(pattern_text, unheard);
}

}  // namespace zhudun::schema

namespace zhudun::pack {

template <class A>
void fields(A& archive, Effective& effective) {
  auto& [from, to] = effective;
  archive_all(archive, from, to);
}
template <class A>
void fields(A& archive, Parameter::Change& change) {
  auto& [effective, value] = change;
  archive_all(archive, effective, value);
}
template <class A>
void fields(A& archive, Parameter& parameter) {
  auto& [name, title, value, changes] = parameter;
  archive_all(archive, name, title, value, changes);
}
template <class A>
void fields(A& archive, Reading& reading) {
  auto& [name, title, number, strict, by_default, loose, values] = reading;
  archive_all(archive, name, title, number, strict, by_default, loose, values);
}
template <class A>
void fields(A& archive, Task& task) {
  auto& [number, title] = task;
  archive_all(archive, number, title);
}
template <class A>
void fields(A& archive, Expression& expression) {
  auto& [program, lets, readings, shown, fixed] = expression;
  archive_all(archive, program, lets, readings, shown, fixed);
}
template <class A>
void fields(A& archive, Condition& condition) {
  auto& [name, expression, otherwise] = condition;
  archive_all(archive, name, expression, otherwise);
}
template <class A>
void fields(A& archive, Function& function) {
  auto& [name, title, body] = function;
  archive_all(archive, name, title, body);
}
template <class A>
void fields(A& archive, ListPath& list) {
  auto& [from, slots, section] = list;
  archive_all(archive, from, slots, section);
}
template <class A>
void fields(A& archive, Each& each) {
  auto& [name, slot, list] = each;
  archive_all(archive, name, slot, list);
}
template <class A>
void fields(A& archive, Let& let) {
  auto& [name, slot, expression] = let;
  archive_all(archive, name, slot, expression);
}
template <class A>
void fields(A& archive, Rule& rule) {
  auto& [id, task, title, deliverable, recipient, basis, recipient_name, submitted, encouraged, scope, each, subject,
         section, lets, needs, applies, effective, arises, starts, due, done, cycle, evidence, last_slot, done_slot,
         slots, readings, place] = rule;
  archive_all(archive, id, task, title, deliverable, recipient, basis, recipient_name, submitted, encouraged, scope,
              each, subject, section, lets, needs, applies, effective, arises, starts, due, done, cycle, evidence,
              last_slot, done_slot, slots, readings, place);
}

namespace {

// A function written in CEL, as the environment has it.
struct Defined {
  std::string function, id;
  bool member = false;
  std::vector<cel::Type> parameters;
  cel::Type result;
  cel::Program body;
};

template <class A>
void fields(A& archive, Defined& defined) {
  auto& [function, id, member, parameters, result, body] = defined;
  archive_all(archive, function, id, member, parameters, result, body);
}

class Packing : public source::Packer {
 public:
  explicit Packing(const cel::Surroundings& surroundings) : surroundings_(surroundings) {}
  void value(calendar::Date& date) { number(static_cast<std::uint64_t>(date.serial())); }
  void value(cel::Type& type) { text(cel::to_bytes(type)); }
  void value(cel::Program& program) { text(cel::to_bytes(program, surroundings_)); }
  void value(ReadingValue& value) {
    number(value.index());
    if (auto* whole = std::get_if<std::int64_t>(&value)) number(static_cast<std::uint64_t>(*whole));
    if (auto* word = std::get_if<std::string>(&value)) text(*word);
  }
  void value(source::Span& span) {
    const auto& files = surroundings_.files;
    number(static_cast<std::uint64_t>(std::find(files.begin(), files.end(), span.file) - files.begin()));
    number(span.begin);
    number(span.end);
  }

 private:
  const cel::Surroundings& surroundings_;
};

class Unpacking : public source::Unpacker {
 public:
  Unpacking(std::string_view bytes, std::shared_ptr<const cel::Surroundings> surroundings)
      : Unpacker(bytes), surroundings_(std::move(surroundings)) {}
  void value(calendar::Date& date) {
    date = *calendar::add(calendar::Date(), calendar::Days(static_cast<std::int32_t>(number())));
  }
  void value(cel::Type& type) { type = cel::type_of_bytes(text()); }
  void value(cel::Program& program) { program = cel::program_of(text(), surroundings_); }
  void value(ReadingValue& value) {
    const std::uint64_t index = number();
    if (index == 1) value = static_cast<std::int64_t>(number());
    if (index == 2) value = std::string(text());
  }
  void value(source::Span& span) {
    const auto file = static_cast<std::size_t>(number());
    span.file = file < surroundings_->files.size() ? surroundings_->files[file] : nullptr;
    span.begin = static_cast<std::uint32_t>(number());
    span.end = static_cast<std::uint32_t>(number());
  }

 private:
  std::shared_ptr<const cel::Surroundings> surroundings_;
};

std::vector<const source::File*> files_of(const Pack& pack) {
  std::vector<const source::File*> files;
  for (const auto& [name, file] : pack.sources) files.push_back(file);
  return files;
}

// The files of those names, in the pack's own and those it stands on; nothing where one is missing.
bool find_sources(const std::vector<std::string>& bases, const std::vector<std::string>& names, const Files& own,
                  const FindBase& find_base, std::vector<std::pair<std::string, const source::File*>>& found) {
  std::vector<Files> layers{own};
  for (const std::string& base : bases) {
    diag::Diagnostics unheard;
    auto files = find_base ? find_base(base, {}, unheard) : std::nullopt;
    if (!files) return false;
    layers.push_back(std::move(*files));
  }
  for (const std::string& name : names) {
    const std::size_t slash = name.find('/');
    const source::File* file = layers.at(std::stoul(name.substr(0, slash))).find(name.substr(slash + 1));
    if (!file) return false;
    found.emplace_back(name, file);
  }
  return true;
}

}  // namespace

void Pack::build_environment() {
  types_ = std::make_unique<FactTypes>(schema, readings);
  environment = cel::Environment().extend();
  environment.set_types(types_.get());
  add_functions(environment);
  for (const schema::Property& section : schema.type(schema::Schema::kRoot).properties) {
    environment.add_variable(section.name, types_->type(section.type), section.description.en);
  }
  as_of_slot = environment.add_variable("as_of", date_type().type(), "the day the declaration is judged on");
  parameter_slot = environment.slots();
  for (const Parameter& parameter : parameters) {
    environment.add_variable(parameter.name, cel::Type::integer(), parameter.title.en);
  }
  reading_slot =
      environment.add_variable(std::string(ChosenReadings::kTypeName), cel::Type::object(ChosenReadings::kTypeName),
                               "the chosen reading of the text");
}

// First what is needed to find the rest's surroundings.
std::string Pack::to_bytes(const std::vector<std::string>& bases) const {
  const cel::Surroundings surroundings{environment.functions(), files_of(*this)};
  Packing packing(surroundings);
  std::vector<std::string> asked = bases, names;
  for (const auto& [name, file] : sources) names.push_back(name);
  std::vector<schema::Type> types = schema.types();
  std::vector<Defined> defined;
  for (const cel::Overload* one : surroundings.functions) {
    if (one->body) defined.push_back({one->function, one->id, one->member, one->parameters, one->result, *one->body});
  }
  std::string zone = calendar.zone();
  std::int32_t minutes = calendar.offset().minutes;
  std::vector<calendar::Year> years = calendar.years();
  auto& pack = const_cast<Pack&>(*this);  // a packing only reads
  archive_all(packing, asked, names, types, pack.parameters, pack.readings, defined, zone, minutes, years, pack.id,
              pack.extends, pack.title, pack.sha256, pack.tasks, pack.conditions, pack.functions, pack.rules,
              pack.declarant);
  return packing.bytes();
}

std::unique_ptr<Pack> Pack::from_bytes(std::string_view bytes, const Files& files, const FindBase& find_base) {
  std::unique_ptr<Pack> pack(new Pack());
  const auto surroundings = std::make_shared<cel::Surroundings>();
  Unpacking unpacking(bytes, surroundings);
  std::vector<std::string> bases, names;
  std::vector<schema::Type> types;
  archive_all(unpacking, bases, names, types, pack->parameters, pack->readings);
  if (!find_sources(bases, names, files, find_base, pack->sources)) return nullptr;
  surroundings->files = files_of(*pack);
  pack->schema = schema::Schema::of_types(std::move(types));
  pack->build_environment();
  std::vector<Defined> defined;
  archive_one(unpacking, defined);
  for (Defined& one : defined) {
    cel::Overload overload;
    overload.function = std::move(one.function);
    overload.id = std::move(one.id);
    overload.member = one.member;
    overload.parameters = std::move(one.parameters);
    overload.result = one.result;
    pack->environment.add_defined(std::move(overload), std::move(one.body));
  }
  surroundings->functions = pack->environment.functions();
  std::string zone;
  std::int32_t minutes = 0;
  std::vector<calendar::Year> years;
  archive_all(unpacking, zone, minutes, years, pack->id, pack->extends, pack->title, pack->sha256, pack->tasks,
              pack->conditions, pack->functions, pack->rules, pack->declarant);
  pack->calendar = calendar::Calendar(zone, calendar::Offset{minutes}, std::move(years));
  for (const auto& [name, file] : files.files) pack->own_files.push_back(file);
  return pack;
}

}  // namespace zhudun::pack
