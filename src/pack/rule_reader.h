// One rule of a rule file, read and compiled over the pack's environment.
#pragma once

#include <map>
#include <string>

#include "pack/compiler.h"
#include "pack/mapping.h"
#include "zhudun/pack/pack.h"

namespace zhudun::pack {

struct Recipient {
  source::Text title;
  bool submitted = true;
};

class RuleReader {
 public:
  RuleReader(const Pack& pack, const FactTypes& types, const std::map<std::string, Recipient>& recipients,
             Compiler& compiler, diag::Diagnostics& diagnostics)
      : pack_(pack), types_(types), recipients_(recipients), compiler_(compiler), diagnostics_(diagnostics) {}

  Rule read(const yaml::Tree& tree, yaml::NodeId node);

 private:
  void read_words(Rule& rule, const Mapping& mapping);
  void read_scope(Rule& rule, const Mapping& mapping);
  void read_each(Rule& rule, const Mapping& mapping);
  void read_subject(Rule& rule, const Mapping& mapping);
  void read_lets(Rule& rule, const Mapping& mapping);
  void read_conditions(Rule& rule, const Mapping& mapping);
  void read_dates(Rule& rule, const Mapping& mapping);
  void read_outcome(Rule& rule, const Mapping& mapping);
  std::optional<ListPath> list_path(const Rule& rule, const Mapping& mapping, yaml::NodeId node);
  std::optional<Expression> part(Rule& rule, const Mapping& mapping, std::string_view key,
                                 const std::vector<cel::Type>& expected);
  std::vector<Expression> parts(Rule& rule, const Mapping& mapping, std::string_view key,
                                const std::vector<cel::Type>& expected);
  std::optional<Expression> compile(Rule& rule, const Mapping& mapping, yaml::NodeId node,
                                    const std::vector<cel::Type>& expected);

  const Pack& pack_;
  const FactTypes& types_;
  const std::map<std::string, Recipient>& recipients_;
  Compiler& compiler_;
  diag::Diagnostics& diagnostics_;
  std::optional<cel::Environment> environment_;  // of the rule being read
  std::vector<schema::TypeId> each_types_;
};

}  // namespace zhudun::pack
