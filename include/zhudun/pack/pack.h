// A rule pack: rules, readings, parameters, calendar and the declaration's schema, compiled and type-checked.
// In: the pack's files. Out: a Pack, or every error at its place. Packs are data: nothing here knows a subject.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/calendar/calendar.h"
#include "zhudun/cel/environment.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/facts.h"
#include "zhudun/pack/reading.h"
#include "zhudun/pack/rule.h"
#include "zhudun/schema/schema.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::pack {

struct Parameter {
  struct Change {
    Effective effective;
    std::int64_t value = 0;
  };
  std::string name;
  source::Text title;
  std::int64_t value = 0;
  std::vector<Change> changes;  // other values for duties that arise in a period; the last that fits counts
};

struct Task {
  std::int64_t number = 0;
  source::Text title;
};

// Rule files by the name a pack calls them: pack.yaml, T01.yaml, calendars/cn.yaml. Whoever made them keeps them.
struct Files {
  std::vector<std::pair<std::string, const source::File*>> files;
  const source::File* find(std::string_view name) const;
};

// The files of the pack another extends, as its pack.yaml names it; absent after reporting at that place.
using FindBase = std::function<std::optional<Files>(std::string_view name, source::Span at, diag::Diagnostics&)>;

struct Limits {
  yaml::Limits yaml;  // of each file
  std::size_t rules = 10'000;
};

// A function the pack defines in CEL.
struct Function {
  std::string name;
  source::Text title;  // shown in traces; may be absent
  std::optional<cel::Program> body;
};

class Pack {
 public:
  static std::unique_ptr<Pack> from_files(const Files& files, diag::Diagnostics& diagnostics,
                                          const FindBase& find_base = {}, yaml::With with = yaml::With::plain_first,
                                          const Limits& limits = {});
  // A pack as bytes, for the same build of the program: of the same files the same pack, without reading them. `bases`
  // are the names that find_base was asked for. The bytes must outlive the pack.
  std::string to_bytes(const std::vector<std::string>& bases) const;
  static std::unique_ptr<Pack> from_bytes(std::string_view bytes, const Files& files, const FindBase& find_base = {});

  std::string id;
  std::vector<std::string> extends;  // ids of the packs it stands on, the nearest first
  source::Text title;
  std::string sha256;  // over the names and bytes of pack, rules, schema and calendar, in the order of their names
  schema::Schema schema;
  calendar::Calendar calendar;
  std::vector<Parameter> parameters;
  std::vector<Reading> readings;
  std::vector<Task> tasks;
  std::vector<Condition> conditions;
  std::vector<Function> functions;
  std::vector<Rule> rules;
  std::vector<std::string> declarant;          // the keys that lead to the declarer's name
  std::vector<const source::File*> own_files;  // not those of the packs it stands on
  // All that it was read from: `0/pack.yaml`, `1/T01.yaml`; the number says how far below the pack.
  std::vector<std::pair<std::string, const source::File*>> sources;
  bool owns(const source::File* file) const;  // whether what stands in the file is the pack's own
  cel::Environment environment;               // sections, as_of, parameters, reading; slots in that order

  // All of its conditions and rules, in their order.
  std::vector<const Expression*> expressions() const;
  // Else each is read when it is first run. Where several threads will run them, what all of them read is better not
  // scattered among what each of them writes.
  void read_programs() const;

  // Slots of the activation that every rule's begins with.
  std::uint32_t as_of_slot = 0, parameter_slot = 0, reading_slot = 0;

  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;

 private:
  friend class PackReader;
  void build_environment();

  Pack() : calendar("", {}, {}) {}
  std::unique_ptr<FactTypes> types_;
};

}  // namespace zhudun::pack
